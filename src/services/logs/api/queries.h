#pragma once

#include "api/logs/delete_query_definition_request.h"
#include "api/logs/delete_query_definition_response.h"
#include "api/logs/describe_queries_request.h"
#include "api/logs/describe_queries_response.h"
#include "api/logs/describe_query_definitions_request.h"
#include "api/logs/describe_query_definitions_response.h"
#include "api/logs/get_query_results_request.h"
#include "api/logs/get_query_results_response.h"
#include "api/logs/put_query_definition_request.h"
#include "api/logs/put_query_definition_response.h"
#include "api/logs/start_query_request.h"
#include "api/logs/start_query_response.h"
#include "api/logs/stop_query_request.h"
#include "api/logs/stop_query_response.h"
#include "services/logs/api/call.h"

/// Logs Insights: queries in its own language, and definitions of some to come back to. Queries and
/// their results are the process's: a restart forgets them (query_book.h). Source: CloudWatch Logs
/// API Reference.
namespace gantry::logs {

/// Errors: ResourceNotFoundException.
Result<api::logs::DeleteQueryDefinitionResponse> delete_query_definition(
    Call& call, const api::logs::DeleteQueryDefinitionRequest& input
);

/// The newest first. Errors: InvalidParameterException.
Result<api::logs::DescribeQueriesResponse> describe_queries(
    Call& call, const api::logs::DescribeQueriesRequest& input
);

/// Errors: InvalidParameterException.
Result<api::logs::DescribeQueryDefinitionsResponse> describe_query_definitions(
    Call& call, const api::logs::DescribeQueryDefinitionsRequest& input
);

/// Nothing before the query is complete. Errors: ResourceNotFoundException,
/// InvalidParameterException.
Result<api::logs::GetQueryResultsResponse> get_query_results(
    Call& call, const api::logs::GetQueryResultsRequest& input
);

/// Made or replaced. Errors: ResourceNotFoundException, LimitExceededException.
Result<api::logs::PutQueryDefinitionResponse> put_query_definition(
    Call& call, const api::logs::PutQueryDefinitionRequest& input
);

/// Errors: MalformedQueryException, ResourceNotFoundException, InvalidParameterException;
/// LimitExceededException while 30 run.
Result<Later<api::logs::StartQueryResponse>> start_query(
    Call& call, const api::logs::StartQueryRequest& input
);

/// Errors: ResourceNotFoundException; InvalidParameterException where it is not running.
Result<api::logs::StopQueryResponse> stop_query(
    Call& call, const api::logs::StopQueryRequest& input
);

}  // namespace gantry::logs
