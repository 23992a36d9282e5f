#pragma once

#include <string>
#include <string_view>

#include "services/logs/api/resolve.h"

/// What metric and subscription filters have in common.
namespace gantry::logs {

enum class FilterKind { Metric, Subscription };

/// A pattern that a filter of the group is to have. @param name of the filter, which may be there
/// Errors: InvalidParameterException for what is none; LimitExceededException above five filters of
/// a group with regular expressions.
Result<void> check_pattern(
    const Call& call,
    const GroupRow& group,
    FilterKind kind,
    std::string_view name,
    const std::string& pattern
);

template <class Row>
std::size_t count_members(const Call& call, const core::Table<Row>& table, const GroupRow& group) {
    const auto rows = table.with_prefix(member_key(call.scope, group.id));
    return static_cast<std::size_t>(std::ranges::distance(rows));
}

}  // namespace gantry::logs
