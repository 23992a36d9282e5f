#include <fmt/format.h>

#include <algorithm>

#include "services/iam/port.h"
#include "services/sts/api/grant.h"
#include "services/sts/api/operations.h"
#include "services/sts/api/role_session.h"

namespace gantry::sts {
namespace {

using Request = api::sts::AssumeRoleRequest;

/// Of roles that a role's session assumes.
constexpr Seconds kChained{3600};

/// Tags that follow from session to session, and those of this request.
std::map<std::string, std::string> tags_of(const Call& call, const Request& input) {
    std::map<std::string, std::string> tags;
    if (call.session != nullptr) {
        for (const std::string& key : call.session->transitive_tags) {
            const auto found = call.session->tags.find(key);
            if (found != call.session->tags.end()) tags.insert(*found);
        }
    }
    for (const auto& tag : input.tags.value_or(std::vector<api::sts::Tag>{})) {
        tags.try_emplace(*tag.key, *tag.value);
    }
    return tags;
}

/// What is inherited cannot be set anew. Source: STS API Reference, AssumeRole, Tags.
Result<void> check_tags(const Call& call, const Request& input) {
    if (call.session == nullptr || !input.tags) return {};
    for (const auto& tag : *input.tags) {
        const auto& inherited = call.session->transitive_tags;
        if (std::ranges::find(inherited, *tag.key) == inherited.end()) continue;
        return validation_error("The session tag " + *tag.key + " is inherited and cannot be set.");
    }
    return {};
}

std::vector<std::string> transitive_tags_of(const Call& call, const Request& input) {
    std::vector<std::string> keys;
    if (call.session != nullptr) keys = call.session->transitive_tags;
    for (const auto& key : input.transitive_tag_keys.value_or(std::vector<std::string>{})) {
        keys.push_back(key);
    }
    return keys;
}

/// What trust policies ask of.
iam::RoleRequest request_of(const Request& input) {
    iam::RoleRequest request{
        .role_arn = *input.role_arn, .actions = {"sts:AssumeRole"}, .context = {}
    };
    request.context.push_back({"sts:RoleSessionName", {*input.role_session_name}});
    if (input.external_id) request.context.push_back({"sts:ExternalId", {*input.external_id}});
    if (input.source_identity) {
        request.actions.emplace_back("sts:SetSourceIdentity");
        request.context.push_back({"sts:SourceIdentity", {*input.source_identity}});
    }
    std::vector<std::string> keys;
    for (const auto& tag : input.tags.value_or(std::vector<api::sts::Tag>{})) {
        keys.push_back(*tag.key);
        request.context.push_back({"aws:RequestTag/" + *tag.key, {*tag.value}});
    }
    if (keys.empty()) return request;
    request.actions.emplace_back("sts:TagSession");
    request.context.push_back({"aws:TagKeys", std::move(keys)});
    request.context.push_back(
        {"sts:TransitiveTagKeys", input.transitive_tag_keys.value_or(std::vector<std::string>{})}
    );
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

aws::Session session_of(const Call& call, const Request& input, const iam::AssumableRole& role) {
    auto session =
        begin_session(call, role, *input.role_session_name, input.policy, input.policy_arns);
    session.tags = tags_of(call, input);
    session.transitive_tags = transitive_tags_of(call, input);
    const std::string inherited = call.session == nullptr ? "" : call.session->source_identity;
    session.source_identity = input.source_identity.value_or(inherited);
    return session;
}

}  // namespace

Result<api::sts::AssumeRoleResponse> assume_role(Call& call, const Request& input) {
    if (auto good = check_session_policies(input.policy); !good) return good.error();
    if (auto good = check_tags(call, input); !good) return good.error();
    const aws::Caller caller{
        call.scope,
        call.principal,
        {},
        call.session == nullptr ? nullptr : std::make_shared<const aws::Session>(*call.session),
    };
    const auto role = iam::assume(call.services, caller, request_of(input), call.now);
    if (!role) return role.error();
    const auto lasting = duration_of(call, input, *role);
    if (!lasting) return lasting.error();
    const aws::Session session = session_of(call, input, *role);
    api::sts::AssumeRoleResponse output{
        .credentials = grant(call, session, *lasting),
        .assumed_role_user = describe_session(session),
    };
    if (!session.source_identity.empty()) output.source_identity = session.source_identity;
    return output;
}

}  // namespace gantry::sts
