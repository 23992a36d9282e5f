#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/ecs/launch_type.h"
#include "api/ecs/placement_constraint.h"
#include "api/ecs/placement_strategy.h"
#include "api/ecs/task_definition.h"
#include "api/ecs/task_override.h"
#include "services/ecs/api/capacity_provider_strategy.h"
#include "services/ecs/model/cluster_row.h"

/// What tasks are to run on: launch types, capacity provider strategies, platform versions. Errors
/// are InvalidParameterException unless said otherwise.
namespace gantry::ecs {

/// What RunTask, CreateService and UpdateService are asked for.
struct CapacityInput {
    std::optional<api::ecs::LaunchType> launch_type;
    std::optional<CapacityProviderStrategy> strategy;
    std::optional<std::string> platform_version;
};

/// What that comes down to.
struct Capacity {
    api::ecs::LaunchType launch_type = api::ecs::LaunchType::Ec2;
    CapacityProviderStrategy strategy;  ///< empty where a launch type was chosen
    std::string platform_version;       ///< FARGATE only: a number

    [[nodiscard]] bool fargate() const { return launch_type == api::ecs::LaunchType::Fargate; }
};

/// Chooses: the launch type, or the strategy, or the cluster's default strategy, or EC2.
/// Errors: both given, strategies that check_strategy refuses, a platform version without FARGATE;
/// PlatformUnknownException; UnsupportedFeatureException for strategies of Auto Scaling groups,
/// which Gantry does not place tasks through.
Result<Capacity> choose_capacity(const ClusterRow& cluster, const CapacityInput& input);

/// Checks that tasks of the definition can run on it: compatibilities; on FARGATE also that sizes
/// are valid with the overrides and that the platform version can do what is asked for; elsewhere
/// that nothing is asked for that FARGATE alone has.
/// Errors: also PlatformTaskDefinitionIncompatibilityException.
Result<void> check_capacity(
    const Capacity& capacity,
    const api::ecs::TaskDefinition& definition,
    const api::ecs::TaskOverride& overrides
);

/// FARGATE places tasks by itself.
Result<void> check_fargate_placement(
    const std::optional<std::vector<api::ecs::PlacementConstraint>>& constraints,
    const std::optional<std::vector<api::ecs::PlacementStrategy>>& strategies
);

/// Chooses for a request that may say where its tasks are placed: RunTask's or CreateService's.
template <class Request>
Result<Capacity> capacity_of(const ClusterRow& cluster, const Request& input) {
    auto capacity = choose_capacity(
        cluster,
        {.launch_type = input.launch_type,
         .strategy = input.capacity_provider_strategy,
         .platform_version = input.platform_version}
    );
    if (!capacity || !capacity->fargate()) return capacity;
    const auto good =
        check_fargate_placement(input.placement_constraints, input.placement_strategy);
    if (!good) return good.error();
    return capacity;
}

}  // namespace gantry::ecs
