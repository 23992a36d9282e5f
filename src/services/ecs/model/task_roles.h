#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "api/ecs/task_definition.h"
#include "api/ecs/task_override.h"
#include "services/ecs/model/arn.h"

namespace gantry::ecs {

/// For whom a role of a task is: what runs in its containers, or the agent that prepares them.
/// Named as in the agent's protocol.
enum class RoleType : std::uint8_t { TaskApplication, TaskExecution };
std::span<const std::string_view> enum_names(RoleType);

inline constexpr RoleType kRoleTypes[] = {RoleType::TaskApplication, RoleType::TaskExecution};

/// The ARN of a role that is given by name or ARN.
std::string role_arn(const Scope& scope, const std::string& name_or_arn);

/// The ARN of a task's role of that type: its definition's, unless it was launched with another.
/// Empty: it has none.
std::string role_of_task(
    RoleType type,
    const Scope& scope,
    const api::ecs::TaskDefinition& definition,
    const api::ecs::TaskOverride& overrides
);

}  // namespace gantry::ecs
