#pragma once

#include <string_view>

#include "api/ecs/container_override.h"
#include "api/ecs/task_definition.h"
#include "api/ecs/task_override.h"
#include "services/ecs/model/container_instance_row.h"

namespace gantry::ecs {

/// What a task of this definition takes away from its instance until it is STOPPED.
/// CPU and memory: the task's own setting if there is one (override before definition), else the
/// sum over containers, where memoryReservation wins over memory. Ports: explicit host ports in
/// bridge and host mode only; dynamic and awsvpc ports are nobody's. GPUs: whole devices.
/// Source: ECS Developer Guide, task definition parameters; API Reference, Resource.
ResourceSet reservation_of(
    const api::ecs::TaskDefinition& definition, const api::ecs::TaskOverride& overrides
);

/// The override of a container, null when there is none.
const api::ecs::ContainerOverride* override_of(
    const api::ecs::TaskOverride& overrides, std::string_view container
);

}  // namespace gantry::ecs
