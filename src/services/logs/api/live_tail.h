#pragma once

#include "api/logs/start_live_tail_request.h"
#include "api/logs/start_live_tail_response.h"
#include "services/logs/api/call.h"

namespace gantry::logs {

/// Watches events as they come, for three hours at most (live_tails.h). Streams are chosen in a
/// single group only. Errors: ResourceNotFoundException; InvalidParameterException;
/// LimitExceededException for more than 15 sessions of an account and Region.
/// Source: CloudWatch Logs API Reference, StartLiveTail.
Result<api::logs::StartLiveTailResponse> start_live_tail(
    Call& call, const api::logs::StartLiveTailRequest& input
);

}  // namespace gantry::logs
