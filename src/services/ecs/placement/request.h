#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>

#include "api/ecs/launch_type.h"
#include "api/ecs/placement_constraint.h"
#include "api/ecs/placement_strategy.h"
#include "api/ecs/task_definition.h"
#include "base/result.h"
#include "services/ecs/placement/placer.h"

namespace gantry::ecs::placement {

/// Compiles placement constraints as API callers write them.
/// Errors: InvalidParameterException: more than 10, a type missing, an expression missing or
/// malformed.
Result<std::vector<Constraint>> parse_constraints(
    std::span<const api::ecs::PlacementConstraint> constraints
);

/// Compiles placement strategies.
/// Errors: InvalidParameterException: more than 5, a field that the type does not take.
Result<std::vector<Strategy>> parse_strategies(
    std::span<const api::ecs::PlacementStrategy> strategies
);

/// What services spread by when they name no strategy: zones, then instances.
std::vector<Strategy> default_service_strategies();

/// What is asked for by one task of a definition.
struct TaskDemand {
    const api::ecs::TaskDefinition& definition;
    ResourceSet needs;  ///< what the task will hold, overrides included (TaskRow::reserved)
    std::string group;
    /// FARGATE: among the machines of the pool, spread over them.
    api::ecs::LaunchType launch_type = api::ecs::LaunchType::Ec2;
    std::span<const api::ecs::PlacementConstraint> constraints = {};  ///< beside the definition's
    std::span<const api::ecs::PlacementStrategy> strategies = {};
    bool execute_command = false;  ///< commands are to be run in it: its agent must know how
    /// Of a volume that is made from a snapshot: where that is (TaskVolume::snapshot_store).
    std::string snapshot_store = {};
    /// Request::zones
    std::map<std::string, std::int64_t, std::less<>> zones = {};
};

/// Makes the placement request: required attributes (the definition's requiresAttributes and its
/// runtime platform), the definition's and the caller's constraints, strategies.
/// Errors: those of parse_constraints and parse_strategies.
Result<Request> request_for(const TaskDemand& demand);

}  // namespace gantry::ecs::placement
