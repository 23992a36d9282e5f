#include "services/ecs/model/exec_agent.h"

namespace gantry::ecs {

ExecAgent exec_agent_of(const TaskRow& task, const TaskContainer& container, ExecSupport support) {
    if (container.status == ContainerStatus::Stopped) {
        return {.status = "STOPPED", .reason = "Received Container Stopped event"};
    }
    if (container.status == ContainerStatus::Pending) return {.status = "PENDING"};
    switch (support) {
        case ExecSupport::Reported: return container.exec_agent.value_or(ExecAgent{"PENDING"});
        case ExecSupport::Own: return {.status = "RUNNING", .last_started_at = task.started_at};
        case ExecSupport::Denied: break;
    }
    return {
        .status = "STOPPED",
        .reason =
            "The task role does not allow ssmmessages:CreateControlChannel, "
            "CreateDataChannel, OpenControlChannel and OpenDataChannel",
    };
}

}  // namespace gantry::ecs
