#pragma once

#include <optional>

#include "api/ecs/launch_type.h"
#include "api/ecs/network_configuration.h"
#include "api/ecs/task_definition.h"
#include "base/result.h"
#include "services/ecs/api/call.h"

namespace gantry::ecs {

/// Whether a task of the definition can have the network that is asked for: that of awsvpc needs
/// 1–16 subnets and takes at most 5 security groups, all of one VPC; others take none.
/// Errors: InvalidParameterException, in ECS's words (RunTask, CreateService).
Result<void> check_network(
    const Call& call,
    const api::ecs::TaskDefinition& definition,
    const std::optional<api::ecs::NetworkConfiguration>& configuration
);

/// Whether tasks of the launch type can have a public address, if one is asked for: on FARGATE.
/// Errors: InvalidParameterException.
Result<void> check_public_address(
    api::ecs::LaunchType launch_type,
    const std::optional<api::ecs::NetworkConfiguration>& configuration
);

}  // namespace gantry::ecs
