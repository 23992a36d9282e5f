#include "services/iam/port.h"

#include "services/iam/access/gate.h"
#include "services/iam/model/names.h"
#include "services/iam/policy/denial_text.h"
#include "services/iam/service.h"

namespace gantry::iam {
namespace {

Error denied(std::string message) {
    return Error{ErrorKind::Denied, "AccessDeniedException", std::move(message), {}};
}

}  // namespace

Result<AssumableRole> assume(
    const service::Registry& services,
    const aws::Caller& caller,
    std::string_view role_arn,
    service::Access what,
    SysTime now
) {
    Instance& iam = services.get<Instance>();
    auto standing = standing_of(iam.access(), caller);
    if (!standing) return standing.error();
    what.resources = {std::string(role_arn)};
    const EntityName name = parse_entity_arn(role_arn);
    policy::AuthRequest request{
        .action = std::move(what.action),
        .resources = std::move(what.resources),
        .principal = standing->principal,
        .resource_account = std::string(name.account),
        .context = standing->context,
    };
    add_request_context(caller, now, request.context);
    for (const auto& [key, values] : what.context) request.context.set(key, values);
    const auto trust = iam.access().trust_of(role_arn);
    if (!trust) {  // which roles there are is nobody's business
        return denied(policy::denial_text(
            request, {.by = policy::PolicyType::Resource, .resource = std::string(role_arn)}
        ));
    }
    standing->policies.resource = {{"trust policy", trust->get()}};
    standing->policies.resource_must_allow = true;
    policy::Decision decision = policy::evaluate(standing->policies, request);
    // Whose policies do not allow it is not told, only whose forbid it.
    if (decision.outcome == policy::Outcome::ImplicitDeny)
        decision.by = policy::PolicyType::Resource;
    if (!decision.allowed()) return denied(policy::denial_text(request, decision));
    const auto role = iam.rows().roles.find(entity_key(name.account, name.name));
    return AssumableRole{
        .name = role->name,
        .id = role->id,
        .arn = role->arn,
        .account = role->account,
        .max_session_duration_s = role->max_session_duration_s,
    };
}

std::string user_id_of(const service::Registry& services, const aws::Caller& caller) {
    const EntityName name = parse_entity_arn(caller.principal);
    if (name.type != "user") return caller.scope.account;
    const auto user =
        services.get<Instance>().rows().users.find(entity_key(name.account, name.name));
    return user ? user->id : caller.scope.account;
}

std::optional<std::string> account_of_key(const service::Registry& services, std::string_view id) {
    const auto& tables = services.get<Instance>().rows();
    const auto& keys = tables.access_keys_by_id.keys(std::string(id));
    if (keys.empty()) return std::nullopt;
    const auto row = tables.access_keys.find(*keys.begin());
    if (!row) return std::nullopt;
    return row->account;
}

Result<void> check_session_policy(std::string_view text) {
    const auto read = policy::Document::read(std::string(text), policy::DocumentKind::Identity);
    if (read) return {};
    return Error{
        ErrorKind::InvalidArgument, "MalformedPolicyDocumentException", read.error().message, {}
    };
}

}  // namespace gantry::iam
