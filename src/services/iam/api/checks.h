#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/iam/api/call.h"
#include "services/iam/policy/document.h"

namespace gantry::iam {

/// At most 50 tags with different keys (without regard to capitals).
/// Errors: InvalidInput, LimitExceeded, as IAM has them.
Result<void> check_tags(const std::optional<Tags>& tags);

/// A trust policy: its size, its grammar, and that users and roles of the account that it names
/// exist. Errors: MalformedPolicyDocument, LimitExceeded.
Result<void> check_trust_policy(const Call& call, const std::string& document);

/// An identity-based policy's grammar. Errors: MalformedPolicyDocument.
Result<void> check_identity_policy(const std::string& document);

/// A managed policy's size and grammar. Errors: MalformedPolicyDocument, LimitExceeded.
Result<void> check_managed_policy(const std::string& document);

/// Whether an ARN names a managed policy that is there: the account's or one of AWS's.
bool policy_exists(const Call& call, std::string_view arn);

/// The row of the account's own policy; null for AWS's and for what is not there.
core::Table<PolicyRow>::Ptr find_policy_row(const Call& call, std::string_view arn);

/// Errors: NoSuchEntity, for a boundary that is no policy.
Result<void> check_boundary(const Call& call, std::string_view arn);

}  // namespace gantry::iam
