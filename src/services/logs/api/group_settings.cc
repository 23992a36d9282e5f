// Retention and protection of groups.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/sabotage.h"
#include "services/logs/api/errors.h"
#include "services/logs/api/groups.h"
#include "services/logs/api/resolve.h"

namespace gantry::logs {
namespace {

/// Source: API Reference, PutRetentionPolicy.
constexpr std::int32_t kRetentionDays[] = {1,    3,    5,    7,    14,   30,  60,  90,
                                           120,  150,  180,  365,  400,  545, 731, 1096,
                                           1827, 2192, 2557, 2922, 3288, 3653};

template <class Edit>
void edit_group(Call& call, const GroupRow& group, const Edit& edit) {
    call.tx.update(call.tables.groups, group_key(call.scope, group.name), edit);
}

/// @param days nothing: for ever
void set_retention(Call& call, const GroupRow& group, std::optional<std::int32_t> days) {
    const bool is_longer = group.retention_days && (!days || *days > *group.retention_days);
    const auto expired = from_epoch_ms(expired_before(group, call.now));
    edit_group(call, group, [&](GroupRow& row) {
        row.retention_days = days;
        if (is_longer && !sabotaged(Sabotage::ExpiredBack)) row.gone_before = expired;
    });
}

}  // namespace

Result<api::logs::PutRetentionPolicyResponse> put_retention_policy(
    Call& call, const api::logs::PutRetentionPolicyRequest& input
) {
    const std::int32_t days = input.retention_in_days.value_or(0);
    if (std::ranges::find(kRetentionDays, days) == std::end(kRetentionDays)) {
        return invalid_member(
            "retentionInDays",
            std::to_string(days),
            fmt::format("Member must satisfy enum value set: [{}]", fmt::join(kRetentionDays, ", "))
        );
    }
    const auto group = find_group(call, input.log_group_name);
    if (!group) return group.error();
    set_retention(call, **group, days);
    return api::logs::PutRetentionPolicyResponse{};
}

Result<api::logs::DeleteRetentionPolicyResponse> delete_retention_policy(
    Call& call, const api::logs::DeleteRetentionPolicyRequest& input
) {
    const auto group = find_group(call, input.log_group_name);
    if (!group) return group.error();
    set_retention(call, **group, std::nullopt);
    return api::logs::DeleteRetentionPolicyResponse{};
}

Result<api::logs::PutLogGroupDeletionProtectionResponse> put_log_group_deletion_protection(
    Call& call, const api::logs::PutLogGroupDeletionProtectionRequest& input
) {
    const auto group = find_group_by_identifier(call, input.log_group_identifier.value_or(""));
    if (!group) return group.error();
    const bool wanted = input.deletion_protection_enabled.value_or(false);
    edit_group(call, **group, [wanted](GroupRow& row) { row.deletion_protection = wanted; });
    return api::logs::PutLogGroupDeletionProtectionResponse{};
}

}  // namespace gantry::logs
