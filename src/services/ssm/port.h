#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "aws/scope.h"
#include "base/result.h"
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

}  // namespace gantry::ssm
