#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/scope.h"
#include "base/result.h"
#include "service/authorizer.h"
#include "service/registry.h"

/// What other services may ask of Secrets Manager.
namespace gantry::secretsmanager {

/// Which version of which secret is wanted.
struct ValueRequest {
    std::string id;  ///< name, ARN, or ARN without the characters at its end
    std::optional<std::string> version;
    std::optional<std::string> stage;  ///< neither: AWSCURRENT
};

/// A secret's value as it was read.
struct SecretValue {
    std::string name;
    std::string arn;
    std::string version;
    std::string value;  ///< in clear: never to be logged, nor kept
    bool binary = false;
};

/// What whoever reads the value must be allowed: "secretsmanager:GetSecretValue", and kms:Decrypt
/// where it is sealed under a key of the account. The caller asks its authoriser.
/// @param scope of who reads
service::Access access_to_read(
    const service::Registry& services, const aws::Scope& scope, const ValueRequest& request
);

/// The value; whether anybody may see it is the caller's to ask first.
/// Errors: ResourceNotFoundException, InvalidRequestException where the secret is to be deleted,
/// DecryptionFailure.
Result<SecretValue> read_secret(
    const service::Registry& services, const aws::Scope& scope, const ValueRequest& request
);

}  // namespace gantry::secretsmanager
