#include <utility>

#include "services/logs/api/errors.h"
#include "services/logs/api/groups.h"
#include "services/logs/api/resolve.h"
#include "services/logs/api/tags.h"

namespace gantry::logs {

Result<api::logs::CreateLogGroupResponse> create_log_group(
    Call& call, const api::logs::CreateLogGroupRequest& input
) {
    const std::string name = input.log_group_name.value_or("");
    if (auto good = check_group_name(name); !good) return good.error();
    auto tags = add_tags({}, input.tags.value_or(Tags{}));
    if (!tags) return tags.error();
    const std::string key = group_key(call.scope, name);
    if (call.tx.get(call.tables.groups, key)) {
        return already_exists("The specified log group already exists");
    }
    GroupRow row{
        .account = call.scope.account,
        .region = call.scope.region,
        .name = name,
        .id = call.ids.hex(16),
        .created = call.now,
    };
    row.log_class = input.log_group_class.value_or(api::logs::LogGroupClass::Standard);
    row.deletion_protection = input.deletion_protection_enabled.value_or(false);
    row.tags = *std::move(tags);
    call.tx.put(call.tables.groups, key, std::move(row));
    return api::logs::CreateLogGroupResponse{};
}

}  // namespace gantry::logs
