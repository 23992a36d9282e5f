#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/ecs/network_binding.h"
#include "base/time.h"
#include "services/ecs/model/task_row.h"

namespace gantry::ecs {

/// What an agent says about one container. Empty texts say nothing.
struct ContainerReport {
    std::string name;
    std::optional<ContainerStatus> status;
    std::optional<std::int32_t> exit_code;
    std::string reason;  ///< "<ErrorName>: <text>"
    std::string runtime_id;
    std::string image_digest;
    std::vector<api::ecs::NetworkBinding> network_bindings;
};

/// What Amazon's agent says about the process that runs commands for ECS Exec.
struct ExecAgentReport {
    std::string container;
    std::string status;  ///< PENDING, RUNNING or STOPPED
    std::string reason;
};

/// What an agent says about a task in one Submit call.
struct TaskReport {
    /// Pending, Running or Stopped; absent when the report is about containers only.
    std::optional<TaskStatus> status;
    std::string reason;
    /// In the order in which things happened; one container may occur several times.
    std::vector<ContainerReport> containers;
    std::optional<SysTime> pull_started_at;
    std::optional<SysTime> pull_stopped_at;
    std::optional<SysTime> execution_stopped_at;
    std::vector<ExecAgentReport> exec_agents;
    /// Ids of attachments that are ATTACHED; agents tell nothing else of them.
    std::vector<std::string> attached;
};

/// The task after a report. Reports may repeat and arrive in any order: statuses only move forward,
/// a STOPPED task stays STOPPED (late facts such as exit codes are still filled in), and facts once
/// known are kept. The version grows by one when anything changed and is left alone otherwise.
///
/// The agent reports what happened; what it means is decided here: an essential container that ends
/// makes the task wanted STOPPED with EssentialContainerExited, or TaskFailedToStart when it never
/// ran; a stop code that somebody set before (user, service) is kept.
/// Once all containers of a task with an interface of its own have stopped, it is DEPROVISIONING
/// until the agent reports its end, which it does when the interface is gone from the machine.
/// Containers the task does not have are ignored (agents report their own pause containers).
/// Pure. Source: ECS Developer Guide, task lifecycle and stopped task error codes.
TaskRow apply_task_report(const TaskRow& before, const TaskReport& report, SysTime now);

/// Ends a task of which no further report can come, or that no agent ever heard of: STOPPED at
/// `now`, with its containers. A stop code and reason set before are kept; otherwise `code` and
/// `reason` are. No effect on a STOPPED task.
TaskRow end_task(
    TaskRow task, std::optional<api::ecs::TaskStopCode> code, std::string_view reason, SysTime now
);

/// Asks for the task's end: goal STOPPED, stoppingAt, code and reason, unless that was asked before
/// or the task is STOPPED.
TaskRow ask_to_stop(
    TaskRow task, api::ecs::TaskStopCode code, std::string_view reason, SysTime now
);

}  // namespace gantry::ecs
