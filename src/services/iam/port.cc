#include "services/iam/port.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "services/iam/access/gate.h"
#include "services/iam/model/names.h"
#include "services/iam/policy/denial_text.h"
#include "services/iam/policy/document.h"
#include "services/iam/policy/document_reader.h"
#include "services/iam/policy/wildcards.h"
#include "services/iam/service.h"

namespace gantry::iam {
namespace {

AssumableRole as_it_is(const RoleRow& role) {
    return {role.name, role.id, role.arn, role.account, role.max_session_duration_s};
}

/// Has a role's trust policy been asked: what comes of it. Of a role that nobody made what would
/// have to be allowed is noted.
Result<void> settle_trust(
    Gate& gate,
    const Standing& standing,
    const aws::Caller& caller,
    const policy::AuthRequest& request,
    const policy::Decision& decision,
    SysTime now
) {
    if (!standing.of_unknown_role || !decision.allowed()) {
        return gate.settle(caller, request, decision, now);
    }
    policy::PolicySet without = standing.policies;
    without.identity.clear();
    const auto by_others = policy::evaluate(without, request);
    if (by_others.allowed()) return gate.settle(caller, request, by_others, now);
    gate.let_pass(caller, request, by_others, now);
    return {};
}

/// Whether a role's trust policy, and the policies of who asks, allow each of the actions.
/// @param gate says what comes of a denial; null: it is one
Result<AssumableRole> assume_with(
    Instance& iam,
    Gate* gate,
    Standing standing,
    const RoleRequest& asked,
    const aws::Caller& caller,
    SysTime now
) {
    const EntityName name = parse_entity_arn(asked.role_arn);
    policy::AuthRequest request{
        .action = {},
        .resources = {asked.role_arn},
        .principal = standing.principal,
        .resource_account = std::string(name.account),
        .context = standing.context,
    };
    add_request_context(caller, now, request.context);
    request.context.set("aws:ResourceAccount", request.resource_account);
    for (const auto& [key, values] : asked.context) request.context.set(key, values);
    const auto trust = iam.access().trust_of(asked.role_arn);
    if (trust) standing.policies.resource = {{"trust policy", trust->get()}};
    standing.policies.resource_must_allow = true;
    for (const std::string& action : asked.actions) {
        request.action = action;
        policy::Decision decision{.by = policy::PolicyType::Resource, .resource = asked.role_arn};
        // Which roles there are is nobody's business.
        if (trust) decision = policy::evaluate(standing.policies, request);
        // Whose policies do not allow it is not told, only whose forbid it.
        if (decision.outcome == policy::Outcome::ImplicitDeny)
            decision.by = policy::PolicyType::Resource;
        if (gate != nullptr && trust) {
            auto good = settle_trust(*gate, standing, caller, request, decision, now);
            if (!good) return good.error();
        } else if (!decision.allowed()) {
            return denied(policy::denial_text(request, decision));
        }
    }
    return as_it_is(*iam.rows().roles.find(entity_key(name.account, name.name)));
}

/// That a service takes on a role which it could not have if policies were enforced to the letter.
void note_refusal(Gate& gate, const aws::Caller& caller, const std::string& role, SysTime now) {
    const policy::AuthRequest request{
        .action = "sts:AssumeRole",
        .resources = {role},
        .principal = {policy::Principal::Type::Service, caller.principal, "", ""},
        .resource_account = std::string(parse_entity_arn(role).account),
        .context = {},
    };
    const policy::Decision decision{.by = policy::PolicyType::Resource, .resource = role};
    if (gate.enforcement() != Enforcement::Off) gate.let_pass(caller, request, decision, now);
}

}  // namespace

Result<AssumableRole> assume(
    const service::Registry& services,
    const aws::Caller& caller,
    const RoleRequest& request,
    SysTime now
) {
    Instance& iam = services.get<Instance>();
    auto standing = iam.gate().standing_for(caller);
    if (!standing) return standing.error();
    return assume_with(iam, &iam.gate(), *std::move(standing), request, caller, now);
}

std::optional<OidcProvider> find_oidc_provider(
    const service::Registry& services, std::string_view account, std::string_view name
) {
    const auto row = services.get<Instance>().rows().oidc_providers.find(entity_key(account, name));
    if (!row || row->name != name) return std::nullopt;
    return OidcProvider{row->arn, row->client_ids};
}

std::optional<std::string> account_of_role(std::string_view role_arn) {
    const EntityName name = parse_entity_arn(role_arn);
    if (name.type != "role" || name.name.empty()) return std::nullopt;
    return std::string(name.account);
}

Result<AssumableRole> assume_for(
    const service::Registry& services,
    const OidcProvider& provider,
    const std::string& region,
    const RoleRequest& request,
    SysTime now
) {
    Standing standing;
    standing.principal = {policy::Principal::Type::WebIdentity, provider.arn, "", ""};
    standing.context.set("aws:FederatedProvider", provider.arn);
    const aws::Caller nobody{{"", region}, "", "", {}};
    Instance& iam = services.get<Instance>();
    // Nothing but the role's trust vouches for who comes with a token alone: it is always asked.
    return assume_with(iam, nullptr, std::move(standing), request, nobody, now);
}

namespace {

/// A role that nobody made, as its ARN has it, in the account of what it is for: definitions out of
/// manuals name accounts of nobody.
AssumableRole as_named(const std::string& role_arn, const std::string& account) {
    const EntityName name = parse_entity_arn(role_arn);
    return {std::string(name.name), named_id(account, name.name), role_arn, account};
}

/// By its ARN, with its path; null for none.
core::Table<RoleRow>::Ptr find_role(const Tables& tables, const std::string& role_arn) {
    const EntityName name = parse_entity_arn(role_arn);
    if (name.type != "role" || name.name.empty()) return nullptr;
    auto role = tables.roles.find(entity_key(name.account, name.name));
    return role && role->arn == role_arn ? role : nullptr;
}

/// Whether a role that is not there is taken at its word.
bool takes_unknown(Instance& iam) {
    return iam.options().takes_unknown_roles || iam.gate().enforcement() != Enforcement::Enforce;
}

/// The role that an ARN stands for. Who is taken at its word is one of the account: the role of
/// that name, with its trust policy, once somebody made it. Null for none.
core::Table<RoleRow>::Ptr find_meant_role(
    Instance& iam, std::string_view account, const std::string& role_arn
) {
    if (auto role = find_role(iam.rows(), role_arn)) return role;
    const EntityName name = parse_entity_arn(role_arn);
    if (name.type != "role" || name.name.empty() || !takes_unknown(iam)) return nullptr;
    return iam.rows().roles.find(entity_key(account, name.name));
}

}  // namespace

Result<AssumableRole> assume_as_service(
    const service::Registry& services,
    const ServiceCaller& service,
    const std::string& role_arn,
    SysTime now
) {
    const EntityName name = parse_entity_arn(role_arn);
    const auto refuse = [&] {
        return denied(fmt::format(
            "User: {} is not authorized to perform: sts:AssumeRole on resource: {}",
            service.name,
            role_arn
        ));
    };
    if (name.type != "role" || name.name.empty()) return refuse();
    const service::Registry::Entry* entry = services.find("iam");
    if (entry == nullptr) return as_named(role_arn, service.scope.account);
    auto& iam = dynamic_cast<Instance&>(*entry->instance);
    const std::string& account = service.scope.account;
    const bool enforced = iam.gate().enforcement() == Enforcement::Enforce;
    const aws::Caller caller{{"", service.scope.region}, service.name, "", {}};
    const auto role = find_meant_role(iam, account, role_arn);
    if (!role) {
        if (!takes_unknown(iam)) return refuse();
        note_refusal(iam.gate(), caller, role_arn, now);
        return as_named(role_arn, account);
    }
    // Whoever may pass roles on may pass those of the own account.
    if (role->account != account) {
        if (enforced) return refuse();
        note_refusal(iam.gate(), caller, role_arn, now);
        return as_it_is(*role);
    }
    Standing standing;
    standing.principal = {policy::Principal::Type::Service, service.name, "", ""};
    standing.context.set("aws:PrincipalIsAWSService", "true");
    standing.context.set("aws:PrincipalServiceName", service.name);
    standing.context.set("aws:SourceAccount", service.scope.account);
    standing.context.set("aws:SourceArn", service.source_arn);
    const RoleRequest request{.role_arn = role->arn, .actions = {"sts:AssumeRole"}, .context = {}};
    return assume_with(iam, &iam.gate(), std::move(standing), request, caller, now);
}

bool is_known_role(
    const service::Registry& services, std::string_view account, const std::string& role_arn
) {
    const service::Registry::Entry* entry = services.find("iam");
    if (entry == nullptr) return false;
    auto& iam = dynamic_cast<Instance&>(*entry->instance);
    return find_meant_role(iam, account, role_arn) != nullptr;
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

namespace {

Result<void> check_policy(std::string_view text, policy::DocumentKind kind) {
    const auto read = policy::Document::read(std::string(text), kind);
    if (read) return {};
    return Error{
        ErrorKind::InvalidArgument, "MalformedPolicyDocumentException", read.error().message, {}
    };
}

PolicyStatement statement_of(policy::RawStatement&& raw) {
    const auto& named = raw.principals.named;
    const bool names_everybody = std::ranges::any_of(named, [](const auto& one) {
        return one.first == "AWS" && one.second == "*";
    });
    PolicyStatement statement{
        .allows = raw.effect == "Allow",
        .has_everybody = raw.principals.negated || names_everybody,
        .actions = std::move(raw.actions.texts),
        .all_but_actions = raw.actions.negated,
        .resources = std::move(raw.resources.texts),
        .all_but_resources = raw.resources.negated,
    };
    for (auto& [operator_name, key, values] : raw.conditions) {
        statement.conditions.push_back({std::move(operator_name), std::move(key), std::move(values)}
        );
    }
    return statement;
}

}  // namespace

bool is_managed_policy(
    const service::Registry& services, std::string_view account, std::string_view arn
) {
    const EntityName name = parse_entity_arn(arn);
    const bool reachable = name.account == account || name.account == "aws";
    if (name.type != "policy" || !reachable) return false;
    return services.get<Instance>().access().managed_policy(arn) != nullptr;
}

Result<void> check_session_policy(std::string_view text) {
    return check_policy(text, policy::DocumentKind::Identity);
}

Result<void> check_resource_policy(std::string_view text) {
    return check_policy(text, policy::DocumentKind::Resource);
}

Result<std::vector<PolicyStatement>> read_resource_policy(std::string_view text) {
    if (auto good = check_resource_policy(text); !good) return good.error();
    auto raw = policy::read_raw_document(text);
    if (!raw) return raw.error();
    std::vector<PolicyStatement> statements;
    for (policy::RawStatement& one : raw->statements) {
        statements.push_back(statement_of(std::move(one)));
    }
    return statements;
}

bool matches_wildcards(std::string_view pattern, std::string_view text) {
    return policy::matches_glob(policy::make_glob(pattern), text);
}

}  // namespace gantry::iam
