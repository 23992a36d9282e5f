#include "services/logs/api/filter_rules.h"

#include "services/logs/api/errors.h"
#include "services/logs/filter/pattern.h"

namespace gantry::logs {
namespace {

/// Source: CloudWatch Logs User Guide, "Filter pattern syntax".
constexpr std::size_t kMaxWithRegex = 5;

/// @param but this one, which is replaced; empty: none is
template <class Row>
std::size_t count_regexes(
    const Call& call, const core::Table<Row>& table, const GroupRow& group, std::string_view but
) {
    std::size_t count = 0;
    for (const auto& [key, row] : table.with_prefix(member_key(call.scope, group.id))) {
        if (row->name == but || row->pattern.find('%') == std::string::npos) continue;
        const auto pattern = Pattern::read(row->pattern);
        if (pattern && pattern->has_regex()) ++count;
    }
    return count;
}

}  // namespace

Result<void> check_pattern(
    const Call& call,
    const GroupRow& group,
    FilterKind kind,
    std::string_view name,
    const std::string& pattern
) {
    const auto read = Pattern::read(pattern);
    if (!read) return read.error();
    if (!read->has_regex()) return {};
    const bool is_metric = kind == FilterKind::Metric;
    const std::string_view none;
    const std::size_t others =
        count_regexes(call, call.tables.metric_filters, group, is_metric ? name : none) +
        count_regexes(call, call.tables.subscription_filters, group, is_metric ? none : name);
    if (others >= kMaxWithRegex) return limit_exceeded();
    return {};
}

}  // namespace gantry::logs
