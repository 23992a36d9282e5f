#include "services/ecs/api/definition/complete.h"

#include "services/ecs/api/definition/required_attributes.h"
#include "services/ecs/api/definition/validate.h"

namespace gantry::ecs::definition {
namespace {

template <class T>
void fill(std::optional<T>& member, T value) {
    if (!member) member = std::move(value);
}

void fill_ports(const Subject& subject, Container& container) {
    const bool same = subject.mode == NetworkMode::Awsvpc || subject.mode == NetworkMode::Host;
    for (api::ecs::PortMapping& mapping : *container.port_mappings) {
        fill(mapping.protocol, api::ecs::TransportProtocol::Tcp);
        if (mapping.container_port_range) continue;
        const bool unset = mapping.host_port.value_or(0) == 0;
        if (unset) mapping.host_port = same ? *mapping.container_port : 0;
    }
}

void fill_health_check(Container& container) {
    if (!container.health_check) return;
    api::ecs::HealthCheck& check = *container.health_check;
    fill(check.interval, 30);
    fill(check.timeout, 5);
    fill(check.retries, 3);
}

void complete_container(const Subject& subject, Container& container) {
    fill(container.port_mappings, {});
    fill(container.essential, true);
    fill(container.environment, {});
    fill(container.mount_points, {});
    fill(container.volumes_from, {});
    fill(container.system_controls, {});
    // Whoever's image it is, the router makes its socket as root unless somebody else is named.
    if (container.firelens_configuration) fill(container.user, std::string("0"));
    if (container.restart_policy) fill(container.restart_policy->restart_attempt_period, 300);
    fill_ports(subject, container);
    fill_health_check(container);
}

void complete_volume(api::ecs::Volume& volume) {
    if (volume.efs_volume_configuration) {
        fill(volume.efs_volume_configuration->root_directory, std::string("/"));
    }
    if (auto& docker = volume.docker_volume_configuration) {
        fill(docker->scope, api::ecs::Scope::Task);
        if (docker->scope == api::ecs::Scope::Shared) fill(docker->autoprovision, false);
    }
}

std::optional<std::string> number(const std::optional<std::int64_t>& value) {
    return value ? std::optional(std::to_string(*value)) : std::nullopt;
}

}  // namespace

api::ecs::TaskDefinition complete_definition(const Subject& subject) {
    const Input& input = subject.input;
    api::ecs::TaskDefinition definition{
        .container_definitions = input.container_definitions,
        .family = input.family,
        .task_role_arn = input.task_role_arn,
        .execution_role_arn = input.execution_role_arn,
        .network_mode = input.network_mode,
        .volumes = input.volumes,
        .status = api::ecs::TaskDefinitionStatus::Active,
        .requires_attributes = required_attributes_of(subject),
        .placement_constraints = input.placement_constraints,
        .compatibilities = compatibilities_of(subject),
        .runtime_platform = input.runtime_platform,
        .requires_compatibilities = input.requires_compatibilities,
        .cpu = number(subject.cpu),
        .memory = number(subject.memory_mib),
        .pid_mode = input.pid_mode,
        .ipc_mode = input.ipc_mode,
        .proxy_configuration = input.proxy_configuration,
        .ephemeral_storage = input.ephemeral_storage,
        .enable_fault_injection = input.enable_fault_injection,
    };
    fill(definition.volumes, {});
    fill(definition.placement_constraints, {});
    for (Container& container : *definition.container_definitions) {
        complete_container(subject, container);
    }
    for (api::ecs::Volume& volume : *definition.volumes) complete_volume(volume);
    return definition;
}

}  // namespace gantry::ecs::definition
