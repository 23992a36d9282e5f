#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "services/ec2/rules/refusal.h"

/// The errors of EC2 that several operations answer. Those with a code of their own are made where
/// they belong; any code, and InvalidParameterValue, are the rules' (rules/refusal.h). Source: EC2
/// User Guide, "Error codes for the Amazon EC2 API".
namespace gantry::ec2 {

/// InvalidParameterCombination
Error invalid_combination(std::string message);
/// The same of two parameters: "The parameter 'a' may not be used in combination with 'b'"
Error not_together(std::string_view one, std::string_view other);
/// MissingParameter "The request must contain the parameter <name>"
Error missing(std::string_view parameter);
/// DependencyViolation
Error dependency(std::string message);
/// OperationNotPermitted
Error not_permitted(std::string message);
/// A quota: "VpcLimitExceeded: The maximum number of VPCs has been reached."
Error over_quota(std::string_view code, std::string message);
/// IdempotentParameterMismatch
Error token_mismatch();

/// How many things one member of a request may name. AWS's limit on tagging, here everywhere:
/// policies are asked about each of them.
inline constexpr std::size_t kMostNamed = 1000;
/// Errors: InvalidParameterValue for more.
Result<void> check_named(std::size_t count);

/// InvalidAssociationID.NotFound
Error no_such_association(std::string_view id);

/// "Value (…) for parameter … is invalid. This is not a valid CIDR block."
Error bad_block(std::string_view text, std::string_view parameter);

}  // namespace gantry::ec2
