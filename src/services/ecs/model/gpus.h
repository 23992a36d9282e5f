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

/// GPUs of tasks: each is one task's alone, from its placement until it is STOPPED; or as many
/// tasks' as its machine's agent offers it to (`--gpu-sharing`), which registers it once for each.
/// What a task has are different GPUs.
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

/// Beyond ECS: a docker label of a container that has the GPUs of another one of its task, and asks
/// for none itself; its value is that one's name.
inline constexpr const char* kGpusOfLabel = "gantry.gpus-of";

/// What that label says; null without it.
const std::string* gpus_of_whom(const api::ecs::ContainerDefinition& container);

/// Ids of an instance's GPUs, as registered: each once for each task that it is offered to.
std::vector<std::string> gpu_ids(const ContainerInstanceRow& instance);

/// Those of the instance that `task` holds, each once; none once it is STOPPED.
std::vector<std::string> held_gpus(const TaskRow& task);

/// Takes `held` out of `ids`, each once.
void remove_gpus(std::vector<std::string>& ids, const std::vector<std::string>& held);

/// Each of them once: those first that are there most often, of equals those that come first.
std::vector<std::string> different_gpus(const std::vector<std::string>& ids);

/// Gives each container its GPUs out of `ids`, which are different ones, in the definition's order,
/// and has the row reserve them: as many as reservation_of says, or with every_gpu all that the
/// instance has. Containers with kGpusOfLabel have those of another.
void give_gpus(
    const api::ecs::TaskDefinition& definition, const std::vector<std::string>& ids, TaskRow& task
);

}  // namespace gantry::ecs
