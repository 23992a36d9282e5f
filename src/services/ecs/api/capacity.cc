#include "services/ecs/api/capacity.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/ecs/api/definition/fargate_sizes.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/launch.h"
#include "services/ecs/model/fargate.h"
#include "services/ecs/model/reservation.h"
#include "services/ecs/model/service_row.h"
#include "services/ecs/model/sizes.h"

namespace gantry::ecs {
namespace {

using api::ecs::LaunchType;
using api::ecs::TaskDefinition;
using api::ecs::TaskOverride;

constexpr std::int32_t kLeastStorageGib = 21;
constexpr std::int32_t kMostStorageGib = 200;
constexpr std::int64_t kOlderPlatformMostCpu = 4096;

Result<LaunchType> type_of_strategy(
    const ClusterRow& cluster, const CapacityProviderStrategy& strategy
) {
    if (auto good = check_strategy(strategy, cluster.capacity_providers); !good) {
        return good.error();
    }
    const LaunchType type = launch_type_of({}, strategy);
    if (type == LaunchType::Fargate) return type;
    return unsupported_feature(
        "Gantry does not place tasks through capacity providers of Auto Scaling groups yet. Use "
        "FARGATE, FARGATE_SPOT or a launch type."
    );
}

Result<std::string> read_platform(LaunchType type, const std::optional<std::string>& version) {
    if (type == LaunchType::Fargate) {
        auto number = platform_number(version);
        if (number) return *std::move(number);
        return api_error("PlatformUnknownException", "The specified platform does not exist.");
    }
    if (!version || version->empty()) return std::string();
    return invalid_parameter(fmt::format(
        "The platform version must be null when specifying an {} launch type.",
        reflect::to_text(type)
    ));
}

std::int64_t size_of(
    const std::optional<std::string>& overridden,
    const std::optional<std::string>& defined,
    std::optional<std::int64_t> (*parse)(std::string_view)
) {
    return parse(overridden ? *overridden : defined.value_or("")).value_or(0);
}

Result<void> check_storage(const Capacity& capacity, const TaskOverride& overrides) {
    if (!overrides.ephemeral_storage) return {};
    if (!capacity.fargate()) {
        return invalid_parameter(fmt::format(
            "Tasks using the {} launch type do not support EphemeralStorage",
            reflect::to_text(capacity.launch_type)
        ));
    }
    const std::int32_t size = overrides.ephemeral_storage->size_in_gib.value_or(0);
    if (size < kLeastStorageGib) {
        return invalid_parameter(
            fmt::format("EphemeralStorage size should be at least {}", kLeastStorageGib)
        );
    }
    if (size > kMostStorageGib) {
        return invalid_parameter(
            fmt::format("EphemeralStorage size should be at most {}", kMostStorageGib)
        );
    }
    return {};
}

template <class List>
bool any(const std::optional<List>& list) {
    return list && !list->empty();
}

bool adds_capabilities(const api::ecs::ContainerDefinition& container) {
    return container.linux_parameters && container.linux_parameters->capabilities &&
           any(container.linux_parameters->capabilities->add);
}

/// What came with version 1.4.0. Source: Developer Guide, Fargate platform versions.
bool needs_latest_platform(
    const TaskDefinition& definition, const TaskOverride& overrides, std::int64_t cpu
) {
    if (cpu > kOlderPlatformMostCpu || definition.pid_mode || definition.ephemeral_storage ||
        overrides.ephemeral_storage) {
        return true;
    }
    if (definition.volumes && std::ranges::any_of(*definition.volumes, [](const auto& volume) {
            return volume.efs_volume_configuration || volume.configured_at_launch.value_or(false);
        })) {
        return true;
    }
    if (!definition.container_definitions) return false;
    return std::ranges::any_of(*definition.container_definitions, [](const auto& container) {
        return any(container.environment_files) || any(container.system_controls) ||
               adds_capabilities(container);
    });
}

}  // namespace

Result<Capacity> choose_capacity(const ClusterRow& cluster, const CapacityInput& input) {
    const bool strategy = any(input.strategy);
    if (strategy && input.launch_type) {
        return invalid_parameter(
            "Specifying both a launch type and capacity provider strategy is not supported. Remove "
            "one and try again."
        );
    }
    Capacity chosen;
    if (strategy) {
        chosen.strategy = *input.strategy;
    } else if (!input.launch_type) {
        chosen.strategy = cluster.default_strategy;
    }
    if (!chosen.strategy.empty()) {
        const auto type = type_of_strategy(cluster, chosen.strategy);
        if (!type) return type.error();
        chosen.launch_type = *type;
    } else {
        chosen.launch_type = input.launch_type.value_or(LaunchType::Ec2);
    }
    if (chosen.launch_type == LaunchType::ManagedInstances) {
        return invalid_parameter(
            "The launch type MANAGED_INSTANCES is only valid through a capacity provider strategy."
        );
    }
    auto platform = read_platform(chosen.launch_type, input.platform_version);
    if (!platform) return platform.error();
    chosen.platform_version = std::move(*platform);
    return chosen;
}

Result<void> check_capacity(
    const Capacity& capacity, const TaskDefinition& definition, const TaskOverride& overrides
) {
    if (auto good = check_compatibility(definition, capacity.launch_type); !good) return good;
    if (auto good = check_storage(capacity, overrides); !good) return good;
    if (!capacity.fargate()) return {};
    const ResourceSet needs = reservation_of(definition, overrides);
    if (needs.gpus > 0 || needs.every_gpu) {
        return invalid_parameter(
            "Tasks using the Fargate launch type do not support GPU resource requirements"
        );
    }
    const std::int64_t cpu = size_of(overrides.cpu, definition.cpu, parse_cpu_units);
    const std::int64_t memory = size_of(overrides.memory, definition.memory, parse_memory_mib);
    if (!is_fargate_size(cpu, memory)) {
        return invalid_parameter(fmt::format(
            "No Fargate configuration exists for given values: {} CPU, {} memory. See the Amazon "
            "ECS documentation for the valid values.",
            cpu,
            memory
        ));
    }
    if (capacity.platform_version != kLatestPlatform &&
        needs_latest_platform(definition, overrides, cpu)) {
        return api_error(
            "PlatformTaskDefinitionIncompatibilityException",
            "One or more of the requested capabilities are not supported."
        );
    }
    return {};
}

Result<void> check_fargate_placement(
    const std::optional<std::vector<api::ecs::PlacementConstraint>>& constraints,
    const std::optional<std::vector<api::ecs::PlacementStrategy>>& strategies
) {
    if (any(constraints)) {
        return invalid_parameter("Placement constraints are not supported with FARGATE launch type."
        );
    }
    if (any(strategies)) {
        return invalid_parameter("Placement strategies are not supported with FARGATE launch type."
        );
    }
    return {};
}

}  // namespace gantry::ecs
