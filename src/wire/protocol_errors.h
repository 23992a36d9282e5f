#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/service_info.h"
#include "wire/sigv4.h"

/// Errors in each of the protocols that AWS's services speak, for clients that are to read them.
/// Source: Smithy, "AWS Protocols"; for S3 and EC2 their API references.
namespace gantry::wire {

using api::Protocol;

/// An answer that is an error: what goes into HTTP, the request id in the header and (XML) in the
/// body.
struct ProtocolError {
    int status = 400;
    std::vector<HeaderField> headers;  ///< without Content-Length
    std::string body;
};

/// @param code the error's name, e.g. "InvalidAction"
/// @param message text that may hold anything; it is escaped, and control characters are left out
///        of XML, which has no way to spell them
ProtocolError encode_protocol_error(
    Protocol protocol,
    int status,
    std::string_view code,
    std::string_view message,
    std::string_view request_id
);

}  // namespace gantry::wire
