#pragma once

#include <cstdint>
#include <span>

#include "api/ecs/container_definition.h"
#include "api/ecs/container_override.h"
#include "api/ecs/task_definition.h"
#include "api/ecs/task_override.h"
#include "services/ecs/model/container_instance_row.h"
#include "services/ecs/model/task_row.h"

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

/// What is left of an instance's resources under the reservations of `live` tasks: CPU, memory and
/// GPUs shrink (below zero after a re-registration with less), the sets of ports in use grow.
ResourceSet remaining_of(
    const ContainerInstanceRow& instance, std::span<const TaskRow* const> live
);

}  // namespace gantry::ecs
