#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "aws/caller.h"
#include "base/result.h"
#include "service/authorizer.h"
#include "service/registry.h"

/// What other services may ask of IAM.
namespace gantry::iam {

/// A role that somebody may take on.
struct AssumableRole {
    std::string name;
    std::string id;  ///< AROA…
    std::string arn;
    std::string account;
    std::int32_t max_session_duration_s = 3600;
};

/// The role of that ARN, where its trust policy lets the caller in, and the caller's own policies
/// allow it to ask.
/// @param what the action, as "sts:AssumeRole", and what conditions may ask of; its resources are
///        the role
/// Errors: Denied, AccessDeniedException, for roles that are not there too.
Result<AssumableRole> assume(
    const service::Registry& services,
    const aws::Caller& caller,
    std::string_view role_arn,
    service::Access what,
    SysTime now
);

/// What GetCallerIdentity calls a user or a root by: "AIDA…", the account's number.
std::string user_id_of(const service::Registry& services, const aws::Caller& caller);

/// The account that an access key's id belongs to; nothing for keys that are not ours.
std::optional<std::string> account_of_key(const service::Registry& services, std::string_view id);

/// Whether a text is a policy that sessions may be narrowed by.
/// Errors: InvalidArgument, MalformedPolicyDocumentException, in IAM's words.
Result<void> check_session_policy(std::string_view text);

}  // namespace gantry::iam
