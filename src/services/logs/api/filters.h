#pragma once

#include "api/logs/delete_metric_filter_request.h"
#include "api/logs/delete_metric_filter_response.h"
#include "api/logs/delete_subscription_filter_request.h"
#include "api/logs/delete_subscription_filter_response.h"
#include "api/logs/describe_metric_filters_request.h"
#include "api/logs/describe_metric_filters_response.h"
#include "api/logs/describe_subscription_filters_request.h"
#include "api/logs/describe_subscription_filters_response.h"
#include "api/logs/put_metric_filter_request.h"
#include "api/logs/put_metric_filter_response.h"
#include "api/logs/put_subscription_filter_request.h"
#include "api/logs/put_subscription_filter_response.h"
#include "api/logs/test_metric_filter_request.h"
#include "api/logs/test_metric_filter_response.h"
#include "services/logs/api/call.h"

/// Metric and subscription filters: they are kept and shown; nothing is sent by them yet. Source:
/// CloudWatch Logs API Reference.
namespace gantry::logs {

/// Errors: ResourceNotFoundException.
Result<api::logs::DeleteMetricFilterResponse> delete_metric_filter(
    Call& call, const api::logs::DeleteMetricFilterRequest& input
);

/// Errors: ResourceNotFoundException.
Result<api::logs::DeleteSubscriptionFilterResponse> delete_subscription_filter(
    Call& call, const api::logs::DeleteSubscriptionFilterRequest& input
);

/// Of a group or of all, in order of name. Errors: ResourceNotFoundException,
/// InvalidParameterException.
Result<api::logs::DescribeMetricFiltersResponse> describe_metric_filters(
    Call& call, const api::logs::DescribeMetricFiltersRequest& input
);

/// In order of name. Errors: ResourceNotFoundException, InvalidParameterException.
Result<api::logs::DescribeSubscriptionFiltersResponse> describe_subscription_filters(
    Call& call, const api::logs::DescribeSubscriptionFiltersRequest& input
);

/// Made or replaced. Errors: ResourceNotFoundException, InvalidParameterException;
/// LimitExceededException above 100 of a group, or 5 patterns with regular expressions.
Result<api::logs::PutMetricFilterResponse> put_metric_filter(
    Call& call, const api::logs::PutMetricFilterRequest& input
);

/// Made or replaced. Errors: ResourceNotFoundException, InvalidParameterException;
/// LimitExceededException above two of a group.
Result<api::logs::PutSubscriptionFilterResponse> put_subscription_filter(
    Call& call, const api::logs::PutSubscriptionFilterRequest& input
);

/// Errors: InvalidParameterException.
Result<api::logs::TestMetricFilterResponse> test_metric_filter(
    const service::RowlessCall& call, const api::logs::TestMetricFilterRequest& input
);

}  // namespace gantry::logs
