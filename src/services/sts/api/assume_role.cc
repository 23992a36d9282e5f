#include <fmt/format.h>

#include "services/iam/port.h"
#include "services/sts/api/grant.h"
#include "services/sts/api/operations.h"

namespace gantry::sts {
namespace {

using Request = api::sts::AssumeRoleRequest;

constexpr std::int32_t kUsual_s = 3600;
/// Of roles that a role's session assumes.
constexpr std::int32_t kChained_s = 3600;
/// Session policies and tags together: what AWS packs into a token.
constexpr std::size_t kMaxPolicyCharacters = 2048;

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
        tags.try_emplace(*tag.key, *tag.value);  // what is inherited cannot be changed
    }
    return tags;
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
service::Access access_of(const Request& input) {
    service::Access access{.action = "sts:AssumeRole", .resources = {}, .context = {}};
    access.context.push_back({"sts:RoleSessionName", {*input.role_session_name}});
    if (input.external_id) access.context.push_back({"sts:ExternalId", {*input.external_id}});
    if (input.source_identity) {
        access.context.push_back({"sts:SourceIdentity", {*input.source_identity}});
    }
    std::vector<std::string> keys;
    for (const auto& tag : input.tags.value_or(std::vector<api::sts::Tag>{})) {
        keys.push_back(*tag.key);
        access.context.push_back({"aws:RequestTag/" + *tag.key, {*tag.value}});
    }
    if (!keys.empty()) access.context.push_back({"aws:TagKeys", std::move(keys)});

    return access;
}

Result<void> check_policies(const Request& input) {
    if (!input.policy) return {};
    if (input.policy->size() > kMaxPolicyCharacters) {
        return Error{
            ErrorKind::InvalidArgument,
            "PackedPolicyTooLargeException",
            fmt::format(
                "Packed size of session policy is more than {} characters.", kMaxPolicyCharacters
            ),
            {},
        };
    }
    return iam::check_session_policy(*input.policy);
}

Result<Seconds> duration_of(const Call& call, const Request& input, std::int32_t most_s) {
    const std::int32_t wanted_s = input.duration_seconds.value_or(kUsual_s);
    if (wanted_s > most_s) {
        return validation_error(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        );
    }
    const bool chained =
        call.session != nullptr && call.principal.find(":assumed-role/") != std::string::npos;
    if (chained && wanted_s > kChained_s) {
        return validation_error(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by "
            "role chaining."
        );
    }
    return Seconds{wanted_s};
}

aws::Session session_of(const Call& call, const Request& input, const iam::AssumableRole& role) {
    aws::Session session{
        .account = role.account,
        .principal = fmt::format(
            "arn:{}:sts::{}:assumed-role/{}/{}",
            aws::partition_of(call.scope.region),
            role.account,
            role.name,
            *input.role_session_name
        ),
        .user_id = role.id + ":" + *input.role_session_name,
        .tags = tags_of(call, input),
        .transitive_tags = transitive_tags_of(call, input),
    };
    if (input.policy) session.policies = {*input.policy};
    for (const auto& one :
         input.policy_arns.value_or(std::vector<api::sts::PolicyDescriptorType>{})) {
        if (one.arn) session.policy_arns.push_back(*one.arn);
    }
    const std::string inherited = call.session == nullptr ? "" : call.session->source_identity;
    session.source_identity = input.source_identity.value_or(inherited);
    return session;
}

}  // namespace

Result<api::sts::AssumeRoleResponse> assume_role(Call& call, const Request& input) {
    if (auto good = check_policies(input); !good) return good.error();
    const aws::Caller caller{
        call.scope,
        call.principal,
        {},
        call.session == nullptr ? nullptr : std::make_shared<const aws::Session>(*call.session),
    };
    const auto role =
        iam::assume(call.services, caller, *input.role_arn, access_of(input), call.now);
    if (!role) return role.error();
    const auto lasting = duration_of(call, input, role->max_session_duration_s);
    if (!lasting) return lasting.error();
    const aws::Session session = session_of(call, input, *role);
    api::sts::AssumeRoleResponse output{
        .credentials = grant(call, session, *lasting),
        .assumed_role_user =
            api::sts::AssumedRoleUser{
                .assumed_role_id = session.user_id,
                .arn = session.principal,
            },
    };
    if (!session.source_identity.empty()) output.source_identity = session.source_identity;
    return output;
}

}  // namespace gantry::sts
