#include "services/ecs/roles/exec_rights.h"

#include <array>
#include <memory>
#include <string>

#include "services/ecs/model/task_roles.h"
#include "services/ecs/roles/task_sessions.h"
#include "services/iam/port.h"
#include "services/sts/port.h"

namespace gantry::ecs {
namespace {

constexpr std::array<const char*, 4> kChannelActions = {
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
};

}  // namespace

Result<void> check_exec_rights(
    const service::Registry& services,
    const TaskRow& task,
    const TaskDefinitionRow& definition,
    SysTime now
) {
    const Scope scope = task.scope();
    const std::string role =
        role_of_task(RoleType::TaskApplication, scope, definition.definition, task.overrides);
    if (role.empty()) {
        return Error{ErrorKind::Denied, "AccessDeniedException", "The task has no role.", {}};
    }
    service::Authorizer* const authorizer = services.authorizer();
    if (authorizer == nullptr) return {};
    const auto caller = as_task_role(services, scope, task.arn(), role, now);
    if (!caller) return caller.error();
    // One that is taken at its word, as `gantry dev` does, has no policies that could be asked.
    if (!iam::is_known_role(services, scope.account, role)) return {};
    for (const char* action : kChannelActions) {
        if (auto good = authorizer->authorize(*caller, {.action = action}, now); !good) return good;
    }
    return {};
}

Result<aws::Caller> as_task_role(
    const service::Registry& services,
    const Scope& scope,
    const std::string& task_arn,
    const std::string& role,
    SysTime now
) {
    const auto assumed = iam::assume_as_service(
        services, {std::string(kTasksPrincipal), scope, task_arn}, role, now
    );
    if (!assumed) return assumed.error();
    const std::string name = task_arn.substr(task_arn.rfind('/') + 1);
    auto session =
        std::make_shared<const aws::Session>(sts::role_session(*assumed, scope.region, name));
    return aws::Caller{scope, session->principal, session->access_key_id, session};
}

}  // namespace gantry::ecs
