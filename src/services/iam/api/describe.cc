#include "services/iam/api/describe.h"

#include <fmt/format.h>

#include "service/registry.h"
#include "services/iam/access/gate.h"
#include "services/iam/model/names.h"
#include "wire/percent.h"

namespace gantry::iam {
namespace {

std::optional<Tags> describe_tags(const Tags& tags) {
    if (tags.empty()) return std::nullopt;
    return tags;
}

}  // namespace

std::optional<api::iam::AttachedPermissionsBoundary> describe_boundary(const PolicyHolder& holder) {
    if (holder.boundary.empty()) return std::nullopt;
    return api::iam::AttachedPermissionsBoundary{
        .permissions_boundary_type =
            api::iam::PermissionsBoundaryAttachmentType::PermissionsBoundaryPolicy,
        .permissions_boundary_arn = holder.boundary,
    };
}

std::string version_id(std::int64_t number) {
    return fmt::format("v{}", number);
}

const LastUse* find_last_use(const Call& call, std::string_view who, SysTime since) {
    const auto* gate = dynamic_cast<const Gate*>(call.services.authorizer());
    const LastUse* use = gate == nullptr ? nullptr : gate->uses().find(who);
    // A role may have the ARN of one that was deleted.
    return use != nullptr && use->when >= since ? use : nullptr;
}

api::iam::RoleLastUsed describe_last_use(const Call& call, const RoleRow& row) {
    const LastUse* use = find_last_use(call, row.arn, row.created);
    if (use == nullptr) return {};
    return {.last_used_date = use->when, .region = use->region};
}

api::iam::Role describe_role(const RoleRow& row, Detail detail) {
    api::iam::Role role{
        .path = row.path,
        .role_name = row.name,
        .role_id = row.id,
        .arn = row.arn,
        .create_date = row.created,
        .assume_role_policy_document = wire::percent_encode(row.trust_policy),
        .description = row.description,
        .max_session_duration = row.max_session_duration_s,
    };
    if (detail == Detail::Listed) return role;
    role.permissions_boundary = describe_boundary(row.policies);
    role.tags = describe_tags(row.tags);
    role.role_last_used.emplace();
    return role;
}

api::iam::User describe_user(const UserRow& row, Detail detail) {
    api::iam::User user{
        .path = row.path,
        .user_name = row.name,
        .user_id = row.id,
        .arn = row.arn,
        .create_date = row.created,
    };
    if (detail == Detail::Listed) return user;
    user.permissions_boundary = describe_boundary(row.policies);
    user.tags = describe_tags(row.tags);
    return user;
}

api::iam::Group describe_group(const GroupRow& row) {
    return {
        .path = row.path,
        .group_name = row.name,
        .group_id = row.id,
        .arn = row.arn,
        .create_date = row.created,
    };
}

api::iam::InstanceProfile describe_instance_profile(
    const Call& call, const InstanceProfileRow& row
) {
    api::iam::InstanceProfile profile{
        .path = row.path,
        .instance_profile_name = row.name,
        .instance_profile_id = row.id,
        .arn = row.arn,
        .create_date = row.created,
        .roles = std::vector<api::iam::Role>{},
        .tags = describe_tags(row.tags),
    };
    if (const auto role = call.tx.get(call.tables.roles, row.role_key)) {
        profile.roles->push_back(describe_role(*role, Detail::Listed));
    }
    return profile;
}

api::iam::Policy describe_policy(
    const PolicyRow& row, Detail detail, std::int32_t attached, std::int32_t boundaries
) {
    api::iam::Policy policy{
        .policy_name = row.name,
        .policy_id = row.id,
        .arn = row.arn,
        .path = row.path,
        .default_version_id = version_id(row.default_version),
        .attachment_count = attached,
        .permissions_boundary_usage_count = boundaries,
        .is_attachable = true,
        .create_date = row.created,
        .update_date = row.updated,
    };
    if (detail == Detail::Listed) return policy;
    policy.description = row.description;
    policy.tags = describe_tags(row.tags);
    return policy;
}

api::iam::Policy describe_policy(
    const AwsPolicy& known, Detail detail, std::int32_t attached, std::int32_t boundaries
) {
    api::iam::Policy policy{
        .policy_name = std::string(known.name),
        .policy_id = known.id(),
        .arn = known.arn(),
        .path = std::string(known.path),
        .default_version_id = version_id(known.version),
        .attachment_count = attached,
        .permissions_boundary_usage_count = boundaries,
        .is_attachable = true,
        .create_date = kAwsPolicyDate,
        .update_date = kAwsPolicyDate,
    };
    if (detail == Detail::Full) policy.description = std::string(known.description);
    return policy;
}

api::iam::PolicyVersion describe_version(const PolicyRow& row, const PolicyVersionEntry& version) {
    return {
        .document = wire::percent_encode(version.document),
        .version_id = version_id(version.number),
        .is_default_version = version.number == row.default_version,
        .create_date = version.created,
    };
}

api::iam::PolicyVersion describe_version(const AwsPolicy& known) {
    return {
        .document = wire::percent_encode(known.document),
        .version_id = version_id(known.version),
        .is_default_version = true,
        .create_date = kAwsPolicyDate,
    };
}

api::iam::AttachedPolicy describe_attached(const std::string& arn) {
    return {.policy_name = std::string(parse_entity_arn(arn).name), .policy_arn = arn};
}

}  // namespace gantry::iam
