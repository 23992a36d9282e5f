#include "agent/runner/group_remover.h"

#include "agent/engine/task_group.h"
#include "base/log.h"

namespace gantry::agent {
namespace {

constexpr Duration kFirstGroupRetry{500};
constexpr Duration kLastGroupRetry = minutes{5};

}  // namespace

GroupRemover::GroupRemover(OperationTools tools)
    : tools_(tools), alive_(std::make_shared<bool>(true)) {}

GroupRemover::~GroupRemover() {
    for (const auto& [task, job] : jobs_) tools_.loop.cancel(job.timer);
}

void GroupRemover::look_at(const std::string& task) {
    const auto* entry = tools_.book.find(task);
    const auto state = tools_.book.state(task);
    if (entry == nullptr || !state || !state->stopped() || jobs_.contains(task)) return;
    const auto group = group_of(*entry->payload);
    if (!group) return;
    jobs_.try_emplace(task, Job{group->name, Backoff(kFirstGroupRetry, kLastGroupRetry, 2.0)});
    remove(task);
}

void GroupRemover::remove(const std::string& task) {
    jobs_.at(task).timer = 0;
    tools_.runtime.remove_group(
        jobs_.at(task).group,
        [this, task, alive = std::weak_ptr(alive_)](const Result<void>& how) {
            if (!alive.expired()) on_removed(task, how);
        }
    );
}

void GroupRemover::on_removed(const std::string& task, const Result<void>& how) {
    const auto found = jobs_.find(task);
    if (found == jobs_.end()) return;
    Job& job = found->second;
    if (how) return;
    log_debug("group_not_removed", {{"task", task}, {"why", how.error().message}});
    job.timer =
        tools_.loop.call_after(job.pauses.next(tools_.random), [this, task] { remove(task); });
}

void GroupRemover::drop(const std::string& task) {
    const auto found = jobs_.find(task);
    if (found == jobs_.end()) return;
    tools_.loop.cancel(found->second.timer);
    jobs_.erase(found);
}

}  // namespace gantry::agent
