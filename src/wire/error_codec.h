#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

/// Errors on their way to a client of the AWS JSON protocols, and the errors every AWS endpoint
/// gives before an operation is reached.
namespace gantry::wire {

struct EncodedError {
    int status = 400;
    std::string code;  ///< also the value of x-amzn-ErrorType, where that header is wanted
    std::string body;  ///< {"__type":…,"message":…} and, when there are any, "resourceIds"
};

/// An error without an AWS name gets the general one of its kind.
EncodedError encode_error(const Error& error);

/// The error's AWS name, or the general one of its kind.
std::string error_code(const Error& error);

/// 400 for whatever the caller did or asked for, 500 for our own faults, 503 when something outside
/// is away (SDKs try both again), 413 for a body over the limit.
int http_status(const Error& error);

/// The error in the body of an answer, for clients: the name without its namespace, and the kind
/// that fits `status`. Also reads bodies that spell "Message" or are not JSON.
Error decode_error(int status, std::string_view body);

// What the front door refuses. Texts are those of AWS.
Error missing_authentication_token();
/// @param what says which part is missing
Error incomplete_signature(std::string what);
Error unrecognized_client();
Error expired_token();
Error invalid_signature(std::string what);
Error signature_mismatch();
/// @param action as in policies, e.g. "ecs:RunTask"
Error access_denied(std::string_view principal, std::string_view action, std::string_view resource);
Error unknown_operation();
Error throttled();
Error request_too_large();

}  // namespace gantry::wire
