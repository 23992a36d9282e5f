#include "services/secretsmanager/api/errors.h"
#include "services/secretsmanager/api/secrets.h"
#include "services/secretsmanager/api/versions.h"

namespace gantry::secretsmanager {
namespace {

using api::secretsmanager::UpdateSecretRequest;
using api::secretsmanager::UpdateSecretResponse;

/// Versions in use are sealed under the new key.
Result<void> seal_anew(Call& call, const Found& found, const std::string& key_id) {
    for (const VersionPtr& version : versions_of({call.tables, call.tx}, found.key)) {
        if (!is_in_use(*version)) continue;
        const auto value = open_value(call.services, call.tx, call.scope, found, *version);
        if (!value) return value.error();
        VersionRow row = *version;
        const Value same{*value, row.binary};
        if (auto sealed = seal_value(call, found, key_id, same, row); !sealed) return sealed;
        const std::string key = version_key(found.key, row.id);
        call.tx.put(call.tables.versions, key, std::move(row));
    }
    return {};
}

Result<std::string> put_value(
    Call& call, const Found& found, SecretRow& row, const UpdateSecretRequest& input, Value value
) {
    std::string id = input.client_request_token ? *input.client_request_token : call.ids.uuid();
    if (find_version({call.tables, call.tx}, found.key, id)) return token_in_use(id, row.arn);
    const NewVersion made{id, {std::string(kCurrent)}, row.key_id, std::move(value)};
    if (auto added = add_version(call, found, row, made); !added) return added.error();
    return id;
}

}  // namespace

Result<UpdateSecretResponse> update_secret(Call& call, const UpdateSecretRequest& input) {
    const auto found =
        find_live_secret({call.tables, call.tx}, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    auto value = value_in(input);
    if (!value) return value.error();
    SecretRow row = *found->secret;
    if (input.description) row.description = *input.description;
    if (input.kms_key_id && kept_key(found->scope, *input.kms_key_id) != row.key_id) {
        row.key_id = kept_key(found->scope, *input.kms_key_id);
        const auto key = kms::find_usable_key(call.services, call.tx, use_of(*found, row.key_id));
        if (!key) return key_error(key.error(), Direction::Sealing);
        if (auto sealed = seal_anew(call, *found, row.key_id); !sealed) return sealed.error();
    }
    UpdateSecretResponse out{.arn = row.arn, .name = row.name};
    if (*value) {
        auto id = put_value(call, *found, row, input, **std::move(value));
        if (!id) return id.error();
        out.version_id = *std::move(id);
    }
    row.changed = call.now;
    call.tx.put(call.tables.secrets, found->key, std::move(row));
    return out;
}

}  // namespace gantry::secretsmanager
