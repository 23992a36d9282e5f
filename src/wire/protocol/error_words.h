#pragma once

#include <string>

#include "api/service_info.h"
#include "base/result.h"

namespace gantry::wire {

/// What an error is called in a protocol.
struct ErrorWords {
    std::string code;
    int status = 400;
};

/// An exception of the operation's model has the code and status of that (503 stays where we are
/// away for a while). What every service can say (error_codec.h; "SerializationException",
/// "InvalidEnumValue") has the protocol's own name for it; every other code is itself, with the
/// status of its kind.
///
/// REST services answer 501 to an unknown operation, since their clients take 404 for "is gone"; no
/// SDK tries it again.
/// Sources: IAM API Reference, "Common Errors"; EC2 API Reference, "Error codes"; S3 API Reference,
/// "Error responses".
/// @param operation null where it was not found
ErrorWords error_words(
    api::Protocol protocol, const api::OperationInfo* operation, const Error& error
);

}  // namespace gantry::wire
