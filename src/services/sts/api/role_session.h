#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/sts/assumed_role_user.h"
#include "api/sts/policy_descriptor_type.h"
#include "aws/session.h"
#include "services/iam/port.h"
#include "services/sts/api/call.h"

/// What the operations that give out sessions of roles have in common.
namespace gantry::sts {

using PolicyArns = std::optional<std::vector<api::sts::PolicyDescriptorType>>;

/// The policies that a session is narrowed by.
/// Errors: PackedPolicyTooLargeException, MalformedPolicyDocumentException.
Result<void> check_session_policies(const std::optional<std::string>& policy);

/// @param wanted_s an hour where it is not given
/// Errors: ValidationError above what the role allows.
Result<Seconds> check_duration(
    std::optional<std::int32_t> wanted_s, const iam::AssumableRole& role
);

/// A session of the role, with nothing in it but who it is and what narrows it.
/// Errors: ValidationError for ARNs of no managed policies that the role's account may use.
Result<aws::Session> begin_session(
    const Call& call,
    const iam::AssumableRole& role,
    const std::string& session_name,
    const std::optional<std::string>& policy,
    const PolicyArns& policy_arns
);

api::sts::AssumedRoleUser describe_session(const aws::Session& session);

}  // namespace gantry::sts
