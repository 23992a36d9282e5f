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
    const auto assumed = iam::assume_as_service(
        services, {std::string(kTasksPrincipal), scope, task.arn()}, role, now
    );
    if (!assumed) return assumed.error();
    // One that is taken at its word, as `gantry dev` does, has no policies that could be asked.
    if (!iam::is_known_role(services, role)) return {};
    const auto session =
        std::make_shared<const aws::Session>(sts::role_session(*assumed, scope.region, task.id));
    const aws::Caller caller{scope, session->principal, session->access_key_id, session};
    for (const char* action : kChannelActions) {
        if (auto good = authorizer->authorize(caller, {.action = action}, now); !good) return good;
    }
    return {};
}

}  // namespace gantry::ecs
