#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>
#include <utility>

#include "services/logs/api/errors.h"
#include "services/logs/api/groups.h"
#include "services/logs/api/paging.h"
#include "services/logs/api/resolve.h"

namespace gantry::logs {
namespace {

using api::logs::DescribeLogGroupsRequest;
using api::logs::DescribeLogGroupsResponse;

/// What stats are needed for.
struct Shown {
    std::string id;
    std::int64_t expired_before_ms = 0;
};

Result<std::set<std::string>> names_of(const Call& call, const DescribeLogGroupsRequest& input) {
    if (input.log_group_name_prefix || input.log_group_name_pattern || input.log_group_class) {
        return invalid_parameter(
            "logGroupIdentifiers cannot be combined with other filters of log groups."
        );
    }
    std::set<std::string> names;
    for (const std::string& identifier : *input.log_group_identifiers) {
        const auto name = parse_group(call.scope, identifier);
        if (!name) return invalid_parameter("The specified log group identifier is invalid.");
        if (name->scope == call.scope) names.insert(name->name);
    }
    return names;
}

api::logs::LogGroup describe(const Call& call, const GroupRow& row) {
    const std::string arn = group_arn(call.scope, row.name);
    const std::string members = member_key(call.scope, row.id);
    api::logs::LogGroup shown{
        .log_group_name = row.name,
        .creation_time = epoch_ms(row.created),
        .retention_in_days = row.retention_days,
        .metric_filter_count = static_cast<std::int32_t>(
            std::ranges::distance(call.tables.metric_filters.with_prefix(members))
        ),
        .arn = arn + ":*",
        .stored_bytes = 0,
        .log_group_class = row.log_class,
        .log_group_arn = arn,
    };
    shown.deletion_protection_enabled = row.deletion_protection;
    return shown;
}

std::int64_t stored_bytes(const GroupStats& streams, std::int64_t cutoff_ms) {
    std::uint64_t bytes = 0;
    for (const auto& [id, stats] : streams) bytes += stats.bytes_since(cutoff_ms);
    return static_cast<std::int64_t>(bytes);
}

}  // namespace

Result<Later<DescribeLogGroupsResponse>> describe_log_groups(
    Call& call, const DescribeLogGroupsRequest& input
) {
    if (input.log_group_name_prefix && input.log_group_name_pattern) {
        return invalid_parameter(
            "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."
        );
    }
    std::set<std::string> names;
    if (input.log_group_identifiers) {
        auto read = names_of(call, input);
        if (!read) return read.error();
        names = *std::move(read);
    }
    const auto is_wanted = [&](const GroupRow& row) {
        if (input.log_group_identifiers) return names.contains(row.name);
        const std::string part = input.log_group_name_pattern.value_or("");
        return row.name.find(part) != std::string::npos &&
               (!input.log_group_class || row.log_class == *input.log_group_class);
    };
    const std::string prefix = call.scope.prefix() + input.log_group_name_prefix.value_or("");
    const auto page = take_page(
        call,
        fmt::format(
            "DescribeLogGroups {} {} {} {}",
            input.log_group_name_prefix.value_or(""),
            input.log_group_name_pattern.value_or(""),
            input.log_group_class ? static_cast<int>(*input.log_group_class) : -1,
            fmt::join(names, ",")
        ),
        input.limit,
        input.next_token,
        service::rows_with_prefix(call.tables.groups, prefix, is_wanted)
    );
    if (!page) return page.error();
    DescribeLogGroupsResponse out{.log_groups = std::vector<api::logs::LogGroup>{}};
    out.next_token = page->next;
    std::vector<Shown> shown;
    std::vector<std::string> ids;
    for (const std::string& key : page->keys) {
        const auto row = call.tables.groups.find(key);
        out.log_groups->push_back(describe(call, *row));
        shown.push_back({row->id, expired_before(*row, call.now)});
        ids.push_back(row->id);
    }
    auto run = [&engine = engine_of(call),
                out = std::move(out),
                shown = std::move(shown),
                ids = std::move(ids)](auto answer) {
        using All = std::map<std::string, GroupStats>;
        engine.stats(ids, [out, shown, answer](Result<All> stats) mutable {
            if (!stats) return answer(stats.error());
            for (std::size_t i = 0; i < shown.size(); ++i) {
                const auto& [id, cutoff_ms] = shown[i];
                (*out.log_groups)[i].stored_bytes = stored_bytes((*stats)[id], cutoff_ms);
            }
            answer(std::move(out));
        });
    };
    return Later<DescribeLogGroupsResponse>{std::move(run)};
}

}  // namespace gantry::logs
