#include "services/secretsmanager/api/secret_values.h"
#include "services/secretsmanager/api/values.h"

namespace gantry::secretsmanager {

using api::secretsmanager::GetSecretValueRequest;
using api::secretsmanager::GetSecretValueResponse;

void note_read(Call& call, const Found& found, const VersionRow& version) {
    const SysTime today = std::chrono::floor<std::chrono::days>(call.now);
    if (found.secret->accessed != today) {
        call.tx.update(call.tables.secrets, found.key, [&](SecretRow& row) {
            row.accessed = today;
        });
    }
    if (version.accessed != today) {
        const std::string key = version_key(found.key, version.id);
        call.tx.update(call.tables.versions, key, [&](VersionRow& row) { row.accessed = today; });
    }
}

Result<GetSecretValueResponse> get_secret_value(Call& call, const GetSecretValueRequest& input) {
    const Rows rows{call.tables, call.tx};
    const auto found = find_live_secret(rows, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    const auto version = pick_version(rows, found->key, input.version_id, input.version_stage);
    if (!version) return version.error();
    auto value = open_value(call.services, call.tx, call.scope, *found, **version);
    if (!value) return value.error();
    note_read(call, *found, **version);
    return show_value<GetSecretValueResponse>(*found, **version, *std::move(value));
}

}  // namespace gantry::secretsmanager
