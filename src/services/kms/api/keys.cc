#include "services/kms/api/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>

#include "service/registry.h"
#include "services/kms/api/checks.h"
#include "services/kms/api/paging.h"
#include "services/kms/crypto/new_key.h"
#include "services/kms/model/errors.h"
#include "services/kms/service.h"

namespace gantry::kms {
namespace {

using api::kms::KeyMetadata;

constexpr std::int32_t kUsualWindow = 30;
constexpr std::int32_t kShortestWindow = 7;
constexpr std::int32_t kLongestWindow = 30;

api::kms::KeyState state_of(const KeyRow& key) {
    if (key.deletion_date) return api::kms::KeyState::PendingDeletion;
    return key.enabled ? api::kms::KeyState::Enabled : api::kms::KeyState::Disabled;
}

KeyMetadata describe(const KeyRow& key) {
    return {
        .aws_account_id = key.account,
        .key_id = key.id,
        .arn = key.arn,
        .creation_date = key.created,
        .enabled = key.enabled && !key.deletion_date,
        .description = key.description,
        .key_usage = api::kms::KeyUsageType::EncryptDecrypt,
        .key_state = state_of(key),
        .deletion_date = key.deletion_date,
        .origin = api::kms::OriginType::AwsKms,
        .key_manager = key.service.empty() ? api::kms::KeyManagerType::Customer
                                           : api::kms::KeyManagerType::Aws,
        .customer_master_key_spec = api::kms::CustomerMasterKeySpec::SymmetricDefault,
        .key_spec = api::kms::KeySpec::SymmetricDefault,
        .encryption_algorithms = {{api::kms::EncryptionAlgorithmSpec::SymmetricDefault}},
        .multi_region = false,
        .current_key_material_id = key.materials.back().id,
    };
}

/// Whoever asks for a service's own key by its alias finds one.
/// Source: KMS API Reference, DescribeKey.
void make_key_of_service(Call& call, const std::string& name) {
    const auto named = read_key_name(call.scope, name);
    const std::string start = service_alias("");
    if (!named || named->scope != call.scope || !named->name.starts_with(start)) return;
    const std::string service = named->name.substr(start.size());
    if (std::ranges::find(kSealingServices, service) == std::end(kSealingServices)) return;
    const RootKey root = call.services.get<Instance>().root_key();
    ensure_service_key(call.tables, call.tx, root, call.ids, call.scope, service, call.now);
}

template <class Output>
Result<Output> set_enabled(Call& call, const std::optional<std::string>& key_id, bool enabled) {
    const auto key = find_changeable(call, key_id);
    if (!key) return key.error();
    edit_key(call, **key, [enabled](KeyRow& row) { row.enabled = enabled; });
    return Output{};
}

}  // namespace

Result<api::kms::CreateKeyResponse> create_key(
    Call& call, const api::kms::CreateKeyRequest& input
) {
    const Tags tags = input.tags.value_or(Tags{});
    if (auto good = check_tags(tags); !good) return good.error();
    const std::string policy = input.policy.value_or(default_policy(call.scope));
    if (auto good = check_key_policy(policy); !good) return good.error();
    KeyRow key = new_key(call.services.get<Instance>().root_key(), call.ids, call.scope, call.now);
    key.description = input.description.value_or("");
    key.policy = policy;
    key.tags = tags;
    api::kms::CreateKeyResponse out{.key_metadata = describe(key)};
    const std::string name = row_key(call.scope, key.id);
    call.tx.put(call.tables.keys, name, std::move(key));
    return out;
}

Result<api::kms::DescribeKeyResponse> describe_key(
    Call& call, const api::kms::DescribeKeyRequest& input
) {
    make_key_of_service(call, input.key_id.value_or(""));
    const auto key = find_named(call, input.key_id);
    if (!key) return key.error();
    return api::kms::DescribeKeyResponse{.key_metadata = describe(**key)};
}

Result<api::kms::ListKeysResponse> list_keys(Call& call, const api::kms::ListKeysRequest& input) {
    const auto page = take_page(
        call,
        "ListKeys",
        {input.limit, input.marker},
        service::rows_with_prefix(
            call.tables.keys, call.scope.prefix(), [](const KeyRow&) { return true; }
        )
    );
    if (!page) return page.error();
    api::kms::ListKeysResponse out;
    out.keys.emplace();
    for (const std::string& name : page->keys) {
        const auto key = call.tables.keys.find(name);
        out.keys->push_back({.key_id = key->id, .key_arn = key->arn});
    }
    show_page(out, *page);
    return out;
}

Result<api::kms::EnableKeyResponse> enable_key(
    Call& call, const api::kms::EnableKeyRequest& input
) {
    return set_enabled<api::kms::EnableKeyResponse>(call, input.key_id, true);
}

Result<api::kms::DisableKeyResponse> disable_key(
    Call& call, const api::kms::DisableKeyRequest& input
) {
    return set_enabled<api::kms::DisableKeyResponse>(call, input.key_id, false);
}

Result<api::kms::UpdateKeyDescriptionResponse> update_key_description(
    Call& call, const api::kms::UpdateKeyDescriptionRequest& input
) {
    const auto key = find_changeable(call, input.key_id);
    if (!key) return key.error();
    edit_key(call, **key, [&](KeyRow& row) { row.description = input.description.value_or(""); });
    return api::kms::UpdateKeyDescriptionResponse{};
}

Result<api::kms::ScheduleKeyDeletionResponse> schedule_key_deletion(
    Call& call, const api::kms::ScheduleKeyDeletionRequest& input
) {
    const auto key = find_changeable(call, input.key_id);
    if (!key) return key.error();
    const std::int32_t days = input.pending_window_in_days.value_or(kUsualWindow);
    if (days < kShortestWindow || days > kLongestWindow) {
        return validation_exception(fmt::format(
            "PendingWindowInDays must be between {} and {}", kShortestWindow, kLongestWindow
        ));
    }
    const SysTime date = call.now + std::chrono::days(days);
    edit_key(call, **key, [date](KeyRow& row) { row.deletion_date = date; });
    return api::kms::ScheduleKeyDeletionResponse{
        .key_id = (*key)->arn,
        .deletion_date = date,
        .key_state = api::kms::KeyState::PendingDeletion,
        .pending_window_in_days = days,
    };
}

Result<api::kms::CancelKeyDeletionResponse> cancel_key_deletion(
    Call& call, const api::kms::CancelKeyDeletionRequest& input
) {
    const auto key = find_own(call, input.key_id);
    if (!key) return key.error();
    if (!(*key)->deletion_date) {
        return Error{
            ErrorKind::Conflict,
            "KMSInvalidStateException",
            fmt::format("{} is not pending deletion.", (*key)->arn),
            {}
        };
    }
    edit_key(call, **key, [](KeyRow& row) {
        row.deletion_date.reset();
        row.enabled = false;
    });
    return api::kms::CancelKeyDeletionResponse{.key_id = (*key)->arn};
}

}  // namespace gantry::kms
