#include "services/secretsmanager/api/values.h"

#include "services/secretsmanager/api/errors.h"

namespace gantry::secretsmanager {
namespace {

constexpr std::size_t kMaxBytes = 65'536;

kms::EncryptionContext context_of(const SecretRow& secret, const std::string& version) {
    return {{"SecretARN", secret.arn}, {"SecretVersionId", version}};
}

Error too_long(std::string_view member) {
    return validation(
        "1 validation error detected: Value at '" + std::string(member) +
        "' failed to satisfy constraint: Member must have length less than or equal to 65536"
    );
}

}  // namespace

Result<std::optional<Value>> check_value(
    const std::optional<std::string>& text, const std::optional<reflect::Blob>& binary
) {
    if (text && binary) {
        return invalid_parameter(
            "You can't specify both a binary secret value and a string secret value in the same "
            "secret."
        );
    }
    if (text && text->size() > kMaxBytes) return too_long("secretString");
    if (binary && binary->bytes.size() > kMaxBytes) return too_long("secretBinary");
    if (text) return std::optional<Value>({*text, false});
    if (binary) return std::optional<Value>({binary->bytes, true});
    return std::optional<Value>();
}

bool is_own_key(const aws::Scope& scope, const std::string& key_id) {
    return kms::is_own({.scope = scope, .service = "secretsmanager", .key = key_id, .context = {}});
}

std::string kept_key(const aws::Scope& scope, const std::string& key_id) {
    return is_own_key(scope, key_id) ? std::string() : key_id;
}

namespace {

Error foreign_key() {
    return {ErrorKind::Denied, "AccessDeniedException", "Access to KMS is not allowed", {}};
}

}  // namespace

kms::Use use_of(const Found& found, const std::string& key_id) {
    return {
        .scope = found.scope,
        .service = "secretsmanager",
        .key = kept_key(found.scope, key_id),
        .context = {},
    };
}

Result<void> seal_value(
    Call& call, const Found& found, const std::string& key_id, const Value& value, VersionRow& row
) {
    // The service's own key is of one account. Source: PutSecretValue.
    if (call.scope.account != found.scope.account && is_own_key(found.scope, key_id)) {
        return foreign_key();
    }
    kms::Use use = use_of(found, key_id);
    use.context = context_of(*found.secret, row.id);
    auto sealed = kms::seal(call.services, call.tx, call.ids, call.now, use, value.bytes);
    if (!sealed) return key_error(sealed.error(), Direction::Sealing);
    row.binary = value.binary;
    row.key_id = key_id;
    row.sealed.bytes = *std::move(sealed);
    return {};
}

Result<std::string> open_value(
    const service::Registry& services,
    const core::Transaction& tx,
    const aws::Scope& caller,
    const Found& found,
    const VersionRow& row
) {
    if (caller.account != found.scope.account && is_own_key(found.scope, row.key_id)) {
        return foreign_key();
    }
    auto value = kms::unseal(services, tx, context_of(*found.secret, row.id), row.sealed.bytes);
    if (!value) return key_error(value.error(), Direction::Opening);
    return value;
}

std::optional<service::Access> access_to_decrypt(
    const service::Registry& services,
    const aws::Scope& caller,
    const Found& found,
    const VersionRow& row
) {
    // Refused when it is opened, in AWS's words.
    if (caller.account != found.scope.account && is_own_key(found.scope, row.key_id)) {
        return std::nullopt;
    }
    kms::Use use = use_of(found, row.key_id);
    use.caller_account = caller.account;
    use.key = kms::key_of_sealed(services, row.sealed.bytes).value_or(row.key_id);
    use.context = context_of(*found.secret, row.id);
    return kms::key_access(services, use, "kms:Decrypt");
}

}  // namespace gantry::secretsmanager
