// UpdateContainerInstancesState and UpdateContainerAgent.
#include "services/ecs/api/container_instances.h"
#include "services/ecs/api/describe_container_instance.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"

namespace gantry::ecs {
namespace {

using api::ecs::ContainerInstanceStatus;
using api::ecs::UpdateContainerInstancesStateRequest;
using api::ecs::UpdateContainerInstancesStateResponse;

constexpr std::size_t kMaxUpdatedInstances = 10;

bool may_change(InstanceStatus status) {
    return status == InstanceStatus::Active || status == InstanceStatus::Draining;
}

Result<InstanceStatus> read_status(const UpdateContainerInstancesStateRequest& input) {
    if (input.status == ContainerInstanceStatus::Active) return InstanceStatus::Active;
    if (input.status == ContainerInstanceStatus::Draining) return InstanceStatus::Draining;
    return invalid_parameter("Container instance status should be one of [ACTIVE, DRAINING].");
}

/// Sets one instance's status, or says why not.
void set_status(
    Call& call,
    const std::string& cluster,
    const std::string& id,
    InstanceStatus status,
    UpdateContainerInstancesStateResponse& output
) {
    const std::string key = in_cluster_key(call.scope, cluster, id);
    const auto row = call.tx.get(call.tables.container_instances, key);
    if (!row || !may_change(row->status)) {
        output.failures->push_back(
            {.arn = container_instance_arn(call.scope, cluster, id),
             .reason = row ? "INACTIVE" : "MISSING"}
        );
        return;
    }
    ContainerInstanceRow changed = *row;
    if (changed.status != status) {
        changed.status = status;
        ++changed.version;
    }
    output.container_instances->push_back(describe_container_instance(call, changed, {}));
    if (changed.version != row->version) {
        call.tx.put(call.tables.container_instances, key, std::move(changed));
    }
}

}  // namespace

Result<UpdateContainerInstancesStateResponse> update_container_instances_state(
    Call& call, const UpdateContainerInstancesStateRequest& input
) {
    const auto host = resolve_host(call, input.cluster);
    if (!host) return host.error();
    const auto status = read_status(input);
    if (!status) return status.error();
    if (!input.container_instances || input.container_instances->empty()) {
        return invalid_parameter("Container instance cannot be empty.");
    }
    if (input.container_instances->size() > kMaxUpdatedInstances) {
        return invalid_parameter("instanceIds can have at most 10 items.");
    }
    UpdateContainerInstancesStateResponse output;
    output.container_instances.emplace();
    output.failures.emplace();
    for (const auto& text : *input.container_instances) {
        const auto id = resolve_container_instance_id(call, *host, text);
        if (!id) return id.error();
        set_status(call, *host, *id, *status, output);
    }
    return output;
}

Result<api::ecs::UpdateContainerAgentResponse> update_container_agent(
    Call& call, const api::ecs::UpdateContainerAgentRequest& input
) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    const auto id = resolve_container_instance_id(
        call, (*cluster)->name, input.container_instance.value_or("")
    );
    if (!id) return id.error();
    return api_error(
        "NoUpdateAvailableException",
        "Gantry does not distribute agents. Update the agent with its machine's own tools."
    );
}

}  // namespace gantry::ecs
