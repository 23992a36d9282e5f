#include "services/logs/api/operation_table.h"

#include <algorithm>
#include <array>

#include "services/logs/api/about.h"
#include "services/logs/api/events.h"
#include "services/logs/api/filters.h"
#include "services/logs/api/groups.h"
#include "services/logs/api/live_tail.h"
#include "services/logs/api/queries.h"
#include "services/logs/api/resource_policies.h"
#include "services/logs/api/streams.h"
#include "services/logs/api/tagging.h"

namespace gantry::logs {
namespace {

using service::operation;

/// Every handler there is, sorted by name: what it is called, what does it, what it is about.
// clang-format off
constexpr std::array kOperations{
    operation<"CreateLogGroup", &create_log_group, about::kOfNewGroup>(),
    operation<"CreateLogStream", &create_log_stream, about::kOfStream>(),
    operation<"DeleteLogGroup", &delete_log_group, about::kOfGroup>(),
    operation<"DeleteLogStream", &delete_log_stream, about::kOfStream>(),
    operation<"DeleteMetricFilter", &delete_metric_filter, about::kOfGroup>(),
    operation<"DeleteQueryDefinition", &delete_query_definition>(),
    operation<"DeleteResourcePolicy", &delete_resource_policy>(),
    operation<"DeleteRetentionPolicy", &delete_retention_policy, about::kOfGroup>(),
    operation<"DeleteSubscriptionFilter", &delete_subscription_filter, about::kOfGroup>(),
    operation<"DescribeLogGroups", &describe_log_groups, about::kOfGroups>(),
    operation<"DescribeLogStreams", &describe_log_streams, about::kOfGroup>(),
    operation<"DescribeMetricFilters", &describe_metric_filters, about::kOfGroup>(),
    operation<"DescribeQueries", &describe_queries>(),
    operation<"DescribeQueryDefinitions", &describe_query_definitions>(),
    operation<"DescribeResourcePolicies", &describe_resource_policies>(),
    operation<"DescribeSubscriptionFilters", &describe_subscription_filters, about::kOfGroup>(),
    operation<"FilterLogEvents", &filter_log_events, about::kOfGroup>(),
    operation<"GetLogEvents", &get_log_events, about::kOfStream>(),
    operation<"GetQueryResults", &get_query_results>(),
    operation<"ListLogGroups", &list_log_groups, about::kOfGroups>(),
    operation<"ListTagsForResource", &list_tags_for_resource, about::kOfTags>(),
    operation<"ListTagsLogGroup", &list_tags_log_group, about::kOfGroupsTags>(),
    operation<"PutLogEvents", &put_log_events, about::kOfStream>(),
    operation<"PutLogGroupDeletionProtection", &put_log_group_deletion_protection, about::kOfGroup>(),
    operation<"PutMetricFilter", &put_metric_filter, about::kOfGroup>(),
    operation<"PutQueryDefinition", &put_query_definition>(),
    operation<"PutResourcePolicy", &put_resource_policy>(),
    operation<"PutRetentionPolicy", &put_retention_policy, about::kOfGroup>(),
    operation<"PutSubscriptionFilter", &put_subscription_filter, &about::of_subscription>(),
    operation<"StartLiveTail", &start_live_tail, &about::of_live_tail>(),
    operation<"StartQuery", &start_query, &about::of_query>(),
    operation<"StopQuery", &stop_query>(),
    operation<"TagLogGroup", &tag_log_group, about::kOfGroupsTags>(),
    operation<"TagResource", &tag_resource, about::kOfTags>(),
    operation<"TestMetricFilter", &test_metric_filter>(),
    operation<"UntagLogGroup", &untag_log_group, about::kOfGroupsTags>(),
    operation<"UntagResource", &untag_resource, about::kOfTags>(),
};
// clang-format on

static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> operations() {
    return kOperations;
}

}  // namespace gantry::logs
