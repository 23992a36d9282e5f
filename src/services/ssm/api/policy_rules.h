#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "services/ssm/model/rows.h"

/// A parameter's policies: a JSON array of {"Type", "Version", "Attributes"}.
/// Source: Systems Manager User Guide, "Assigning parameter policies in Parameter Store".
namespace gantry::ssm {

struct ReadPolicies {
    std::vector<PolicyEntry> entries;
    std::optional<SysTime> expires;  ///< by the Expiration policy
};

/// `[]` and `[{}]` are no policies: they take away what there were.
/// Errors: InvalidPolicyTypeException, InvalidPolicyAttributeException, IncompatiblePolicyException
/// for two Expiration policies, PoliciesLimitExceededException above ten.
Result<ReadPolicies> read_policies(std::string_view text, SysTime now);

}  // namespace gantry::ssm
