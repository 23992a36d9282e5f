#pragma once

#include <optional>

#include "agent/engine/task_event.h"
#include "agent/engine/task_spec.h"
#include "agent/engine/task_state.h"
#include "api/ecs/submit_task_state_change_request.h"
#include "base/time.h"

namespace gantry::agent {

/// One SubmitTaskStateChange and what the control plane knows once it has accepted it.
struct TaskReport {
    api::ecs::SubmitTaskStateChangeRequest request;  ///< complete but for the cluster
    event::Told told;
};

struct NextReport {
    std::optional<TaskReport> report;  ///< to be sent now
    std::optional<SysTime> due_at;     ///< else: look again then
};

/// News of a container alone is held back this long, so that it can ride on a change of its task.
inline constexpr Duration kContainerNewsDelay{250};

/// What the control plane has not heard yet of a task, oldest first: which images its containers'
/// names stand for, that its interface and its disk are attached before that it is RUNNING, RUNNING
/// before STOPPED, even when the task ended meanwhile. Everything needed is in the row, so a report
/// that was lost, or an agent that crashed before its answer came, leads to the same report again.
/// A container may appear twice in one report, RUNNING then STOPPED. Source: API Reference,
/// SubmitTaskStateChange.
NextReport next_report(const TaskSpec& spec, const TaskState& state, SysTime now);

}  // namespace gantry::agent
