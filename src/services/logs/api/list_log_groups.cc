#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "services/logs/api/groups.h"
#include "services/logs/api/paging.h"
#include "services/logs/api/resolve.h"

namespace gantry::logs {
namespace {

using api::logs::ListLogGroupsRequest;
using api::logs::ListLogGroupsResponse;

/// Parts of names separated by |; one with ^ is what names begin with.
bool fits(std::string_view name, std::string_view pattern) {
    while (!pattern.empty()) {
        const std::size_t bar = std::min(pattern.find('|'), pattern.size());
        const std::string_view part = pattern.substr(0, bar);
        pattern.remove_prefix(std::min(bar + 1, pattern.size()));
        if (part.starts_with('^')) {
            if (name.starts_with(part.substr(1))) return true;
        } else if (name.find(part) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

bool has_tags(const Tags& tags, const std::vector<api::logs::TagFilter>& filters) {
    return std::ranges::all_of(filters, [&tags](const api::logs::TagFilter& filter) {
        const auto found = tags.find(filter.key.value_or(""));
        if (found == tags.end()) return false;
        const auto& values = filter.values;
        return !values || values->empty() ||
               std::ranges::find(*values, found->second) != values->end();
    });
}

std::string list_name(const ListLogGroupsRequest& input) {
    std::string name = fmt::format(
        "ListLogGroups {} {}",
        input.log_group_name_pattern.value_or(""),
        input.log_group_class ? static_cast<int>(*input.log_group_class) : -1
    );
    for (const auto& filter : input.log_group_tags.value_or(std::vector<api::logs::TagFilter>{})) {
        name += " " + filter.key.value_or("") + "=";
        name += fmt::to_string(fmt::join(filter.values.value_or(std::vector<std::string>{}), ","));
    }
    return name;
}

}  // namespace

Result<ListLogGroupsResponse> list_log_groups(Call& call, const ListLogGroupsRequest& input) {
    const auto is_wanted = [&input](const GroupRow& row) {
        if (input.log_group_name_pattern && !fits(row.name, *input.log_group_name_pattern)) {
            return false;
        }
        if (input.log_group_class && row.log_class != *input.log_group_class) return false;
        return !input.log_group_tags || has_tags(row.tags, *input.log_group_tags);
    };
    const auto page = take_page(
        call,
        list_name(input),
        input.limit,
        input.next_token,
        service::rows_with_prefix(call.tables.groups, call.scope.prefix(), is_wanted)
    );
    if (!page) return page.error();
    ListLogGroupsResponse out{.log_groups = std::vector<api::logs::LogGroupSummary>{}};
    for (const std::string& key : page->keys) {
        const auto row = call.tables.groups.find(key);
        out.log_groups->push_back({
            .log_group_name = row->name,
            .log_group_arn = group_arn(call.scope, row->name),
            .log_group_class = row->log_class,
        });
    }
    out.next_token = page->next;
    return out;
}

}  // namespace gantry::logs
