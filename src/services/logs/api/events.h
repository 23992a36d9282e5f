#pragma once

#include "api/logs/filter_log_events_request.h"
#include "api/logs/filter_log_events_response.h"
#include "api/logs/get_log_events_request.h"
#include "api/logs/get_log_events_response.h"
#include "api/logs/put_log_events_request.h"
#include "api/logs/put_log_events_response.h"
#include "services/logs/api/call.h"

/// Events: putting and reading them. Source: CloudWatch Logs API Reference.
namespace gantry::logs {

/// Of several streams, in order of time. One page looks at a bounded part of the events, so it may
/// be empty and yet name a next one. Errors: ResourceNotFoundException, InvalidParameterException,
/// ServiceUnavailableException.
Result<Later<api::logs::FilterLogEventsResponse>> filter_log_events(
    Call& call, const api::logs::FilterLogEventsRequest& input
);

/// Of one stream, in order of time: the newest, unless `startFromHead`. There is a token for either
/// direction always; at an end it is the one that was given.
/// Errors: ResourceNotFoundException, InvalidParameterException, ServiceUnavailableException.
Result<Later<api::logs::GetLogEventsResponse>> get_log_events(
    Call& call, const api::logs::GetLogEventsRequest& input
);

/// Answers once the events are on disk. Sequence tokens are taken and mean nothing. What is too
/// old, too new or expired is left out, and said. Errors: ResourceNotFoundException;
/// InvalidParameterException for a batch that is too large, spans more than a day, or is not in
/// order of time; ServiceUnavailableException.
Result<Later<api::logs::PutLogEventsResponse>> put_log_events(
    Call& call, const api::logs::PutLogEventsRequest& input
);

}  // namespace gantry::logs
