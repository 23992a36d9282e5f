#include "drivers/runtime/docker/kernel_stats.h"

#include <chrono>
#include <utility>

#include "base/log.h"
#include "base/thread_loop.h"

namespace gantry::runtime {

namespace {

constexpr Duration kBetween{1'000};  ///< two readings that are compared, as with Docker
constexpr Duration kRefusal = minutes{1};
constexpr Duration kUnused = minutes{10};  ///< then a container is forgotten
/// A reading that is as old says nothing of what is now.
constexpr Duration kOldest = minutes{2};

std::int64_t wall_time_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::system_clock::now().time_since_epoch()
    )
        .count();
}

std::int64_t to_ns(Duration duration) {
    return std::chrono::nanoseconds(duration).count();
}

}  // namespace

KernelStats::KernelStats(
    Loop& loop,
    std::shared_ptr<LoopLink> link,
    std::shared_ptr<const cgroup::KernelFiles> files,
    Duration patience,
    Find find
)
    : loop_(loop),
      link_(std::move(link)),
      patience_(patience),
      find_(std::move(find)),
      reader_(std::make_shared<cgroup::StatsReader>(std::move(files))) {}

KernelStats::~KernelStats() {
    for (const TimerId timer : timers_) loop_.cancel(timer);
    for (const auto& [number, reading] : under_way_) loop_.cancel(reading.timer);
}

void KernelStats::usage(const std::string& id, Done<ContainerUsage> done) {
    read(id, [done = std::move(done)](const Result<Found>& found) {
        if (!found) return done(found.error());
        done(to_usage(found->reading));
    });
}

void KernelStats::document(const std::string& id, Done<std::string> json) {
    const auto format = [json](const Found& found, const CpuBefore& before) {
        const Subject& subject = found.subject;
        json(format_stats(found.reading, before, subject.name, subject.process.container_id));
    };
    read(id, [this, id, json, format](const Result<Found>& found) {
        if (!found) return json(found.error());
        if (const auto earlier = before(id, found->reading.time_ns)) {
            return format(*found, *earlier);
        }
        const CpuBefore first{found->reading.time_ns, found->reading.cpu};
        const auto timer = std::make_shared<TimerId>(0);
        *timer = loop_.call_after(kBetween, [this, id, json, format, first, timer] {
            timers_.erase(*timer);
            read(id, [json, format, first](const Result<Found>& later) {
                if (!later) return json(later.error());
                format(*later, first);
            });
        });
        timers_.insert(*timer);
    });
}

// ---- One reading -----------------------------------------------------------------------------

void KernelStats::read(const std::string& id, Done<Found> done) {
    const Known& known = know(id);
    if (known.not_before && loop_.mono() < *known.not_before) {
        return done(unavailable("the kernel's files cannot be read"));
    }
    if (!known.subject) return find_and_read(id, std::move(done));
    read_files(id, *known.subject, [this, id, done](Result<Found> found) {
        if (found) return done(std::move(found));
        // It may have been started anew, as another process.
        known_.erase(id);
        find_and_read(id, done);
    });
}

void KernelStats::find_and_read(const std::string& id, Done<Found> done) {
    find_(id, [this, id, done = std::move(done)](const Result<Subject>& subject) {
        if (!subject) return done(subject.error());
        read_files(id, *subject, [this, id, done, subject](Result<Found> found) {
            if (found) {
                know(id).subject = *subject;
            } else {
                refuse(id, found.error());
            }
            done(std::move(found));
        });
    });
}

void KernelStats::read_files(const std::string& id, const Subject& subject, Done<Found> done) {
    if (!worker_) worker_ = std::make_unique<ThreadLoop>("statistics");
    const std::uint64_t number = next_reading_++;
    auto on_done = [this, id, subject, done = std::move(done)](Result<cgroup::Reading> read) {
        if (!read) return done(read.error());
        keep(know(id), *read);
        done(Found{*std::move(read), subject});
    };
    const TimerId timer = loop_.call_after(patience_, [this, number] {
        on_read(number, unavailable("the kernel's files are not read in time"));
    });
    under_way_.emplace(number, UnderWay{std::move(on_done), timer});
    // The other thread has no callback of anybody's.
    worker_->post([this, number, reader = reader_, process = subject.process, link = link_] {
        Result<cgroup::Reading> reading = reader->read(process);
        if (reading) reading->time_ns = wall_time_ns();
        link->post([this, number, reading = std::move(reading)] { on_read(number, reading); });
    });
}

void KernelStats::on_read(std::uint64_t number, Result<cgroup::Reading> reading) {
    const auto waiting = under_way_.extract(number);
    if (waiting.empty()) return;
    loop_.cancel(waiting.mapped().timer);
    waiting.mapped().done(std::move(reading));
}

// ---- What is known of containers -------------------------------------------------------------

KernelStats::Known& KernelStats::know(const std::string& id) {
    const MonoTime now = loop_.mono();
    if (!known_.contains(id)) {
        std::erase_if(known_, [now](const auto& one) {
            return now - one.second.used_at > kUnused;
        });
    }
    Known& known = known_[id];
    known.used_at = now;
    return known;
}

std::optional<CpuBefore> KernelStats::before(const std::string& id, std::int64_t time_ns) const {
    const auto known = known_.find(id);
    if (known == known_.end()) return std::nullopt;
    for (const auto& reading : {known->second.newer, known->second.older}) {
        if (!reading) continue;
        const std::int64_t age = time_ns - reading->time_ns;
        if (age >= to_ns(kBetween) && age <= to_ns(kOldest)) return reading;
    }
    return std::nullopt;
}

/// Of two that are close to each other the first is kept, so that there is always one that is a
/// second old.
void KernelStats::keep(Known& known, const cgroup::Reading& reading) {
    CpuBefore now{reading.time_ns, reading.cpu};
    const bool began_anew = known.newer && now.cpu.total_ns < known.newer->cpu.total_ns;
    if (began_anew) known.newer = known.older = std::nullopt;
    if (known.newer) {
        const std::int64_t age = now.time_ns - known.newer->time_ns;
        if (age >= 0 && age < to_ns(kBetween)) return;
        known.older = std::exchange(known.newer, std::nullopt);
    }
    known.newer = std::move(now);
}

void KernelStats::refuse(const std::string& id, const Error& why) {
    know(id).not_before = loop_.mono() + kRefusal;
    if (std::exchange(told_, true)) return;
    log_info("stats_from_docker", {{"container", id}, {"why", why.message}});
}

}  // namespace gantry::runtime
