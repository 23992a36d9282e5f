#include <fmt/format.h>

#include <algorithm>

#include "services/logs/api/errors.h"
#include "services/logs/api/filter_rules.h"
#include "services/logs/api/filters.h"
#include "services/logs/api/paging.h"
#include "services/logs/api/resolve.h"

namespace gantry::logs {
namespace {

using api::logs::MetricFilter;
using api::logs::MetricTransformation;
using api::logs::PutMetricFilterRequest;

/// Source: API Reference, PutMetricFilter.
constexpr std::size_t kMaxOfGroup = 100;
constexpr std::size_t kMaxDimensions = 3;

MetricFilter describe(const MetricFilterRow& row) {
    return {
        .filter_name = row.name,
        .filter_pattern = row.pattern,
        .metric_transformations = row.transformations,
        .creation_time = epoch_ms(row.created),
        .log_group_name = row.group,
        .apply_on_transformed_logs = row.on_transformed,
    };
}

Result<void> check_transformations(const PutMetricFilterRequest& input) {
    const std::string pattern = input.filter_pattern.value_or("");
    for (const MetricTransformation& each : *input.metric_transformations) {
        if (!each.dimensions || each.dimensions->empty()) continue;
        if (each.default_value) {
            return invalid_parameter(
                "Invalid metric transformation: dimensions and default value are mutually "
                "exclusive properties."
            );
        }
        const bool names_fields = pattern.find_first_of("{[") != std::string::npos;
        if (!names_fields) {
            return invalid_parameter("The specified filter pattern does not support dimensions");
        }
        if (each.dimensions->size() > kMaxDimensions) {
            return invalid_parameter(fmt::format(
                "Invalid metric transformation: no more than {} dimensions are allowed.",
                kMaxDimensions
            ));
        }
    }
    return {};
}

bool makes_metric(
    const MetricFilterRow& row,
    const std::optional<std::string>& name,
    const std::optional<std::string>& space
) {
    if (!name && !space) return true;
    return std::ranges::any_of(row.transformations, [&](const MetricTransformation& each) {
        return each.metric_name == name && each.metric_namespace == space;
    });
}

}  // namespace

Result<api::logs::PutMetricFilterResponse> put_metric_filter(
    Call& call, const PutMetricFilterRequest& input
) {
    const auto group = find_group(call, input.log_group_name);
    if (!group) return group.error();
    const std::string name = input.filter_name.value_or("");
    if (auto good = check_stream_name(name, "filterName"); !good) return good.error();
    const std::string pattern = input.filter_pattern.value_or("");
    if (auto good = check_pattern(call, **group, FilterKind::Metric, name, pattern); !good) {
        return good.error();
    }
    if (auto good = check_transformations(input); !good) return good.error();
    const std::string key = member_key(call.scope, (*group)->id, name);
    const auto before = call.tables.metric_filters.find(key);
    if (!before && count_members(call, call.tables.metric_filters, **group) >= kMaxOfGroup) {
        return limit_exceeded();
    }
    MetricFilterRow row{
        .name = name,
        .group = (*group)->name,
        .pattern = pattern,
        .transformations = *input.metric_transformations,
        .created = before ? before->created : call.now,
        .on_transformed = input.apply_on_transformed_logs.value_or(false),
    };
    call.tx.put(call.tables.metric_filters, key, std::move(row));
    return api::logs::PutMetricFilterResponse{};
}

Result<api::logs::DeleteMetricFilterResponse> delete_metric_filter(
    Call& call, const api::logs::DeleteMetricFilterRequest& input
) {
    const auto group = find_group(call, input.log_group_name);
    if (!group) return group.error();
    const std::string key = member_key(call.scope, (*group)->id, input.filter_name.value_or(""));
    if (!call.tables.metric_filters.find(key)) {
        return not_found("The specified metric filter does not exist.");
    }
    call.tx.erase(call.tables.metric_filters, key);
    return api::logs::DeleteMetricFilterResponse{};
}

Result<api::logs::DescribeMetricFiltersResponse> describe_metric_filters(
    Call& call, const api::logs::DescribeMetricFiltersRequest& input
) {
    if (input.metric_name.has_value() != input.metric_namespace.has_value()) {
        return invalid_parameter("metricName and metricNamespace must be specified together.");
    }
    std::string prefix = call.scope.prefix();
    std::string name_prefix;
    if (input.log_group_name) {
        const auto group = find_group(call, input.log_group_name);
        if (!group) return group.error();
        name_prefix = input.filter_name_prefix.value_or("");
        prefix = member_key(call.scope, (*group)->id, name_prefix);
    }
    // In order of the filter's name, whatever the group; keys begin with the group's id.
    std::map<std::string, std::shared_ptr<const MetricFilterRow>> by_name;
    std::vector<std::string> names;
    for (const auto& [key, row] : call.tables.metric_filters.with_prefix(prefix)) {
        if (!makes_metric(*row, input.metric_name, input.metric_namespace)) continue;
        names.push_back(row->name + ":" + row->group);
        by_name.emplace(names.back(), row);
    }
    const auto page = take_page(
        call,
        fmt::format(
            "DescribeMetricFilters {}:{}:{}:{}",
            input.log_group_name.value_or(""),
            name_prefix,
            input.metric_name.value_or(""),
            input.metric_namespace.value_or("")
        ),
        input.limit,
        input.next_token,
        service::sorted_keys(std::move(names))
    );
    if (!page) return page.error();
    api::logs::DescribeMetricFiltersResponse out{.metric_filters = std::vector<MetricFilter>{}};
    for (const std::string& key : page->keys)
        out.metric_filters->push_back(describe(*by_name[key]));
    out.next_token = page->next;
    return out;
}

}  // namespace gantry::logs
