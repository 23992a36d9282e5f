#include "agent/runner/image_store.h"

#include <algorithm>
#include <array>

#include "base/log.h"

namespace gantry::agent {
namespace {

constexpr int kPullTries = 5;
constexpr Duration kFirstPullRetry{1'100};
constexpr Duration kLastPullRetry{5'000};
constexpr Duration kBetweenLogs{10'000};

/// Whether the registry's answer will be the same next time.
bool is_hopeless(const Error& why) {
    if (why.kind != ErrorKind::Internal && why.kind != ErrorKind::Unavailable) return true;
    static constexpr std::array<std::string_view, 6> kFinal = {
        "not found",
        "denied",
        "unauthorized",
        "manifest unknown",
        "does not exist",
        "invalid reference"
    };
    return std::any_of(kFinal.begin(), kFinal.end(), [&](std::string_view words) {
        return why.message.find(words) != std::string::npos;
    });
}

/// "host/repo:tag" or "host/repo@sha256:…" → "host/repo".
std::string_view repository_of(std::string_view image) {
    const std::size_t at = image.find('@');
    if (at != std::string_view::npos) return image.substr(0, at);
    const std::size_t slash = image.rfind('/');
    const std::size_t colon = image.rfind(':');
    const bool has_tag =
        colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash);
    return has_tag ? image.substr(0, colon) : image;
}

/// Whether no registry could give another image for this name.
bool cannot_change(const std::string& image, const runtime::ImageStatus& copy) {
    return copy.repo_digests.empty() || image.find("@sha256:") != std::string::npos;
}

}  // namespace

/// One image on its way.
struct ImageStore::Job {
    Job(std::string name, runtime::RegistryAuth auth, Backoff delays)
        : image(std::move(name)), login(std::move(auth)), backoff(delays) {}

    [[nodiscard]] std::vector<std::string> key() const {
        return {image, login.username, login.password};
    }

    std::string image;
    runtime::RegistryAuth login;
    std::vector<std::weak_ptr<Listener>> listeners;  ///< those who asked hold them
    std::optional<runtime::ImageStatus> copy;
    Backoff backoff;
    int tries = 0;
    bool pulling = false;
    bool pulled = false;
    std::optional<MonoTime> logged_at;  ///< when its progress was
    TimerId timer = 0;

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
    std::function<void(const std::string& image, bool pulled)> got,
    std::function<void(const std::string& image, const runtime::ImageProgress* progress)> told
)
    : loop_(loop),
      random_(random),
      runtime_(runtime),
      monitor_(monitor),
      behavior_(behavior),
      got_(std::move(got)),
      told_(std::move(told)),
      alive_(std::make_shared<bool>(true)) {}

ImageStore::~ImageStore() {
    for (const auto& [image, job] : jobs_) loop_.cancel(job->timer);
}

std::shared_ptr<void> ImageStore::get(
    const std::string& image, const runtime::RegistryAuth& login, Listener listener
) {
    auto handle = std::make_shared<Listener>(std::move(listener));
    auto& job = jobs_[{image, login.username, login.password}];
    const bool is_new = job == nullptr;
    if (is_new) {
        job = std::make_shared<Job>(image, login, Backoff(kFirstPullRetry, kLastPullRetry, 2.0));
    }
    job->listeners.push_back(handle);
    if (is_new) {
        if (!leaving_.contains(full_image_name(image))) begin(job);
    } else if (job->pulling) {
        loop_.post([waiting = std::weak_ptr(handle)] {
            if (const auto one = waiting.lock()) one->on_pull_began();
        });
    }
    return handle;
}

const runtime::ImageStatus* ImageStore::known(const std::string& image) const {
    const auto found = known_.find(image);
    return found == known_.end() ? nullptr : &found->second;
}

void ImageStore::remove(const std::string& image, std::function<void(Result<void>)> done) {
    const std::string name = full_image_name(image);
    const auto of_image = [name](const auto& entry) {
        return full_image_name(entry.second->image) == name;
    };
    if (std::ranges::any_of(jobs_, of_image) || !leaving_.insert(name).second) {
        return loop_.post([done = std::move(done)] {
            done(Error{ErrorKind::Conflict, "", "the image is on its way", {}});
        });
    }
    std::erase_if(known_, [&](const auto& entry) { return full_image_name(entry.first) == name; });
    runtime_.remove_image(
        image,
        [this, name, of_image, done = std::move(done), alive = std::weak_ptr(alive_)](
            const Result<void>& how
        ) {
            if (alive.expired()) return;
            leaving_.erase(name);
            for (const auto& entry : std::map(jobs_)) {
                if (of_image(entry)) begin(entry.second);
            }
            done(how);
        }
    );
}

void ImageStore::begin(const JobPtr& job) {
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
    const bool use_copy =
        job->copy &&
        (behavior_ == PullBehavior::Once || behavior_ == PullBehavior::PreferCached ||
         (behavior_ == PullBehavior::Default && cannot_change(job->image, *job->copy)));
    if (use_copy) return finish(job, *job->copy);
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
    job->pulled = !job->copy;  // what was there before may be somebody else's
    job->each([](const Listener& l) { l.on_pull_ended(); });
    runtime_.inspect_image(
        job->image,
        [this, job, alive = std::weak_ptr(alive_)](Result<runtime::ImageStatus> image) {
            if (!alive.expired()) finish(job, std::move(image));
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
    // The runtime is there, so "cannot reach" is the registry's doing and final after these tries.
    if (why.kind == ErrorKind::Unavailable) why.kind = ErrorKind::Internal;
    finish(job, std::move(why));
}

void ImageStore::finish(const JobPtr& job, Result<runtime::ImageStatus> how) {
    jobs_.erase(job->key());
    if (job->tries > 0) told_(job->image, nullptr);
    if (how) {
        known_.insert_or_assign(job->image, *how);
        got_(job->image, job->pulled);
    }
    job->each([&](const Listener& l) { l.on_done(how); });
}

std::string full_image_name(const std::string& image) {
    return repository_of(image).size() == image.size() ? image + ":latest" : image;
}

std::string digest_of(const std::string& image, const runtime::ImageStatus& status) {
    const std::string prefix = std::string(repository_of(image)) + "@";
    for (const std::string& digest : status.repo_digests) {
        if (digest.starts_with(prefix)) return digest.substr(prefix.size());
    }
    return "";
}

}  // namespace gantry::agent
