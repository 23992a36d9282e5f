#include "services/iam/port.h"
#include "services/sts/api/grant.h"
#include "services/sts/api/operations.h"
#include "services/sts/api/role_session.h"
#include "services/sts/api/session_tags.h"

namespace gantry::sts {
namespace {

using Request = api::sts::AssumeRoleRequest;

/// Of roles that a role's session assumes.
constexpr Seconds kChained{3600};

WantedTags wanted_tags(const Request& input) {
    WantedTags wanted;
    for (const auto& tag : input.tags.value_or(std::vector<api::sts::Tag>{})) {
        wanted.tags.emplace_back(*tag.key, *tag.value);
    }
    wanted.transitive = input.transitive_tag_keys.value_or(std::vector<std::string>{});
    return wanted;
}

/// Whoever stands behind a session stands behind those that it takes on. Source: IAM User Guide,
/// "Monitor and control actions taken with assumed roles".
Result<std::string> source_identity_of(const Call& call, const Request& input) {
    const std::string inherited = call.session == nullptr ? "" : call.session->source_identity;
    if (inherited.empty()) return input.source_identity.value_or("");
    if (input.source_identity.value_or(inherited) == inherited) return inherited;
    return invalid_parameter_value(
        "The SourceIdentity can't be set because it conflicts with the source identity of the "
        "calling session."
    );
}

/// What trust policies ask of.
iam::RoleRequest request_of(
    const Request& input, const WantedTags& wanted, const std::string& source_identity
) {
    iam::RoleRequest request{
        .role_arn = *input.role_arn, .actions = {"sts:AssumeRole"}, .context = {}
    };
    request.context.push_back({"sts:RoleSessionName", {*input.role_session_name}});
    if (input.external_id) request.context.push_back({"sts:ExternalId", {*input.external_id}});
    // Of one that is inherited, too: every role of a chain has to take it.
    if (!source_identity.empty()) {
        request.actions.emplace_back("sts:SetSourceIdentity");
        request.context.push_back({"sts:SourceIdentity", {source_identity}});
    }
    std::vector<std::string> keys;
    for (const auto& [key, value] : wanted.tags) {
        keys.push_back(key);
        request.context.push_back({"aws:RequestTag/" + key, {value}});
    }
    if (keys.empty()) return request;
    request.actions.emplace_back("sts:TagSession");
    request.context.push_back({"aws:TagKeys", std::move(keys)});
    request.context.push_back({"sts:TransitiveTagKeys", wanted.transitive});
    return request;
}

Result<Seconds> duration_of(
    const Call& call, const Request& input, const iam::AssumableRole& role
) {
    auto lasting = check_duration(input.duration_seconds, role);
    const bool chained =
        call.session != nullptr && call.principal.find(":assumed-role/") != std::string::npos;
    if (lasting && chained && *lasting > kChained) {
        return validation_error(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by "
            "role chaining."
        );
    }
    return lasting;
}

}  // namespace

Result<api::sts::AssumeRoleResponse> assume_role(Call& call, const Request& input) {
    if (auto good = check_session_policies(input.policy); !good) return good.error();
    const WantedTags wanted = wanted_tags(input);
    if (auto good = check_session_tags(wanted, call.session); !good) return good.error();
    const auto source_identity = source_identity_of(call, input);
    if (!source_identity) return source_identity.error();
    const auto role = iam::assume(
        call.services, call.caller, request_of(input, wanted, *source_identity), call.now
    );
    if (!role) return role.error();
    const auto lasting = duration_of(call, input, *role);
    if (!lasting) return lasting.error();
    auto session =
        begin_session(call, *role, *input.role_session_name, input.policy, input.policy_arns);
    if (!session) return session.error();
    add_session_tags(wanted, call.session, *session);
    session->source_identity = *source_identity;
    api::sts::AssumeRoleResponse output{
        .credentials = grant(call, *session, *lasting),
        .assumed_role_user = describe_session(*session),
    };
    if (!source_identity->empty()) output.source_identity = *source_identity;
    return output;
}

}  // namespace gantry::sts
