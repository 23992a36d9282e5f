#include <fmt/format.h>

#include "aws/arn.h"
#include "services/logs/api/errors.h"
#include "services/logs/api/filter_rules.h"
#include "services/logs/api/filters.h"
#include "services/logs/api/paging.h"
#include "services/logs/api/resolve.h"

namespace gantry::logs {
namespace {

using api::logs::PutSubscriptionFilterRequest;
using api::logs::SubscriptionFilter;

/// Source: API Reference, PutSubscriptionFilter.
constexpr std::size_t kMaxSubscriptions = 2;

SubscriptionFilter describe(const SubscriptionFilterRow& row) {
    return {
        .filter_name = row.name,
        .log_group_name = row.group,
        .filter_pattern = row.pattern,
        .destination_arn = row.destination_arn,
        .role_arn = row.role_arn,
        .distribution = row.distribution,
        .apply_on_transformed_logs = row.on_transformed,
        .creation_time = epoch_ms(row.created),
    };
}

Result<void> check_destination(const PutSubscriptionFilterRequest& input) {
    const auto arn = aws::Arn::parse(input.destination_arn.value_or(""));
    const bool good = arn && (arn->service == "kinesis" || arn->service == "firehose" ||
                              arn->service == "lambda" || arn->service == "logs");
    if (!good) return invalid_parameter("The specified destination ARN is invalid.");
    const bool takes_role = arn->service == "kinesis" || arn->service == "firehose";
    if (takes_role && !input.role_arn) {
        return invalid_parameter(
            fmt::format("destinationArn for vendor {} requires a roleArn", arn->service)
        );
    }
    return {};
}

}  // namespace

Result<api::logs::PutSubscriptionFilterResponse> put_subscription_filter(
    Call& call, const PutSubscriptionFilterRequest& input
) {
    const auto group = find_group(call, input.log_group_name);
    if (!group) return group.error();
    const std::string name = input.filter_name.value_or("");
    if (auto good = check_stream_name(name, "filterName"); !good) return good.error();
    const std::string pattern = input.filter_pattern.value_or("");
    if (auto good = check_pattern(call, **group, FilterKind::Subscription, name, pattern); !good) {
        return good.error();
    }
    if (auto good = check_destination(input); !good) return good.error();
    const std::string key = member_key(call.scope, (*group)->id, name);
    const auto before = call.tables.subscription_filters.find(key);
    if (!before &&
        count_members(call, call.tables.subscription_filters, **group) >= kMaxSubscriptions) {
        return limit_exceeded();
    }
    SubscriptionFilterRow row{
        .name = name,
        .group = (*group)->name,
        .pattern = pattern,
        .destination_arn = input.destination_arn.value_or(""),
        .role_arn = input.role_arn,
        .distribution = input.distribution.value_or(api::logs::Distribution::ByLogStream),
        .created = before ? before->created : call.now,
        .on_transformed = input.apply_on_transformed_logs.value_or(false),
    };
    call.tx.put(call.tables.subscription_filters, key, std::move(row));
    return api::logs::PutSubscriptionFilterResponse{};
}

Result<api::logs::DeleteSubscriptionFilterResponse> delete_subscription_filter(
    Call& call, const api::logs::DeleteSubscriptionFilterRequest& input
) {
    const auto group = find_group(call, input.log_group_name);
    if (!group) return group.error();
    const std::string key = member_key(call.scope, (*group)->id, input.filter_name.value_or(""));
    if (!call.tables.subscription_filters.find(key)) {
        return not_found("The specified subscription filter does not exist.");
    }
    call.tx.erase(call.tables.subscription_filters, key);
    return api::logs::DeleteSubscriptionFilterResponse{};
}

Result<api::logs::DescribeSubscriptionFiltersResponse> describe_subscription_filters(
    Call& call, const api::logs::DescribeSubscriptionFiltersRequest& input
) {
    const auto group = find_group(call, input.log_group_name);
    if (!group) return group.error();
    const std::string name_prefix = input.filter_name_prefix.value_or("");
    const auto& table = call.tables.subscription_filters;
    const auto page = take_page(
        call,
        fmt::format("DescribeSubscriptionFilters {} {}", (*group)->id, name_prefix),
        input.limit,
        input.next_token,
        service::rows_with_prefix(
            table,
            member_key(call.scope, (*group)->id, name_prefix),
            [](const SubscriptionFilterRow&) { return true; }
        )
    );
    if (!page) return page.error();
    api::logs::DescribeSubscriptionFiltersResponse out{
        .subscription_filters = std::vector<SubscriptionFilter>{}
    };
    for (const std::string& key : page->keys) {
        out.subscription_filters->push_back(describe(*table.find(key)));
    }
    out.next_token = page->next;
    return out;
}

}  // namespace gantry::logs
