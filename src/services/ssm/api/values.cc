#include "services/ssm/api/values.h"

#include "services/ssm/api/errors.h"
#include "wire/digest.h"

namespace gantry::ssm {
namespace {

kms::EncryptionContext context_of(const VersionRow& row) {
    return {{"PARAMETER_ARN", row.arn}};
}

}  // namespace

kms::Use use_of(const service::Registry& services, const aws::Scope& scope, const VersionRow& row) {
    kms::Use use{.scope = scope, .service = "ssm", .key = row.key_id, .context = context_of(row)};
    if (row.key_id == kOwnKey) {
        use.key.clear();
    } else if (!row.sealed.bytes.empty()) {
        use.key = kms::key_of_sealed(services, row.sealed.bytes).value_or(row.key_id);
    }
    return use;
}

Result<std::string> value_of(
    const service::Registry& services,
    const core::Transaction& tx,
    const VersionRow& row,
    bool decrypt
) {
    if (row.type != api::ssm::ParameterType::SecureString) return row.value;
    if (!decrypt) return wire::to_base64(row.sealed.bytes);
    auto opened = kms::unseal(services, tx, context_of(row), row.sealed.bytes);
    if (!opened) return key_error(opened.error());
    return opened;
}

std::optional<service::Access> access_to_decrypt(
    const service::Registry& services, const aws::Scope& scope, const VersionRow& row
) {
    if (row.type != api::ssm::ParameterType::SecureString) return std::nullopt;
    return kms::key_access(services, use_of(services, scope, row), "kms:Decrypt");
}

}  // namespace gantry::ssm
