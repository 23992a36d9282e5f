#include "services/ecs/reconcile/interruption.h"

#include <utility>

#include "services/ecs/reconcile/task_report.h"

namespace gantry::ecs {

namespace {

constexpr std::string_view kInterrupted = "Your Spot Task was interrupted.";

}  // namespace

Result<TaskRow> give_spot_notice(TaskRow task, Duration notice, SysTime now) {
    if (task.capacity_provider != "FARGATE_SPOT") {
        return invalid_argument("Only tasks of the capacity provider FARGATE_SPOT are interrupted."
        );
    }
    if (task.stopped() || task.goal == TaskGoal::Stopped) {
        return invalid_argument("The task has stopped, or is about to.");
    }
    if (task.interrupt_at) return task;
    task.interrupt_at = now + notice;
    task.stop_code = api::ecs::TaskStopCode::TerminationNotice;
    task.stopped_reason = kInterrupted;
    ++task.version;
    return task;
}

TaskRow interrupt(TaskRow task, SysTime now) {
    return ask_to_stop(
        std::move(task), api::ecs::TaskStopCode::SpotInterruption, kInterrupted, now
    );
}

}  // namespace gantry::ecs
