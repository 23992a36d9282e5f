#include <fmt/format.h>

#include "service/paging.h"
#include "services/secretsmanager/api/errors.h"
#include "services/secretsmanager/api/secret_values.h"
#include "services/secretsmanager/api/versions.h"

namespace gantry::secretsmanager {
namespace {

using api::secretsmanager::ListSecretVersionIdsRequest;
using api::secretsmanager::ListSecretVersionIdsResponse;
using api::secretsmanager::SecretVersionsListEntry;
using api::secretsmanager::UpdateSecretVersionStageRequest;
using api::secretsmanager::UpdateSecretVersionStageResponse;

SecretVersionsListEntry show_version(const VersionRow& version) {
    SecretVersionsListEntry entry{
        .version_id = version.id,
        .last_accessed_date = version.accessed,
        .created_date = version.created,
    };
    if (!version.stages.empty()) entry.version_stages = version.stages;
    entry.kms_key_ids =
        std::vector<std::string>{version.key_id.empty() ? "DefaultEncryptionKey" : version.key_id};
    return entry;
}

/// What moves where is said in full: nobody takes a label away from a version unknowingly.
Result<void> check_move(
    const Rows& rows, const std::string& key, const UpdateSecretVersionStageRequest& input
) {
    const std::string stage = input.version_stage.value_or("");
    const auto& from = input.remove_from_version_id;
    const auto& to = input.move_to_version_id;
    if (!from && !to) {
        return invalid_parameter("You must provide either MoveToVersionId or RemoveFromVersionId.");
    }
    for (const auto& id : {from, to}) {
        if (id && !find_version(rows, key, *id)) return value_not_found("VersionId", *id);
    }
    const auto holder = find_stage(rows, key, stage);
    if (from && (!holder || holder->id != *from)) {
        return invalid_parameter(
            fmt::format("Version stage {} not found in version {}", stage, *from)
        );
    }
    if (!to && stage == kCurrent) {
        return invalid_parameter(
            "You can only move staging label AWSCURRENT to a different secret version. It can't be "
            "completely removed."
        );
    }
    if (holder && !from && holder->id != *to) {
        return invalid_parameter(fmt::format(
            "The parameter RemoveFromVersionId can't be empty. Staging label {} is currently "
            "attached to version {}, so you must explicitly reference that version in "
            "RemoveFromVersionId.",
            stage,
            holder->id
        ));
    }
    return {};
}

}  // namespace

Result<ListSecretVersionIdsResponse> list_secret_version_ids(
    Call& call, const ListSecretVersionIdsRequest& input
) {
    constexpr std::int32_t kPageSize = 100;
    const Rows rows{call.tables, call.tx};
    const auto found = find_secret(rows, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    const bool all = input.include_deprecated.value_or(false);
    std::map<std::string, VersionPtr> by_age;
    std::vector<std::string> ages;
    for (const VersionPtr& version : versions_of(rows, found->key)) {
        if (version->stages.empty() && !all) continue;
        ages.push_back(fmt::format("{:020}", version->number));
        by_age[ages.back()] = version;
    }
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {fmt::format("secretsmanager:ListSecretVersionIds {} {}", found->secret->arn, all),
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        service::sorted_keys(std::move(ages), service::KeyOrder::Descending)
    );
    if (!page) return invalid_token();
    ListSecretVersionIdsResponse out{
        .versions = std::vector<SecretVersionsListEntry>{},
        .next_token = page->next,
        .arn = found->secret->arn,
        .name = found->secret->name,
    };
    for (const std::string& age : page->keys) out.versions->push_back(show_version(*by_age[age]));
    return out;
}

Result<UpdateSecretVersionStageResponse> update_secret_version_stage(
    Call& call, const UpdateSecretVersionStageRequest& input
) {
    const Rows rows{call.tables, call.tx};
    const auto found = find_live_secret(rows, call.scope, input.secret_id.value_or(""));
    if (!found) return found.error();
    if (auto good = check_move(rows, found->key, input); !good) return good.error();
    const std::string stage = input.version_stage.value_or("");
    const std::string to = input.move_to_version_id.value_or("");
    move_stage(call, found->key, stage, to);
    const auto target = find_version(rows, found->key, to);
    if (target && target->stages.size() > kMaxStages) {
        return limit_exceeded("A version can have at most 20 staging labels.");
    }
    if (!call.tx.empty()) {
        call.tx.update(call.tables.secrets, found->key, [&](SecretRow& row) {
            row.changed = call.now;
        });
    }
    return UpdateSecretVersionStageResponse{.arn = found->secret->arn, .name = found->secret->name};
}

}  // namespace gantry::secretsmanager
