#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/scope.h"
#include "base/result.h"
#include "core/core.h"
#include "service/authorizer.h"
#include "service/registry.h"

/// What other services may ask of Parameter Store.
namespace gantry::ssm {

/// A parameter's value as it was read.
struct ParameterValue {
    std::string name;
    std::string arn;
    std::int64_t version = 0;
    std::string value;  ///< decrypted: never to be logged, nor kept
};

/// What whoever reads these parameters decrypted must be allowed: "ssm:GetParameters" on each, and
/// kms:Decrypt with the keys of those that are sealed under a key of the account. The caller asks
/// its authoriser.
/// @param names as GetParameters takes them: names or ARNs, with a version or label or without
service::Access access_to_read(
    const service::Registry& services,
    const aws::Scope& scope,
    const std::vector<std::string>& names
);

/// The value of a parameter, decrypted; whether anybody may see it is the caller's to ask first.
/// Errors: ParameterNotFound, ParameterVersionNotFound, InvalidKeyId.
Result<ParameterValue> read_parameter(
    const service::Registry& services, const aws::Scope& scope, std::string_view name
);

/// A mark of the version that a name stands for, which no other version of it has, nor one of a
/// parameter that is made anew under the name. No right is asked for: it says nothing of the value.
/// Nothing where there is no such version.
/// @param name as of access_to_read
std::optional<std::string> version_mark(
    const service::Registry& services, const aws::Scope& scope, std::string_view name
);

/// What changed_parameter() names when the mark of a name may be another.
std::string parameter_of_name(const aws::Scope& scope, std::string_view name);

/// The parameter that a change is about; nothing for changes that no mark depends on.
std::optional<std::string> changed_parameter(
    const service::Registry& services, const core::Change& change
);

}  // namespace gantry::ssm
