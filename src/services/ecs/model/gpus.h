#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/ecs/resource_requirement.h"
#include "api/ecs/task_definition.h"
#include "api/ecs/task_override.h"
#include "services/ecs/model/container_instance_row.h"
#include "services/ecs/model/task_row.h"

/// Whole GPUs: each is one container's alone, from the placement of its task until that is STOPPED.
/// Source: ECS Developer Guide, "Task definitions for GPU workloads"; API Reference,
/// ResourceRequirement.
namespace gantry::ecs {

/// What a container asks for.
struct GpuNeed {
    std::int64_t count = 0;
    bool all = false;  ///< "ALL": what its instance has, but for what others of its task asked for
};

GpuNeed gpu_need(const std::optional<std::vector<api::ecs::ResourceRequirement>>& requirements);

/// Of a container of a task: an override names all that it is to have.
GpuNeed gpu_need(
    const api::ecs::ContainerDefinition& container, const api::ecs::TaskOverride& overrides
);

/// Ids of an instance's GPUs, as registered.
std::vector<std::string> gpu_ids(const ContainerInstanceRow& instance);

/// Those of the instance that `task` holds; none once it is STOPPED.
std::vector<std::string> held_gpus(const TaskRow& task);

/// Takes `held` out of `ids`.
void remove_gpus(std::vector<std::string>& ids, const std::vector<std::string>& held);

/// Gives each container its GPUs out of `ids`, in the definition's order, and has the row reserve
/// them: as many as reservation_of says, or with every_gpu all that the instance has.
void give_gpus(
    const api::ecs::TaskDefinition& definition, const std::vector<std::string>& ids, TaskRow& task
);

}  // namespace gantry::ecs
