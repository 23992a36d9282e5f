#pragma once

#include "api/logs/create_log_stream_request.h"
#include "api/logs/create_log_stream_response.h"
#include "api/logs/delete_log_stream_request.h"
#include "api/logs/delete_log_stream_response.h"
#include "api/logs/describe_log_streams_request.h"
#include "api/logs/describe_log_streams_response.h"
#include "services/logs/api/call.h"

/// Operations on log streams. Source: CloudWatch Logs API Reference.
namespace gantry::logs {

/// Errors: ResourceNotFoundException, ResourceAlreadyExistsException, InvalidParameterException.
Result<api::logs::CreateLogStreamResponse> create_log_stream(
    Call& call, const api::logs::CreateLogStreamRequest& input
);

/// With its events. Errors: ResourceNotFoundException.
Result<api::logs::DeleteLogStreamResponse> delete_log_stream(
    Call& call, const api::logs::DeleteLogStreamRequest& input
);

/// In order of name, or of the last event's time, the latest last unless `descending`.
/// Errors: ResourceNotFoundException, InvalidParameterException.
Result<Later<api::logs::DescribeLogStreamsResponse>> describe_log_streams(
    Call& call, const api::logs::DescribeLogStreamsRequest& input
);

}  // namespace gantry::logs
