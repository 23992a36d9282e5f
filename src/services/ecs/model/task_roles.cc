#include "services/ecs/model/task_roles.h"

#include <array>
#include <optional>

namespace gantry::ecs {

std::span<const std::string_view> enum_names(RoleType) {
    static constexpr std::array<std::string_view, 2> kNames{"TaskApplication", "TaskExecution"};
    return kNames;
}

std::string role_arn(const Scope& scope, const std::string& name_or_arn) {
    if (looks_like_arn(name_or_arn)) return name_or_arn;
    return iam_prefix(scope) + "role/" + name_or_arn;
}

std::string role_of_task(
    RoleType type,
    const Scope& scope,
    const api::ecs::TaskDefinition& definition,
    const api::ecs::TaskOverride& overrides
) {
    const bool execution = type == RoleType::TaskExecution;
    const auto& own = execution ? definition.execution_role_arn : definition.task_role_arn;
    const auto& other = execution ? overrides.execution_role_arn : overrides.task_role_arn;
    const std::string role = other ? *other : own.value_or("");
    return role.empty() ? std::string() : role_arn(scope, role);
}

}  // namespace gantry::ecs
