#include "services/ecs/roles/task_sessions.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/sabotage.h"
#include "service/registry.h"
#include "services/iam/port.h"
#include "services/sts/port.h"
#include "wire/digest.h"
#include "wire/seal.h"

namespace gantry::ecs {
namespace {

/// For a task that is not there yet.
const std::string kSomeTask(32, '0');

Result<iam::AssumableRole> assume(
    const service::Registry& services,
    const Scope& scope,
    std::string task_arn,
    const std::string& role,
    SysTime now
) {
    const iam::ServiceCaller tasks{std::string(kTasksPrincipal), scope, std::move(task_arn)};
    return iam::assume_as_service(services, tasks, role, now);
}

}  // namespace

Result<void> check_task_roles(
    const service::Registry& services,
    const Scope& scope,
    std::string_view cluster,
    const api::ecs::TaskDefinition& definition,
    const api::ecs::TaskOverride& overrides,
    SysTime now
) {
    for (const RoleType type : kRoleTypes) {
        const std::string role = role_of_task(type, scope, definition, overrides);
        if (role.empty()) continue;
        if (assume(services, scope, task_arn(scope, cluster, kSomeTask), role, now)) continue;
        return Error{
            ErrorKind::InvalidArgument,
            "ClientException",
            fmt::format(
                "ECS was unable to assume the role '{}' that was provided for this task. Please "
                "verify that the role being passed has the proper trust relationship and "
                "permissions and that your IAM user has permissions to pass this role.",
                role
            ),
            {},
        };
    }
    return {};
}

std::string credentials_id(std::string_view secret, std::string_view task_arn, RoleType type) {
    const std::string name = fmt::format("{} {}", task_arn, reflect::to_text(type));
    const std::string drawn = wire::derived_secret(secret, "credentials id of a task", name, 43);
    std::string bytes;
    wire::from_base64url(drawn, bytes);
    bytes.resize(16);
    bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x40U);
    bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
    std::string id = wire::to_hex(wire::as_bytes(bytes));
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) id.insert(dash, 1, '-');
    return id;
}

bool session_has_ended(const Tables& tables, const aws::Session& session, SysTime now) {
    const auto arn = Arn::parse(session.given_for);
    if (!arn || arn->type != "task") return false;
    if (sabotaged(Sabotage::SessionOutlives)) return false;
    const auto task = tables.tasks.find(arn->scope.prefix() + arn->path);
    if (!task) return true;
    if (!task->stopped()) return false;
    if (session.given_as != reflect::to_text(RoleType::TaskExecution)) return true;
    return task->stopped_at.value_or(task->created_at) + kExecutionRoleLingers <= now &&
           !sabotaged(Sabotage::ExecutionOutlives);
}

Result<api::acs::IAMRoleCredentials> TaskSessions::make(
    const TaskRow& task, RoleType type, const std::string& role
) {
    const SysTime now = around_.loop.now();
    const Scope scope = task.scope();
    const auto assumed = assume(around_.services, scope, task.arn(), role, now);
    if (!assumed) return assumed.error();
    aws::Session session = sts::role_session(*assumed, scope.region, task.id);
    session.given_for = task.arn();
    session.given_as = reflect::to_text(type);
    session.issued = now;
    const std::string& secret = around_.settings.secret;
    // Whole seconds: what expires within one is not worth a fraction that a reader may not know.
    const auto expires = std::chrono::floor<std::chrono::seconds>(now + fleet::kCredentialsLast);
    auto given = sts::give_credentials(std::move(session), expires, secret, around_.ids);
    return api::acs::IAMRoleCredentials{
        .credentials_id = credentials_id(secret, task.arn(), type),
        .role_arn = role,
        .access_key_id = std::move(given.access_key_id),
        .secret_access_key = std::move(given.secret_access_key),
        .session_token = std::move(given.session_token),
        .expiration = format_iso8601(given.expires),
    };
}

}  // namespace gantry::ecs
