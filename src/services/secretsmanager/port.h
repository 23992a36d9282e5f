#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/scope.h"
#include "base/result.h"
#include "core/core.h"
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

/// The id of the version that a request is about. No right is asked for: it says nothing of the
/// value. Nothing where there is none, or the secret is to be deleted.
std::optional<std::string> version_id(
    const service::Registry& services, const aws::Scope& scope, const ValueRequest& request
);

/// What changed_secret() names when the version of a request for this id may be another. Secrets
/// whose ARNs can be taken for one another have one such name.
/// @param id as of ValueRequest
std::string secret_of_id(const aws::Scope& scope, std::string_view id);

/// The secret that a change is about, as secret_of_id names it; nothing for changes that no version
/// depends on. A day's first read is none.
std::optional<std::string> changed_secret(
    const service::Registry& services, const core::Change& change
);

}  // namespace gantry::secretsmanager
