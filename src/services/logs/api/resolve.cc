#include "services/logs/api/resolve.h"

#include <algorithm>

#include "services/logs/api/errors.h"

namespace gantry::logs {

Result<void> check_group_name(std::string_view name) {
    if (is_group_name(name)) return {};
    return invalid_member(
        "logGroupName",
        name,
        R"(Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+)"
    );
}

Result<void> check_stream_name(std::string_view name, std::string_view member) {
    if (is_stream_name(name)) return {};
    return invalid_member(member, name, "Member must satisfy regular expression pattern: [^:*]*");
}

Result<GroupPtr> find_group(const Call& call, const std::optional<std::string>& name) {
    const std::string wanted = name.value_or("");
    if (auto good = check_group_name(wanted); !good) return good.error();
    auto row = call.tx.get(call.tables.groups, group_key(call.scope, wanted));
    if (!row) return no_such_group();
    return row;
}

Result<GroupPtr> find_group_by_identifier(const Call& call, const std::string& identifier) {
    const auto name = parse_group(call.scope, identifier);
    if (!name) return invalid_parameter("The specified log group identifier is invalid.");
    if (name->scope != call.scope) return no_such_group();
    return find_group(call, name->name);
}

Result<GroupPtr> find_group(
    const Call& call,
    const std::optional<std::string>& name,
    const std::optional<std::string>& identifier
) {
    if (name.has_value() == identifier.has_value()) {
        return invalid_parameter(
            "You must specify either logGroupName or logGroupIdentifier, but not both."
        );
    }
    return name ? find_group(call, name) : find_group_by_identifier(call, *identifier);
}

Result<StreamPtr> find_stream(
    const Call& call, const GroupRow& group, const std::optional<std::string>& name
) {
    const std::string wanted = name.value_or("");
    if (auto good = check_stream_name(wanted); !good) return good.error();
    auto row = call.tx.get(call.tables.streams, member_key(call.scope, group.id, wanted));
    if (!row) return no_such_stream();
    return row;
}

std::int64_t expired_before(const GroupRow& group, SysTime now) {
    std::int64_t before_ms = 0;
    if (group.gone_before) before_ms = epoch_ms(*group.gone_before);
    if (!group.retention_days) return before_ms;
    return std::max(epoch_ms(now - hours(24) * *group.retention_days), before_ms);
}

}  // namespace gantry::logs
