#include "services/ecs/reconcile/task_report.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/sabotage.h"
#include "services/ecs/model/task_network.h"
#include "services/ecs/model/task_volume.h"

namespace gantry::ecs {
namespace {

using api::ecs::TaskStopCode;

constexpr std::string_view kEssentialExited = "Essential container in task exited";
constexpr std::string_view kFailedToStart = "Task failed to start";

/// Error names of what goes wrong before a container's process runs. Some of these come with an
/// exit code that the container engine or the agent made up.
bool names_a_failed_start(std::string_view reason) {
    static constexpr std::array<std::string_view, 12> kNames = {
        "CannotPull",
        "CannotCreate",
        "CannotStartContainerError",
        "ContainerNetworkingError",
        "CredentialSpec",
        "DockerClientConfigError",
        "DockerTimeoutError: Could not transition to created",
        "DockerTimeoutError: Could not transition to started",
        "HostConfigError",
        "ResourceInitializationError",
        "TaskDependencyError",
        "TaskStoppedBeforePullBeginError",
    };
    return std::ranges::any_of(kNames, [&](auto name) { return reason.starts_with(name); });
}

void want_stopped(
    TaskRow& task, std::optional<TaskStopCode> code, std::string_view reason, SysTime now
) {
    if (task.goal == TaskGoal::Stopped) return;
    task.goal = TaskGoal::Stopped;
    task.stop_code = code;
    task.stopped_reason = reason;
    task.stopping_at = now;
}

void mark_stopped(TaskRow& task, SysTime now) {
    move_attachment(task, AttachmentStatus::Detaching);
    move_volume(task, AttachmentStatus::Detaching);
    for (auto& container : task.containers) container.status = ContainerStatus::Stopped;
    task.status = TaskStatus::Stopped;
    task.stopped_at = now;
}

/// Writes one report into a task. Lives for one call of apply_task_report.
class Reporter {
  public:
    Reporter(TaskRow& task, const TaskReport& report, SysTime now)
        : task_(task), report_(report), now_(now) {
        for (const auto& container : task.containers) {
            if (container.status == ContainerStatus::Running) ran_.insert(container.name);
        }
    }

    void apply() {
        task_.acknowledged |= !task_.stopped();  // whoever reports on it has it
        take_times();
        take_attachments();
        for (const auto& container : report_.containers) take_container(container);
        for (const auto& agent : report_.exec_agents) take_exec_agent(agent);
        if (essential_stopped_) note_essential_stopped();
        const bool over = std::ranges::all_of(task_.containers, [](const auto& container) {
            return container.status == ContainerStatus::Stopped;
        });
        if (over && report_.status != TaskStatus::Stopped) begin_detachment(task_);
        if (task_.stopped() && report_.status == TaskStatus::Stopped) {
            end_volume(task_, report_.reason);  // the task was ended before its machine told it
        }
        const bool any = sabotaged(Sabotage::StatusGoesBack);
        if (!report_.status || (!any && !may_follow(task_.status, *report_.status))) return;
        if (*report_.status == TaskStatus::Stopped) {
            finish();
        } else {
            task_.status = *report_.status;
            if (task_.status == TaskStatus::Running) note_start();
        }
    }

  private:
    void take_times() {
        if (const auto at = report_.pull_started_at) {
            task_.pull_started_at = std::min(*at, task_.pull_started_at.value_or(*at));
        }
        if (const auto at = report_.pull_stopped_at) {
            task_.pull_stopped_at = std::max(*at, task_.pull_stopped_at.value_or(*at));
        }
        if (report_.execution_stopped_at) task_.execution_stopped_at = report_.execution_stopped_at;
    }

    void take_attachments() {
        for (const std::string& id : report_.attached) {
            if (!task_.stopped() && task_.network && task_.network->attachment_id == id) {
                move_attachment(task_, AttachmentStatus::Attached);
            }
            if (task_.volume && task_.volume->attachment_id == id) {
                move_volume(task_, AttachmentStatus::Attached);
            }
        }
    }

    void take_container(const ContainerReport& told) {
        const auto found = std::ranges::find(task_.containers, told.name, &TaskContainer::name);
        if (found == task_.containers.end()) return;
        take_facts(told, *found);
        if (!told.status || !may_follow(found->status, *told.status)) return;
        found->status = *told.status;
        if (found->status == ContainerStatus::Running) ran_.insert(found->name);
        if (found->status != ContainerStatus::Stopped || !found->essential) return;
        essential_stopped_ = true;
        essential_failed_to_start_ |= !has_run(*found);
    }

    /// It may be started anew, so its status may go back.
    void take_exec_agent(const ExecAgentReport& told) {
        const auto found =
            std::ranges::find(task_.containers, told.container, &TaskContainer::name);
        if (found == task_.containers.end() || !task_.enable_execute_command) return;
        ExecAgent agent = found->exec_agent.value_or(ExecAgent{});
        if (told.status == "RUNNING" && agent.status != told.status) agent.last_started_at = now_;
        agent.status = told.status;
        agent.reason = told.reason;
        found->exec_agent = std::move(agent);
    }

    static void take_facts(const ContainerReport& told, TaskContainer& container) {
        const auto learn = [](std::string& known, const std::string& news) {
            if (known.empty()) known = news;
        };
        learn(container.runtime_id, told.runtime_id);
        learn(container.image_digest, told.image_digest);
        if (!told.network_bindings.empty() && container.status != ContainerStatus::Stopped) {
            container.network_bindings = told.network_bindings;
        }
        const bool ends = told.status == ContainerStatus::Stopped;
        if (ends || !told.status) learn(container.reason, told.reason);
        if (ends && !container.exit_code) container.exit_code = told.exit_code;
    }

    /// One report may tell of several. Until the task has run, one that could not start is why the
    /// others stopped, in whatever order they are told.
    void note_essential_stopped() {
        if (essential_failed_to_start_ && task_.status != TaskStatus::Running) {
            stop(TaskStopCode::TaskFailedToStart, start_failure());
        } else {
            if (!task_.execution_stopped_at) task_.execution_stopped_at = now_;
            stop(TaskStopCode::EssentialContainerExited, kEssentialExited);
        }
    }

    void finish() {
        // Usually decided already by an essential container of this report.
        const auto has_run_it = [&](const TaskContainer& container) { return has_run(container); };
        if (task_.status == TaskStatus::Running ||
            std::ranges::any_of(task_.containers, has_run_it)) {
            stop(TaskStopCode::EssentialContainerExited, kEssentialExited);
        } else {
            stop(TaskStopCode::TaskFailedToStart, start_failure());
        }
        if (std::ranges::all_of(task_.containers, has_run_it)) note_start();
        mark_stopped(task_, now_);
        end_volume(task_, report_.reason);
    }

    [[nodiscard]] bool has_run(const TaskContainer& container) const {
        return ran_.contains(container.name) ||
               (container.exit_code && !names_a_failed_start(container.reason));
    }

    /// Failures of the task as a whole (a volume, a secret) are told as the task's reason, those of
    /// a container as the container's.
    [[nodiscard]] std::string_view start_failure() const {
        return report_.reason.empty() ? kFailedToStart : std::string_view(report_.reason);
    }

    void note_start() {
        if (!task_.started_at) task_.started_at = now_;
    }

    void stop(TaskStopCode code, std::string_view reason) {
        want_stopped(task_, code, reason, now_);
    }

    TaskRow& task_;
    const TaskReport& report_;
    SysTime now_;
    std::set<std::string_view> ran_;  ///< containers known to have been RUNNING
    bool essential_stopped_ = false;  ///< by this report
    bool essential_failed_to_start_ = false;
};

}  // namespace

TaskRow apply_task_report(const TaskRow& before, const TaskReport& report, SysTime now) {
    TaskRow task = before;
    Reporter(task, report, now).apply();
    if (task != before) ++task.version;
    return task;
}

TaskRow end_task(
    TaskRow task, std::optional<TaskStopCode> code, std::string_view reason, SysTime now
) {
    if (task.stopped()) return task;
    want_stopped(task, code, reason, now);
    mark_stopped(task, now);
    ++task.version;
    return task;
}

TaskRow ask_to_stop(TaskRow task, TaskStopCode code, std::string_view reason, SysTime now) {
    if (task.stopped() || task.goal == TaskGoal::Stopped) return task;
    want_stopped(task, code, reason, now);
    ++task.version;
    return task;
}

}  // namespace gantry::ecs
