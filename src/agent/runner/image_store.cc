#include "agent/runner/image_store.h"

#include <algorithm>

#include "agent/backoff.h"
#include "agent/engine/image_names.h"
#include "agent/engine/pull_rules.h"
#include "base/log.h"

namespace gantry::agent {
namespace {

constexpr Duration kBetweenLogs{10'000};
constexpr std::size_t kMostKnown = 1'000;

}  // namespace

/// One image on its way.
struct ImageStore::Job {
    std::string image;
    runtime::RegistryAuth login;
    std::set<std::string> names;  ///< that it is still to be given
    std::vector<Got::Name> given;
    std::vector<std::weak_ptr<Listener>> listeners;  ///< those who asked hold them
    std::optional<runtime::ImageStatus> copy;
    Backoff backoff{kFirstPullRetry, kLastPullRetry, 2.0};
    int tries = 0;
    bool begun = false;
    bool pulling = false;
    bool pulled = false;
    std::optional<MonoTime> logged_at;  ///< when its progress was
    TimerId timer = 0;

    [[nodiscard]] std::vector<std::string> key() const {
        return {image, login.username, login.password};
    }
    [[nodiscard]] bool concerns(const std::set<std::string>& some) const {
        return some.contains(full_image_name(image)) ||
               std::ranges::any_of(names, [&](const auto& name) { return some.contains(name); });
    }
    void each(const std::function<void(const Listener&)>& tell) const {
        for (const auto& waiting : listeners) {
            if (const auto listener = waiting.lock()) tell(*listener);
        }
    }
};

ImageStore::ImageStore(
    Loop& loop,
    Random& random,
    runtime::ContainerRuntime& runtime,
    const RuntimeMonitor& monitor,
    PullBehavior behavior,
    std::function<void(const Got&)> got,
    std::function<void(const std::string& image, const runtime::ImageProgress* progress)> told
)
    : loop_(loop),
      random_(random),
      runtime_(runtime),
      monitor_(monitor),
      behavior_(behavior),
      got_(std::move(got)),
      told_(std::move(told)),
      questions_(
          loop,
          random,
          runtime,
          monitor,
          behavior,
          leaving_,
          [this](const std::string& image, const runtime::ImageStatus& copy) {
              remember(image, copy);
              got_({.image = image});
          }
      ),
      alive_(std::make_shared<bool>(true)) {}

ImageStore::~ImageStore() {
    for (const auto& [key, job] : jobs_) loop_.cancel(job->timer);
}

const runtime::ImageStatus* ImageStore::known(const std::string& image) const {
    const auto found = known_.find(image);
    return found == known_.end() ? nullptr : &found->second;
}

/// Whoever misses one asks the runtime.
void ImageStore::remember(const std::string& image, const runtime::ImageStatus& copy) {
    if (known_.size() >= kMostKnown) known_.clear();
    known_.insert_or_assign(image, copy);
}

// ---- Pulls ---------------------------------------------------------------------------------

std::shared_ptr<void> ImageStore::get(const Wanted& wanted, Listener listener) {
    auto handle = std::make_shared<Listener>(std::move(listener));
    auto& job = jobs_[{wanted.image, wanted.login.username, wanted.login.password}];
    if (job == nullptr) {
        job = std::make_shared<Job>();
        job->image = wanted.image;
        job->login = wanted.login;
    }
    // A name that is just going is not given: containers are made without it.
    const bool going = job->begun && leaving_.contains(wanted.name);
    if (!wanted.name.empty() && !going) job->names.insert(wanted.name);
    job->listeners.push_back(handle);
    if (!job->begun) {
        if (!job->concerns(leaving_)) begin(job);
    } else if (job->pulling) {
        loop_.post([waiting = std::weak_ptr(handle)] {
            if (const auto one = waiting.lock()) one->on_pull_began();
        });
    }
    return handle;
}

void ImageStore::begin(const JobPtr& job) {
    job->begun = true;
    runtime_.inspect_image(
        job->image,
        [this, job, alive = std::weak_ptr(alive_)](Result<runtime::ImageStatus> copy) {
            if (!alive.expired()) decide(job, std::move(copy));
        }
    );
}

void ImageStore::decide(const JobPtr& job, Result<runtime::ImageStatus> copy) {
    if (!copy && copy.error().kind != ErrorKind::NotFound) return finish(job, copy.error());
    if (copy) job->copy = std::move(*copy);
    if (job->copy && is_good_enough(behavior_, job->image, *job->copy))
        return give_names(job, *job->copy);
    job->pulling = true;
    job->each([](const Listener& l) { l.on_pull_began(); });
    pull(job);
}

void ImageStore::pull(const JobPtr& job) {
    ++job->tries;
    log_info("image_pull", {{"image", job->image}, {"try", job->tries}});
    runtime_.pull_image(
        job->image,
        job->login,
        [this, job, alive = std::weak_ptr(alive_)](const runtime::ImageProgress& progress) {
            if (!alive.expired()) on_progress(job, progress);
        },
        [this, job, alive = std::weak_ptr(alive_)](const Result<void>& how) {
            if (!alive.expired()) on_pulled(job, how);
        }
    );
}

void ImageStore::on_progress(const JobPtr& job, const runtime::ImageProgress& progress) {
    told_(job->image, &progress);
    const MonoTime now = loop_.mono();
    if (job->logged_at && now - *job->logged_at < kBetweenLogs) return;
    job->logged_at = now;
    log_info(
        "image_pull_progress",
        {{"image", job->image},
         {"layers", progress.layers},
         {"layers_done", progress.layers_done},
         {"bytes", progress.bytes},
         {"bytes_done", progress.bytes_done}}
    );
}

void ImageStore::on_pulled(const JobPtr& job, const Result<void>& how) {
    if (!how) return pull_failed(job, how.error());
    job->pulling = false;
    job->pulled = true;
    job->each([](const Listener& l) { l.on_pull_ended(); });
    runtime_.inspect_image(
        job->image,
        [this, job, alive = std::weak_ptr(alive_)](Result<runtime::ImageStatus> image) {
            if (alive.expired()) return;
            if (!image) return finish(job, std::move(image));
            give_names(job, *image);
        }
    );
}

void ImageStore::pull_failed(const JobPtr& job, Error why) {
    log_warn("image_pull_failed", {{"image", job->image}, {"why", why.message}});
    const bool away = why.kind == ErrorKind::Unavailable && !monitor_.connected();
    if (away) return finish(job, std::move(why));
    if (job->tries < kPullTries && !is_hopeless(why)) {
        job->timer = loop_.call_after(job->backoff.next(random_), [this, job] { pull(job); });
        return;
    }
    job->pulling = false;
    job->each([](const Listener& l) { l.on_pull_ended(); });
    if (job->copy && behavior_ == PullBehavior::Default) return finish(job, *job->copy);
    finish(job, as_final(std::move(why)));
}

/// So that it is found by the name that tasks have for it when the registry is away, or need not be
/// asked. Containers are made by the digest: without the name nothing else is amiss.
void ImageStore::give_names(const JobPtr& job, const runtime::ImageStatus& image) {
    while (!job->names.empty()) {
        const std::string name = *job->names.begin();
        if (std::ranges::find(image.names, short_name(name), &short_name) == image.names.end()) {
            return give_name(job, name, image);
        }
        job->names.erase(name);
    }
    finish(job, image);
}

void ImageStore::give_name(
    const JobPtr& job, const std::string& name, const runtime::ImageStatus& image
) {
    const auto give = [this, job, name, image, alive = std::weak_ptr(alive_)](bool there_before) {
        runtime_.tag_image(
            job->image,
            name,
            [this, job, name, image, alive, there_before](const Result<void>& how) {
                if (alive.expired()) return;
                job->names.erase(name);
                if (how) {
                    job->given.push_back({name, there_before});
                } else {
                    log_warn("image_not_named", {{"image", name}, {"why", how.error().message}});
                }
                give_names(job, image);
            }
        );
    };
    runtime_.inspect_image(
        name,
        [give, alive = std::weak_ptr(alive_)](const Result<runtime::ImageStatus>& other) {
            if (!alive.expired()) give(other.has_value());
        }
    );
}

void ImageStore::finish(const JobPtr& job, Result<runtime::ImageStatus> how) {
    jobs_.erase(job->key());
    if (job->tries > 0) told_(job->image, nullptr);
    if (how) note(job, *how);
    job->each([&](const Listener& l) { l.on_done(how); });
}

void ImageStore::note(const JobPtr& job, const runtime::ImageStatus& image) {
    Got got{
        .image = by_digest(job->image, digest_of(job->image, image)),
        .given = std::move(job->given),
    };
    // Without a digest the name is all that there is of it, and may be somebody's.
    const bool is_new = !job->copy || (names_digest(got.image) && job->copy->id != image.id);
    got.pulled = job->pulled && is_new;
    remember(job->image, image);
    remember(got.image, image);
    if (got.pulled && !names_digest(job->image)) {
        got.given.push_back({full_image_name(job->image), job->copy.has_value()});
    }
    got_(got);
}

// ---- Removal -------------------------------------------------------------------------------

bool ImageStore::is_on_its_way(const std::set<std::string>& names) const {
    const auto concerned = [&](const auto& entry) { return entry.second->concerns(names); };
    return std::ranges::any_of(jobs_, concerned) || questions_.is_asked(names);
}

void ImageStore::remove(
    const std::string& image,
    const std::vector<std::string>& names,
    std::function<void(Result<void>)> done
) {
    std::set<std::string> all(names.begin(), names.end());
    all.insert(full_image_name(image));
    const bool leaving =
        std::ranges::any_of(all, [&](const auto& one) { return leaving_.contains(one); });
    if (leaving || is_on_its_way(all)) {
        return loop_.post([done = std::move(done)] {
            done(Error{ErrorKind::Conflict, "", "the image is on its way", {}});
        });
    }
    leaving_.insert(all.begin(), all.end());
    std::erase_if(known_, [&](const auto& one) {
        return all.contains(full_image_name(one.first));
    });
    const auto on_removed = [this, all, done = std::move(done), alive = std::weak_ptr(alive_)](
                                const Result<void>& how
                            ) {
        if (alive.expired()) return;
        for (const std::string& one : all) leaving_.erase(one);
        go_on();
        done(how);
    };
    if (!names_digest(image)) return runtime_.remove_image(image, on_removed);
    remove_names(image, names, on_removed);
}

/// The runtime takes digests away with the last tag, but no tag with a digest.
void ImageStore::remove_names(
    const std::string& image, const std::vector<std::string>& names, const Removal& done
) {
    runtime_.inspect_image(
        image,
        [this, image, names, done, alive = std::weak_ptr(alive_)](
            const Result<runtime::ImageStatus>& seen
        ) {
            if (alive.expired()) return;
            if (!seen && seen.error().kind == ErrorKind::NotFound) return done({});
            if (!seen) return done(seen.error());
            std::vector<std::string> due;
            for (const std::string& name : seen->names) {
                if (short_name(repository_of(name)) != short_name(repository_of(image))) continue;
                if (std::ranges::find(names, short_name(name), &short_name) == names.end()) {
                    return done(Error{ErrorKind::Conflict, "", "it is also " + name, {}});
                }
                due.push_back(name);
            }
            due.push_back(image);
            remove_each(std::move(due), done);
        }
    );
}

void ImageStore::remove_each(std::vector<std::string> names, const Removal& done) {
    if (names.empty()) return done({});
    const std::string name = names.front();
    names.erase(names.begin());
    runtime_.remove_image(
        name,
        [this, names = std::move(names), done, alive = std::weak_ptr(alive_)](
            const Result<void>& how
        ) {
            if (alive.expired()) return;
            if (!how) return done(how);
            remove_each(names, done);
        }
    );
}

void ImageStore::go_on() {
    questions_.go_on();
    for (const auto& [key, job] : std::map(jobs_)) {
        if (!job->begun && !job->concerns(leaving_)) begin(job);
    }
}

}  // namespace gantry::agent
