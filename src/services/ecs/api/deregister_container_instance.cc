#include "services/ecs/api/container_instances.h"
#include "services/ecs/api/describe_container_instance.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/reconcile/task_report.h"

namespace gantry::ecs {
namespace {

constexpr std::string_view kForced = "Container instance deregistration forced by user";

void orphan_tasks(Call& call, const std::string& instance_key) {
    for (const auto& key : call.tables.live_tasks_by_instance.keys(instance_key)) {
        const auto task = call.tx.get(call.tables.tasks, key);
        constexpr auto kCode = api::ecs::TaskStopCode::UserInitiated;
        call.tx.put(call.tables.tasks, key, end_task(*task, kCode, kForced, call.now));
    }
}

}  // namespace

Result<api::ecs::DeregisterContainerInstanceResponse> deregister_container_instance(
    Call& call, const api::ecs::DeregisterContainerInstanceRequest& input
) {
    const auto host = resolve_host(call, input.cluster);
    if (!host) return host.error();
    const auto id =
        resolve_container_instance_id(call, *host, input.container_instance.value_or(""));
    if (!id) return id.error();
    const std::string key = in_cluster_key(call.scope, *host, *id);
    const auto row = call.tx.get(call.tables.container_instances, key);
    if (!row) return container_instance_not_found();
    if (row->status == InstanceStatus::Inactive) return container_instance_inactive();

    const bool busy = !call.tables.live_tasks_by_instance.keys(key).empty();
    if (busy && !input.force.value_or(false)) {
        return invalid_parameter("Found running tasks on the instance.");
    }
    orphan_tasks(call, key);
    ContainerInstanceRow changed = *row;
    changed.status = InstanceStatus::Inactive;
    changed.deregistered_at = call.now;
    ++changed.version;
    api::ecs::DeregisterContainerInstanceResponse output{
        .container_instance = describe_container_instance(call, changed, {.tags = true})
    };
    call.tx.put(call.tables.container_instances, key, std::move(changed));
    return output;
}

}  // namespace gantry::ecs
