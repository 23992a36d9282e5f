#pragma once

#include <optional>
#include <string>

#include "api/docker/container_create_request.h"
#include "api/docker/host_config.h"
#include "api/ecs/container_definition.h"
#include "api/ecs/network_mode.h"

namespace gantry::fleet {

/// The parts of a container definition that travel to the agent as Docker Engine API JSON, because
/// the agent's own payload has no member for them. Both are pure translations. Units: durations in
/// ns, memory in bytes. Source: Docker Engine API 1.44, container create; ECS API Reference,
/// ContainerDefinition.
api::docker::ContainerCreateRequest docker_config(const api::ecs::ContainerDefinition& container);

/// @param memory_reservation_mib after the task's overrides; absent: none
/// @param log_stream_id the task id, for awslogs streams `<prefix>/<container>/<task id>`
/// @param log_mode of a log configuration that does not say; empty: as the driver does without
api::docker::HostConfig docker_host_config(
    const api::ecs::ContainerDefinition& container,
    std::optional<api::ecs::NetworkMode> network_mode,
    std::optional<std::int32_t> memory_mib,
    std::optional<std::int32_t> memory_reservation_mib,
    const std::string& log_stream_id,
    const std::string& log_mode = {}
);

}  // namespace gantry::fleet
