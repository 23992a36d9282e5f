#pragma once

#include "base/result.h"

/// What S3 says of signatures where other services say something else. Source: S3 API Reference,
/// "Error responses"; answers of S3.
namespace gantry::wire {

Error request_time_too_skewed();    ///< RequestTimeTooSkewed
Error presigned_request_expired();  ///< AccessDenied
Error presigned_request_early();    ///< AccessDenied
Error invalid_session_token();      ///< InvalidToken

}  // namespace gantry::wire
