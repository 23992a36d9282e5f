#include <vector>

#include "services/logs/api/errors.h"
#include "services/logs/api/groups.h"
#include "services/logs/api/resolve.h"

namespace gantry::logs {
namespace {

template <class Row>
void erase_members(Call& call, const core::Table<Row>& table, const std::string& prefix) {
    for (const auto& [key, row] : table.with_prefix(prefix)) call.tx.erase(table, key);
}

}  // namespace

Result<api::logs::DeleteLogGroupResponse> delete_log_group(
    Call& call, const api::logs::DeleteLogGroupRequest& input
) {
    const auto group = find_group(call, input.log_group_name);
    if (!group) return group.error();
    if ((*group)->deletion_protection) {
        return validation_error(
            "The specified log group cannot be deleted while deletion protection is enabled."
        );
    }
    const std::string members = member_key(call.scope, (*group)->id);
    erase_members(call, call.tables.streams, members);
    erase_members(call, call.tables.metric_filters, members);
    erase_members(call, call.tables.subscription_filters, members);
    call.tx.erase(call.tables.groups, group_key(call.scope, (*group)->name));
    return api::logs::DeleteLogGroupResponse{};
}

}  // namespace gantry::logs
