#include "services/secretsmanager/api/errors.h"
#include "services/secretsmanager/api/find.h"
#include "services/secretsmanager/api/secrets.h"

namespace gantry::secretsmanager {
namespace {

using api::secretsmanager::DeleteSecretRequest;
using api::secretsmanager::DeleteSecretResponse;
using api::secretsmanager::RestoreSecretRequest;
using api::secretsmanager::RestoreSecretResponse;

constexpr std::int64_t kUsualDays = 30;
constexpr std::int64_t kFewestDays = 7;

Result<void> check_window(const DeleteSecretRequest& input) {
    if (!input.recovery_window_in_days) return {};
    if (input.force_delete_without_recovery.value_or(false)) {
        return invalid_parameter(
            "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays."
        );
    }
    const std::int64_t days = *input.recovery_window_in_days;
    if (days >= kFewestDays && days <= kUsualDays) return {};
    return invalid_parameter(
        "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."
    );
}

/// What is not there can be deleted at once, as often as one likes.
DeleteSecretResponse already_gone(Call& call, const std::string& id) {
    const Reference reference = parse_reference(call.scope, id);
    return {
        .arn =
            reference.arn.empty() ? draw_arn(call.ids, call.scope, reference.name) : reference.arn,
        .name =
            std::string(reference.arn.empty() ? reference.name : without_suffix(reference.name)),
        .deletion_date = call.now,
    };
}

}  // namespace

void erase_secret(const Tables& tables, core::Transaction& tx, const std::string& key) {
    for (const VersionPtr& version : versions_of({tables, tx}, key)) {
        tx.erase(tables.versions, version_key(key, version->id));
    }
    tx.erase(tables.secrets, key);
}

Result<DeleteSecretResponse> delete_secret(Call& call, const DeleteSecretRequest& input) {
    if (auto good = check_window(input); !good) return good.error();
    const std::string id = input.secret_id.value_or("");
    const auto found = find_secret({call.tables, call.tx}, call.scope, id);
    const bool force = input.force_delete_without_recovery.value_or(false);
    if (!found) {
        // Elsewhere it may well be there.
        const bool is_here = parse_reference(call.scope, id).scope == call.scope;
        if (force && is_here) return already_gone(call, id);
        return found.error();
    }
    if (found->secret->deletion_date && !force) return marked_for_deletion();
    DeleteSecretResponse out{.arn = found->secret->arn, .name = found->secret->name};
    if (force) {
        out.deletion_date = call.now;
        erase_secret(call.tables, call.tx, found->key);
        return out;
    }
    SecretRow row = *found->secret;
    const std::int64_t days = input.recovery_window_in_days.value_or(kUsualDays);
    row.deletion_date = call.now + std::chrono::days(days);
    out.deletion_date = row.deletion_date;
    call.tx.put(call.tables.secrets, found->key, std::move(row));
    return out;
}

Result<RestoreSecretResponse> restore_secret(Call& call, const RestoreSecretRequest& input) {
    const auto found =
        find_secret({call.tables, call.tx}, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    if (found->secret->deletion_date) {
        SecretRow row = *found->secret;
        row.deletion_date.reset();
        call.tx.put(call.tables.secrets, found->key, std::move(row));
    }
    return RestoreSecretResponse{.arn = found->secret->arn, .name = found->secret->name};
}

}  // namespace gantry::secretsmanager
