#include "agent/runner/storage_watch.h"

#include <fmt/format.h>

#include "agent/engine/task_mounts.h"
#include "base/log.h"

namespace gantry::agent {
namespace {

/// Between rounds. A runtime counts the files of a container to answer.
constexpr Duration kWatchPause = Seconds{15};
constexpr double kBytesOfGiB = 1 << 30;

}  // namespace

StorageWatch::StorageWatch(OperationTools tools) : tools_(tools) {}

StorageWatch::~StorageWatch() {
    tools_.loop.cancel(timer_);
}

void StorageWatch::look_at(const std::string& task) {
    const auto* entry = tools_.book.find(task);
    const auto state = tools_.book.state(task);
    // Not only once all its containers have started: the first may write while others wait for it.
    const bool runs = state && state->admitted && state->goal == Goal::Running;
    if (entry == nullptr || !runs || ephemeral_bytes(*entry->payload) == 0) return drop(task);
    watched_.insert(task);
    wait();
}

void StorageWatch::wait() {
    if (timer_ != 0 || asking_ || watched_.empty()) return;
    timer_ = tools_.loop.call_after(kWatchPause, [this] { begin(); });
}

void StorageWatch::begin() {
    timer_ = 0;
    asking_ = true;
    queue_.assign(watched_.begin(), watched_.end());
    next_task();
}

void StorageWatch::next_task() {
    while (!queue_.empty()) {
        round_ =
            Round{.task = std::move(queue_.back()), .containers = {}, .written = 0, .untold = {}};
        queue_.pop_back();
        const auto state = tools_.book.state(round_.task);
        if (!state || !watched_.contains(round_.task)) continue;
        for (const ContainerState& container : state->containers) {
            if (!container.runtime_id.empty()) round_.containers.push_back(container.runtime_id);
        }
        if (round_.containers.empty()) continue;
        return next_container();
    }
    asking_ = false;
    wait();
}

void StorageWatch::next_container() {
    if (round_.containers.empty()) {
        judge();
        return next_task();
    }
    const std::string id = std::move(round_.containers.back());
    round_.containers.pop_back();
    tools_.runtime.written_bytes(
        id,
        [this, alive = std::weak_ptr(alive_)](const Result<std::int64_t>& bytes) {
            if (alive.expired()) return;
            if (bytes) {
                round_.written += *bytes;
            } else if (bytes.error().kind == ErrorKind::Unavailable && tools_.monitor.connected()) {
                round_.untold = bytes.error().message;
            }
            next_container();
        }
    );
}

/// Once, until it is told again.
void StorageWatch::note_untold() {
    if (round_.untold.empty()) {
        untold_.erase(round_.task);
    } else if (untold_.insert(round_.task).second) {
        log_warn("task_storage_not_told", {{"task", round_.task}, {"why", round_.untold}});
    }
}

void StorageWatch::judge() {
    const auto* entry = tools_.book.find(round_.task);
    if (entry == nullptr || !watched_.contains(round_.task)) return;
    note_untold();
    const std::int64_t limit = ephemeral_bytes(*entry->payload);
    if (limit == 0 || round_.written <= limit) return;
    log_warn("task_out_of_storage", {{"task", round_.task}, {"bytes", round_.written}});
    tools_.book.apply(
        round_.task,
        event::OutOfStorage{fmt::format(
            "EphemeralStorageExceeded: the task's containers have written {:.1f} GiB into their "
            "file systems, and its ephemeral storage is {:.0f} GiB; ask for more with "
            "ephemeralStorage, or write to a volume",
            static_cast<double>(round_.written) / kBytesOfGiB,
            static_cast<double>(limit) / kBytesOfGiB
        )}
    );
}

}  // namespace gantry::agent
