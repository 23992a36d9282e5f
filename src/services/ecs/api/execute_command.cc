#include "services/ecs/api/errors.h"
#include "services/ecs/api/names.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/tasks.h"

namespace gantry::ecs {

Result<api::ecs::ExecuteCommandResponse> execute_command(
    Call& call, const api::ecs::ExecuteCommandRequest& input
) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    const std::string task = input.task.value_or("");
    if (!looks_like_arn(task) && task.size() != 32 && task.size() != 36) {
        return invalid_parameter("task length should be one of [32,36]");
    }
    const auto id = resolve_task_id(call, (*cluster)->name, task);
    if (!id) return id.error();
    if (!call.tx.get(call.tables.tasks, in_cluster_key(call.scope, (*cluster)->name, *id))) {
        return task_not_found();
    }
    if (!*input.interactive) return invalid_parameter("Interactive is the only mode supported.");
    return invalid_parameter(
        "The execute command failed because execute command was not enabled when the task was run "
        "or the execute command agent isn’t running. Wait and try again or run a new task with "
        "execute command enabled and try again."
    );
}

}  // namespace gantry::ecs
