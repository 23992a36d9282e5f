#include "agent/runner/task_cleaner.h"

#include "agent/engine/names.h"
#include "agent/engine/task_volumes.h"
#include "agent/firelens/log_router.h"
#include "base/log.h"

namespace gantry::agent {
namespace {

constexpr Duration kCleanFirstRetry{30'000};
constexpr Duration kNeededPause{30'000};
constexpr Duration kCleanLastRetry = minutes{30};
/// What cannot be removed for so long is left where it is. Source: the ECS agent's clean-up.
constexpr Duration kPatience = hours{72};

}  // namespace

TaskCleaner::TaskCleaner(
    OperationTools tools,
    std::function<bool(const std::string& task)> still_needed,
    std::function<void(const std::string& task)> forgotten
)
    : tools_(tools),
      still_needed_(std::move(still_needed)),
      forgotten_(std::move(forgotten)),
      alive_(std::make_shared<bool>(true)) {}

TaskCleaner::~TaskCleaner() {
    for (const auto& [task, job] : jobs_) tools_.loop.cancel(job.timer);
}

void TaskCleaner::look_at(const std::string& task) {
    const auto state = tools_.book.state(task);
    if (!state || !state->closed || !state->stopped_at || jobs_.contains(task)) return;
    const SysTime due = *state->stopped_at + tools_.config.cleanup_wait;
    auto& job =
        jobs_.try_emplace(task, Job{.pauses = Backoff(kCleanFirstRetry, kCleanLastRetry, 2.0)})
            .first->second;
    job.timer = tools_.loop.call_after(due - tools_.loop.now(), [this, task] { begin(task); });
}

void TaskCleaner::begin(const std::string& task) {
    const auto entry = tools_.book.find(task);
    const auto state = tools_.book.state(task);
    if (entry == nullptr || !state) return;
    Job& job = jobs_.at(task);
    job.timer = 0;
    if (still_needed_(task)) {
        job.timer = tools_.loop.call_after(kNeededPause, [this, task] { begin(task); });
        return;
    }
    job.begun = tools_.loop.mono();
    for (const ContainerState& container : state->containers) {
        job.containers.push_back(
            container.runtime_id.empty()
                ? container_runtime_name(
                      task, entry->spec.family, entry->spec.revision, container.name
                  )
                : container.runtime_id
        );
    }
    job.volumes = volumes_to_remove(*entry->payload);
    step(task);
}

void TaskCleaner::step(const std::string& task) {
    Job& job = jobs_.at(task);
    job.timer = 0;
    if (!job.containers.empty()) {
        const std::string id = job.containers.back();
        return remove_container(task, id);
    }
    if (!job.volumes.empty()) {
        const std::string name = job.volumes.back();
        tools_.runtime.remove_volume(
            name,
            [this, task, alive = std::weak_ptr(alive_)](const Result<void>& how) {
                if (!alive.expired()) on_removed(task, how, false);
            }
        );
        return;
    }
    log_info("task_cleaned_up", {{"task", task}});
    forget(task);
}

void TaskCleaner::forget(const std::string& task) {
    jobs_.erase(task);
    remove_files(task);
    tools_.book.forget(task);
    forgotten_(task);
}

/// Of a log router. What cannot be removed is small and secret to nobody.
void TaskCleaner::remove_files(const std::string& task) {
    const auto* entry = tools_.book.find(task);
    if (tools_.files == nullptr || entry == nullptr) return;
    if (log_router_of(*entry->payload) == nullptr) return;
    const auto removed = tools_.files->remove(std::string(arn_id(task)));
    if (removed) return;
    log_warn("task_files_not_removed", {{"task", task}, {"why", removed.error().message}});
}

/// Looks first: a name may be nobody's, or by now somebody else's.
void TaskCleaner::remove_container(const std::string& task, const std::string& id_or_name) {
    tools_.runtime.inspect_container(
        id_or_name,
        [this, task, alive = std::weak_ptr(alive_)](const Result<runtime::ContainerStatus>& status
        ) {
            if (alive.expired()) return;
            if (!status) {
                const bool gone = status.error().kind == ErrorKind::NotFound;
                return on_removed(task, gone ? Result<void>{} : status.error(), true);
            }
            const auto label = status->labels.find(kTaskLabel);
            if (label == status->labels.end() || label->second != task) {
                return on_removed(task, {}, true);
            }
            tools_.runtime.remove_container(
                status->id,
                [this, task, alive](const Result<void>& how) {
                    if (!alive.expired()) on_removed(task, how, true);
                }
            );
        }
    );
}

void TaskCleaner::on_removed(const std::string& task, const Result<void>& how, bool container) {
    const auto found = jobs_.find(task);
    if (found == jobs_.end()) return;
    Job& job = found->second;
    if (!how) {
        const bool given_up = tools_.loop.mono() - job.begun >= kPatience;
        log_warn(
            given_up ? "cleanup_given_up" : "cleanup_failed",
            {{"task", task}, {"why", how.error().message}}
        );
        if (given_up) return forget(task);
        job.timer =
            tools_.loop.call_after(job.pauses.next(tools_.random), [this, task] { step(task); });
        return;
    }
    container ? job.containers.pop_back() : job.volumes.pop_back();
    step(task);
}

}  // namespace gantry::agent
