#pragma once

#include <optional>
#include <string>

#include "api/iam/attached_permissions_boundary.h"
#include "api/iam/attached_policy.h"
#include "api/iam/group.h"
#include "api/iam/instance_profile.h"
#include "api/iam/policy.h"
#include "api/iam/policy_version.h"
#include "api/iam/role.h"
#include "api/iam/role_last_used.h"
#include "api/iam/user.h"
#include "services/iam/access/last_uses.h"
#include "services/iam/api/call.h"
#include "services/iam/model/aws_policies.h"

/// Rows as IAM shows them. Documents are percent-encoded (RFC 3986), as in all its answers.
namespace gantry::iam {

/// How much of an entity is shown: lists leave out tags, boundaries and when it was used.
enum class Detail { Full, Listed };

/// When a role's sessions, or a key, were last used since there is such; null where this process
/// does not know. Calls that need no right (GetCallerIdentity, AssumeRole) are not seen.
/// @param who the role's ARN, the key's id
const LastUse* find_last_use(const Call& call, std::string_view who, SysTime since);
api::iam::RoleLastUsed describe_last_use(const Call& call, const RoleRow& row);

api::iam::Role describe_role(const RoleRow& row, Detail detail);
api::iam::User describe_user(const UserRow& row, Detail detail);
api::iam::Group describe_group(const GroupRow& row);
api::iam::InstanceProfile describe_instance_profile(
    const Call& call, const InstanceProfileRow& row
);
/// @param attached, boundaries  how many entities have it as a policy, as their boundary
api::iam::Policy describe_policy(
    const PolicyRow& row, Detail detail, std::int32_t attached, std::int32_t boundaries
);
api::iam::Policy describe_policy(
    const AwsPolicy& known, Detail detail, std::int32_t attached, std::int32_t boundaries
);
/// With its document.
api::iam::PolicyVersion describe_version(const PolicyRow& row, const PolicyVersionEntry& version);
api::iam::PolicyVersion describe_version(const AwsPolicy& known);

api::iam::AttachedPolicy describe_attached(const std::string& arn);
/// Nothing where there is none.
std::optional<api::iam::AttachedPermissionsBoundary> describe_boundary(const PolicyHolder& holder);
std::string version_id(std::int64_t number);

}  // namespace gantry::iam
