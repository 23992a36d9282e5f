#pragma once

#include <string>
#include <string_view>

#include "api/ecs/task_definition.h"
#include "api/ecs/task_override.h"
#include "aws/session.h"
#include "base/random.h"
#include "base/result.h"
#include "service/service.h"
#include "services/ecs/fleet/credential_source.h"
#include "services/ecs/model/tables.h"
#include "services/ecs/model/task_roles.h"

/// Tasks as callers: which roles they may have, and the sessions of these that they are given.
namespace gantry::ecs {

/// Who has to be let in by the trust policy of a task's role.
inline constexpr std::string_view kTasksPrincipal = "ecs-tasks.amazonaws.com";

/// The agent still works for a task that has stopped: the last lines of its logs go out. So long
/// after the end a session of its execution role is taken.
inline constexpr Duration kExecutionRoleLingers = minutes{15};

/// Whether ECS may take on the roles that a new task would have.
/// @param cluster its name
/// Errors: ClientException, in ECS's words.
Result<void> check_task_roles(
    const service::Registry& services,
    const Scope& scope,
    std::string_view cluster,
    const api::ecs::TaskDefinition& definition,
    const api::ecs::TaskOverride& overrides,
    SysTime now
);

/// What the credentials of a task's role are asked for by, at the agent: the same for the task's
/// life, and known to nobody who was not told. A UUID.
/// @param secret the installation's
std::string credentials_id(std::string_view secret, std::string_view task_arn, RoleType type);

/// Whether a session that was given to a task has ended with it. False for all other sessions.
bool session_has_ended(const Tables& tables, const aws::Session& session, SysTime now);

/// Makes sessions of tasks' roles as STS does: for six hours, named by the task's id, marked as the
/// task's. Core thread.
class TaskSessions final : public fleet::CredentialSource {
  public:
    /// From Instance::start() on.
    explicit TaskSessions(const service::Surroundings& around) : around_(around) {}

    /// Errors: Denied, AccessDeniedException, where the role does not let ECS in.
    Result<api::acs::IAMRoleCredentials> make(
        const TaskRow& task, RoleType type, const std::string& role
    ) override;

  private:
    const service::Surroundings& around_;
};

}  // namespace gantry::ecs
