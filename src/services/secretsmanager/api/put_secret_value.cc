#include "services/secretsmanager/api/errors.h"
#include "services/secretsmanager/api/secret_values.h"
#include "services/secretsmanager/api/versions.h"

namespace gantry::secretsmanager {
namespace {

using api::secretsmanager::PutSecretValueRequest;
using api::secretsmanager::PutSecretValueResponse;

PutSecretValueResponse show(const Found& found, const VersionRow& version) {
    PutSecretValueResponse out{
        .arn = found.secret->arn, .name = found.secret->name, .version_id = version.id
    };
    if (!version.stages.empty()) out.version_stages = version.stages;
    return out;
}

}  // namespace

Result<PutSecretValueResponse> put_secret_value(Call& call, const PutSecretValueRequest& input) {
    const Rows rows{call.tables, call.tx};
    const auto found = find_live_secret(rows, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    const auto value = value_in(input);
    if (!value) return value.error();
    if (!*value) return invalid_request("You must provide either SecretString or SecretBinary.");
    const std::string id =
        input.client_request_token ? *input.client_request_token : call.ids.uuid();
    if (const auto there = find_version(rows, found->key, id)) {
        const auto same = has_value(call, *found, *there, **value);
        if (!same) return same.error();
        if (!*same) return token_in_use(id, found->secret->arn);
        return show(*found, *there);
    }
    SecretRow row = *found->secret;
    const NewVersion made{
        id,
        input.version_stages.value_or(std::vector<std::string>{std::string(kCurrent)}),
        row.key_id,
        **value,
    };
    if (auto added = add_version(call, *found, row, made); !added) return added.error();
    row.changed = call.now;
    call.tx.put(call.tables.secrets, found->key, std::move(row));
    return show(*found, *find_version(rows, found->key, id));
}

}  // namespace gantry::secretsmanager
