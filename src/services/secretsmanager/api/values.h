#pragma once

#include <optional>
#include <string>

#include "service/registry.h"
#include "services/kms/port.h"
#include "services/secretsmanager/api/call.h"
#include "services/secretsmanager/api/find.h"

/// Values of secrets, which rows have sealed under a key of KMS, bound to the secret's ARN and the
/// version's id. Source: KMS Developer Guide, "How AWS Secrets Manager uses AWS KMS".
namespace gantry::secretsmanager {

/// A value as it comes in.
struct Value {
    std::string bytes;
    bool binary = false;
};

/// The value that an input has; nothing where it has none. At most 65,536 bytes.
/// Errors: InvalidParameterException for two, ValidationException.
template <class Input>
Result<std::optional<Value>> value_in(const Input& input);

Result<std::optional<Value>> check_value(
    const std::optional<std::string>& text, const std::optional<reflect::Blob>& binary
);

template <class Input>
Result<std::optional<Value>> value_in(const Input& input) {
    return check_value(input.secret_string, input.secret_binary);
}

/// The key that a secret's next value is sealed under. The service's own may be named, too.
/// @param key_id as it was named; empty: the service's own
kms::Use use_of(const Found& found, const std::string& key_id);
/// Whether a name is that of the service's own key.
bool is_own_key(const aws::Scope& scope, const std::string& key_id);
/// A key's name as rows have it: nothing for the service's own.
std::string kept_key(const aws::Scope& scope, const std::string& key_id);

/// Seals a value for a version, which gets it.
/// Errors: EncryptionFailure.
Result<void> seal_value(
    Call& call, const Found& found, const std::string& key_id, const Value& value, VersionRow& row
);

/// Errors: DecryptionFailure; AccessDeniedException for who is of another account, where the key is
/// the service's own.
/// @param caller whose call it is
Result<std::string> open_value(
    const service::Registry& services,
    const core::Transaction& tx,
    const aws::Scope& caller,
    const Found& found,
    const VersionRow& row
);

/// What a caller must be allowed as well to read the value; nothing where no right is needed.
std::optional<service::Access> access_to_decrypt(
    const service::Registry& services,
    const aws::Scope& caller,
    const Found& found,
    const VersionRow& row
);

}  // namespace gantry::secretsmanager
