#include "services/kms/api/rotation.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "service/registry.h"
#include "services/kms/api/checks.h"
#include "services/kms/api/paging.h"
#include "services/kms/crypto/key_cipher.h"
#include "services/kms/model/errors.h"
#include "services/kms/service.h"

namespace gantry::kms {
namespace {

constexpr std::int32_t kUsualPeriod = 365;
/// Source: KMS Developer Guide, "Resource quotas".
constexpr std::ptrdiff_t kMostOnDemand = 25;
constexpr const char* kOnDemand = "ON_DEMAND";

Result<KeyPtr> find_rotatable(const Call& call, const std::optional<std::string>& key_id) {
    auto key = find_changeable(call, key_id);
    if (key && !(*key)->enabled) return disabled((*key)->arn);
    return key;
}

/// Lists of rotations are in the order of the materials' numbers, with as many digits each.
std::vector<std::string> numbers_of(const KeyRow& key, bool with_first) {
    std::vector<std::string> numbers;
    for (std::size_t i = with_first ? 0 : 1; i < key.materials.size(); ++i) {
        numbers.push_back(fmt::format("{:05}", i));
    }
    return numbers;
}

api::kms::RotationsListEntry describe(const KeyRow& key, std::size_t number) {
    const KeyMaterial& material = key.materials[number];
    api::kms::RotationsListEntry entry{
        .key_id = key.arn,
        .key_material_id = material.id,
        .key_material_state = number + 1 == key.materials.size()
                                  ? api::kms::KeyMaterialState::Current
                                  : api::kms::KeyMaterialState::NonCurrent,
    };
    if (material.rotation.empty()) return entry;
    entry.rotation_date = material.created;
    entry.rotation_type = material.rotation == kOnDemand ? api::kms::RotationType::OnDemand
                                                         : api::kms::RotationType::Automatic;
    return entry;
}

}  // namespace

Result<api::kms::EnableKeyRotationResponse> enable_key_rotation(
    Call& call, const api::kms::EnableKeyRotationRequest& input
) {
    const auto key = find_rotatable(call, input.key_id);
    if (!key) return key.error();
    const std::int32_t period = input.rotation_period_in_days.value_or(kUsualPeriod);
    edit_key(call, **key, [&](KeyRow& row) {
        if (row.rotation_period_days == period) return;
        row.rotation_period_days = period;
        row.next_rotation = call.now + std::chrono::days(period);
    });
    return api::kms::EnableKeyRotationResponse{};
}

Result<api::kms::DisableKeyRotationResponse> disable_key_rotation(
    Call& call, const api::kms::DisableKeyRotationRequest& input
) {
    const auto key = find_rotatable(call, input.key_id);
    if (!key) return key.error();
    edit_key(call, **key, [](KeyRow& row) {
        row.rotation_period_days.reset();
        row.next_rotation.reset();
    });
    return api::kms::DisableKeyRotationResponse{};
}

Result<api::kms::GetKeyRotationStatusResponse> get_key_rotation_status(
    Call& call, const api::kms::GetKeyRotationStatusRequest& input
) {
    const auto key = find_named(call, input.key_id);
    if (!key) return key.error();
    return api::kms::GetKeyRotationStatusResponse{
        .key_rotation_enabled = (*key)->rotation_period_days && !(*key)->deletion_date,
        .key_id = (*key)->arn,
        .rotation_period_in_days = (*key)->rotation_period_days,
        .next_rotation_date = (*key)->next_rotation,
    };
}

Result<api::kms::ListKeyRotationsResponse> list_key_rotations(
    Call& call, const api::kms::ListKeyRotationsRequest& input
) {
    const auto key = find_own(call, input.key_id);
    if (!key) return key.error();
    const bool all = input.include_key_material == api::kms::IncludeKeyMaterial::AllKeyMaterial;
    const auto page = take_page(
        call,
        fmt::format("ListKeyRotations {} {}", (*key)->id, all),
        {input.limit, input.marker},
        service::sorted_keys(numbers_of(**key, all), service::KeyOrder::Descending)
    );
    if (!page) return page.error();
    api::kms::ListKeyRotationsResponse out;
    out.rotations.emplace();
    for (const std::string& number : page->keys) {
        out.rotations->push_back(describe(**key, std::stoul(number)));
    }
    show_page(out, *page);
    return out;
}

Result<api::kms::RotateKeyOnDemandResponse> rotate_key_on_demand(
    Call& call, const api::kms::RotateKeyOnDemandRequest& input
) {
    const auto key = find_rotatable(call, input.key_id);
    if (!key) return key.error();
    const auto before = std::ranges::count((*key)->materials, kOnDemand, &KeyMaterial::rotation);
    if (before >= kMostOnDemand) {
        return Error{
            ErrorKind::LimitExceeded,
            "LimitExceededException",
            fmt::format("{} was rotated on demand {} times already.", (*key)->arn, before),
            {}
        };
    }
    const RootKey root = call.services.get<Instance>().root_key();
    edit_key(call, **key, [&](KeyRow& row) {
        row.materials.push_back(draw_material(root, call.ids, row.arn, call.now, kOnDemand));
    });
    return api::kms::RotateKeyOnDemandResponse{.key_id = (*key)->arn};
}

}  // namespace gantry::kms
