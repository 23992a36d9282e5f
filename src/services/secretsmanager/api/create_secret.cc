#include <fmt/format.h>

#include <memory>

#include "service/tag_rules.h"
#include "services/secretsmanager/api/checks.h"
#include "services/secretsmanager/api/errors.h"
#include "services/secretsmanager/api/secrets.h"
#include "services/secretsmanager/api/versions.h"

namespace gantry::secretsmanager {
namespace {

using api::secretsmanager::CreateSecretRequest;
using api::secretsmanager::CreateSecretResponse;

/// One with that name is there: good where this is the request that made it.
Result<CreateSecretResponse> answer_again(
    Call& call, const CreateSecretRequest& input, const Found& found, const Value* value
) {
    if (found.secret->deletion_date) {
        return invalid_request(
            "You can't create this secret because a secret with this name is already scheduled for "
            "deletion."
        );
    }
    const std::string token = input.client_request_token.value_or("");
    const auto version = find_version({call.tables, call.tx}, found.key, token);
    if (value == nullptr || !version) {
        return Error{
            ErrorKind::Conflict,
            "ResourceExistsException",
            fmt::format(
                "The operation failed because the secret {} already exists.", found.secret->name
            ),
            {},
        };
    }
    const auto same = has_value(call, found, *version, *value);
    if (!same) return same.error();
    if (!*same) return token_in_use(token, found.secret->arn);
    return CreateSecretResponse{
        .arn = found.secret->arn, .name = found.secret->name, .version_id = token
    };
}

SecretRow new_secret(Call& call, const CreateSecretRequest& input) {
    SecretRow row;
    row.name = input.name.value_or("");
    row.arn = draw_arn(call.ids, call.scope, row.name);
    row.description = input.description.value_or("");
    row.key_id = kept_key(call.scope, input.kms_key_id.value_or(""));
    row.created = call.now;
    row.changed = call.now;
    row.tags = service::merge_tags({}, input.tags.value_or(Tags{}));
    return row;
}

/// A key that cannot be used is refused though there is no value yet.
Result<void> check_key(const Call& call, const Found& found, const std::string& key_id) {
    if (is_own_key(found.scope, key_id)) return {};
    const auto key = kms::find_usable_key(call.services, call.tx, use_of(found, key_id));
    if (!key) return key_error(key.error(), Direction::Sealing);
    return {};
}

}  // namespace

Result<CreateSecretResponse> create_secret(Call& call, const CreateSecretRequest& input) {
    const std::string name = input.name.value_or("");
    if (auto good = check_name(name); !good) return good.error();
    if (auto good = check_tags(input.tags.value_or(Tags{})); !good) return good.error();
    const auto value = value_in(input);
    if (!value) return value.error();
    Found found{call.scope, secret_key(call.scope, name), nullptr};
    found.secret = call.tx.get(call.tables.secrets, found.key);
    const Value* given = *value ? &**value : nullptr;
    if (found.secret) return answer_again(call, input, found, given);
    SecretRow row = new_secret(call, input);
    found.secret = std::make_shared<const SecretRow>(row);
    if (auto good = check_key(call, found, row.key_id); !good) return good.error();
    CreateSecretResponse out{.arn = row.arn, .name = row.name};
    if (given != nullptr) {
        out.version_id = input.client_request_token ? *input.client_request_token : call.ids.uuid();
        const NewVersion first{*out.version_id, {}, row.key_id, *given};
        if (auto added = add_version(call, found, row, first); !added) return added.error();
    }
    call.tx.put(call.tables.secrets, found.key, std::move(row));
    return out;
}

}  // namespace gantry::secretsmanager
