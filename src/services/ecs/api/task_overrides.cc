#include "services/ecs/api/task_overrides.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>

#include "services/ecs/api/errors.h"
#include "services/ecs/model/gpus.h"
#include "services/ecs/model/reservation.h"
#include "services/ecs/model/sizes.h"
#include "wire/json_codec.h"

namespace gantry::ecs {
namespace {

using api::ecs::ContainerDefinition;
using api::ecs::ContainerOverride;
using api::ecs::TaskDefinition;
using api::ecs::TaskOverride;

constexpr std::size_t kMaxOverrides = 8192;
/// Of one requirement, as at registration: the sum of all that fit into the overrides is a number.
constexpr std::int64_t kMostGpus = std::numeric_limits<std::int32_t>::max();

/// Null when there is none of that name.
const ContainerDefinition* find_container(
    const TaskDefinition& definition, const std::string& name
) {
    if (!definition.container_definitions) return nullptr;
    const auto found = std::ranges::find(
        *definition.container_definitions, std::optional(name), &ContainerDefinition::name
    );
    return found == definition.container_definitions->end() ? nullptr : &*found;
}

/// The rules of registration, on what the container would run with.
Result<void> check_memory(const ContainerOverride& override, const ContainerDefinition& container) {
    const auto refuse = [&override](std::string_view what) {
        return invalid_parameter(
            fmt::format("Invalid setting for container '{}'. {}", *override.name, what)
        );
    };
    if (override.memory.value_or(1) < 1) return refuse("'memory' must be positive.");
    if (override.memory_reservation.value_or(1) < 1) {
        return refuse("'memoryReservation' must be positive.");
    }
    const auto memory = override.memory ? override.memory : container.memory;
    const auto reservation =
        override.memory_reservation ? override.memory_reservation : container.memory_reservation;
    if (memory && reservation && *memory < *reservation) {
        return refuse("'memory' must be greater than or equal to 'memoryReservation'.");
    }
    return {};
}

/// The rules of registration again; the number of what is shared is not asked.
Result<void> check_gpus(const ContainerOverride& override) {
    if (!override.resource_requirements) return {};
    for (const auto& asked : *override.resource_requirements) {
        const GpuNeed need = gpu_need(std::vector{asked});
        const bool good = asked.type == api::ecs::ResourceType::Gpu &&
                          (need.all || asked.value == std::to_string(need.count)) &&
                          (need.all || (need.count > 0 && need.count <= kMostGpus));
        if (good) continue;
        return invalid_parameter(fmt::format(
            "Invalid 'resourceRequirements' setting for container '{}'. The number of GPUs must be "
            "a positive number.",
            *override.name
        ));
    }
    return {};
}

/// Names no container and changes nothing of any.
bool changes_nothing(const ContainerOverride& override) {
    return override.name.value_or("").empty() &&
           override == ContainerOverride{.name = override.name};
}

Result<void> check_container(const ContainerOverride& override, const TaskDefinition& definition) {
    if (!override.name || override.name->empty()) {
        return invalid_parameter("Container name must be specified for container overrides.");
    }
    const ContainerDefinition* container = find_container(definition, *override.name);
    if (container == nullptr) {
        return invalid_parameter(fmt::format(
            "Override for container named {} is not a container in the TaskDefinition.",
            *override.name
        ));
    }
    if (override.cpu.value_or(0) < 0) {
        return invalid_parameter(fmt::format(
            "Invalid setting for container '{}'. 'cpu' must not be negative.", *override.name
        ));
    }
    if (auto good = check_gpus(override); !good) return good;
    return check_memory(override, *container);
}

/// A rule of registration again, on what the containers would run with.
Result<void> check_all_is_asked_once(
    const TaskOverride& overrides, const TaskDefinition& definition
) {
    if (!definition.container_definitions) return {};
    const auto with_all = std::ranges::count_if(
        *definition.container_definitions,
        [&overrides](const ContainerDefinition& container) {
            return gpu_need(container, overrides).all;
        }
    );
    if (with_all <= 1) return {};
    return invalid_parameter("Only one container of a task can ask for ALL GPUs.");
}

/// Replaces the text of a task-level size by its number.
Result<void> normalise(
    std::string_view member,
    std::optional<std::int64_t> (*parse)(std::string_view),
    std::optional<std::string>& text
) {
    if (!text) return {};
    const auto value = parse(*text);
    if (!value || *value < 1) {
        return invalid_parameter(fmt::format(
            "Invalid '{}' setting for task. For more information, see the Troubleshooting section "
            "of the Amazon ECS Developer Guide.",
            member
        ));
    }
    text = std::to_string(*value);
    return {};
}

}  // namespace

Result<TaskOverride> check_overrides(
    const std::optional<TaskOverride>& overrides, const TaskDefinition& definition
) {
    if (!overrides) return TaskOverride{};
    if (wire::encode_json(*overrides).size() > kMaxOverrides) {
        return invalid_parameter("Container Overrides length must be at most 8192");
    }
    TaskOverride checked = *overrides;
    if (checked.container_overrides) {
        std::erase_if(*checked.container_overrides, changes_nothing);
        for (const auto& override : *checked.container_overrides) {
            if (auto good = check_container(override, definition); !good) return good.error();
        }
    }
    if (auto good = check_all_is_asked_once(checked, definition); !good) return good.error();
    if (auto good = normalise("cpu", parse_cpu_units, checked.cpu); !good) return good.error();
    if (auto good = normalise("memory", parse_memory_mib, checked.memory); !good) {
        return good.error();
    }
    return checked;
}

}  // namespace gantry::ecs
