#pragma once

#include <optional>

#include "api/ssm/put_parameter_request.h"
#include "services/ssm/api/call.h"

/// What a version of a parameter may be, and which tier it is of.
/// Source: API Reference, PutParameter; answers of SSM.
namespace gantry::ssm {

/// The tier that a version is made in; nothing is checked here.
/// @param previous the newest version there is; null for a new parameter
/// @param has_policies of the version that is made
api::ssm::ParameterTier effective_tier(
    const Call& call,
    const api::ssm::PutParameterRequest& input,
    const VersionRow* previous,
    bool has_policies
);

/// The size of a value by the tier, and policies, which only advanced parameters have.
/// @param next with tier and policies, its value yet unsealed
/// Errors: ValidationException.
Result<void> check_tier(
    const VersionRow& next, const api::ssm::PutParameterRequest& input, const VersionRow* previous
);

/// The value's form: not empty, nothing in double braces, as the pattern and the data type say.
/// Errors: ValidationException, InvalidAllowedPatternException for what is no pattern (RE2's: no
/// look-around), ParameterPatternMismatchException.
Result<void> check_value(const VersionRow& next, const std::string& value);

/// Whether the account may have one more parameter of that tier in the Region.
/// Errors: ParameterLimitExceeded.
Result<void> check_count(const Call& call, api::ssm::ParameterTier tier);

}  // namespace gantry::ssm
