#pragma once

#include "base/result.h"
#include "base/time.h"
#include "services/ecs/model/task_row.h"

/// Interruptions of FARGATE_SPOT tasks: told first, two minutes ahead, then carried out.
/// Source: Developer Guide, Fargate Spot termination notices.
namespace gantry::ecs {

/// The time from the notice to the stop, where none is named.
inline constexpr Duration kSpotNotice = minutes{2};

/// The task with its notice: stop code TerminationNotice, and the time when it is asked to stop. A
/// repeat keeps the first.
/// Errors: InvalidArgument for a task that is not of FARGATE_SPOT, or that stops anyway.
Result<TaskRow> give_spot_notice(TaskRow task, Duration notice, SysTime now);

/// Whether a task waits for its interruption.
inline bool awaits_interruption(const TaskRow& task) {
    return task.interrupt_at && task.goal == TaskGoal::Running && !task.stopped();
}

/// The task once the time of its notice is over: asked to stop, with SpotInterruption.
TaskRow interrupt(TaskRow task, SysTime now);

}  // namespace gantry::ecs
