#include "services/ecs/api/task_overrides.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/ecs/api/errors.h"
#include "services/ecs/model/sizes.h"
#include "wire/json_codec.h"

namespace gantry::ecs {
namespace {

using api::ecs::ContainerOverride;
using api::ecs::TaskDefinition;
using api::ecs::TaskOverride;

constexpr std::size_t kMaxOverrides = 8192;

bool has_container(const TaskDefinition& definition, const std::string& name) {
    if (!definition.container_definitions) return false;
    return std::ranges::any_of(*definition.container_definitions, [&](const auto& container) {
        return container.name == name;
    });
}

Result<void> check_container(const ContainerOverride& override, const TaskDefinition& definition) {
    if (!override.name || override.name->empty()) {
        return invalid_parameter("Container name must be specified for container overrides.");
    }
    if (!has_container(definition, *override.name)) {
        return invalid_parameter(fmt::format(
            "Override for container named {} is not a container in the TaskDefinition.",
            *override.name
        ));
    }
    const bool negative = override.cpu.value_or(0) < 0 || override.memory.value_or(0) < 0 ||
                          override.memory_reservation.value_or(0) < 0;
    if (negative) {
        return invalid_parameter(fmt::format(
            "Invalid setting for container '{}'. CPU and memory can not be negative.",
            *override.name
        ));
    }
    return {};
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
    if (overrides->container_overrides) {
        for (const auto& override : *overrides->container_overrides) {
            if (auto good = check_container(override, definition); !good) return good.error();
        }
    }
    TaskOverride checked = *overrides;
    if (auto good = normalise("cpu", parse_cpu_units, checked.cpu); !good) return good.error();
    if (auto good = normalise("memory", parse_memory_mib, checked.memory); !good) {
        return good.error();
    }
    return checked;
}

}  // namespace gantry::ecs
