#pragma once

#include <optional>
#include <string>

#include "aws/scope.h"
#include "core/transaction.h"
#include "service/registry.h"
#include "services/kms/port.h"
#include "services/ssm/model/rows.h"

/// Values of SecureString, which rows have sealed under a key of KMS, bound to the parameter's ARN.
/// Source: KMS Developer Guide, "How AWS Systems Manager Parameter Store uses AWS KMS".
namespace gantry::ssm {

/// The key that SecureString has where none is named; it is everybody's in the account.
inline constexpr std::string_view kOwnKey = "alias/aws/ssm";

/// The key of a version, and what its value is bound to. Where the value is sealed already, it is
/// the key under which it was.
kms::Use use_of(const service::Registry& services, const aws::Scope& scope, const VersionRow& row);

/// The value as a caller gets it: a SecureString without `decrypt` is the base64 of what is sealed.
/// Errors: InvalidKeyId where its key can not be used.
Result<std::string> value_of(
    const service::Registry& services,
    const core::Transaction& tx,
    const VersionRow& row,
    bool decrypt
);

/// What a caller must be allowed as well to read the value decrypted; nothing where no right is
/// needed.
std::optional<service::Access> access_to_decrypt(
    const service::Registry& services, const aws::Scope& scope, const VersionRow& row
);

}  // namespace gantry::ssm
