#include "wire/s3_refusals.h"

namespace gantry::wire {

Error request_time_too_skewed() {
    return {
        ErrorKind::Denied,
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
        {}
    };
}

Error presigned_request_expired() {
    return {ErrorKind::Denied, "AccessDenied", "Request has expired", {}};
}

Error presigned_request_early() {
    return {ErrorKind::Denied, "AccessDenied", "Request is not valid yet", {}};
}

Error invalid_session_token() {
    return {
        ErrorKind::InvalidArgument,
        "InvalidToken",
        "The provided token is malformed or otherwise invalid.",
        {}
    };
}

}  // namespace gantry::wire
