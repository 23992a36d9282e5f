#include "control/http_failure.h"

#include <string>
#include <utility>

#include "wire/error_codec.h"

namespace gantry::control {
namespace {

Error malformed(std::string message) {
    return Error{
        ErrorKind::InvalidArgument, "MalformedHttpRequestException", std::move(message), {}
    };
}

}  // namespace

Error http_on_tls_port() {
    return malformed("This port speaks HTTPS: use https://");
}

Error http_failure(int status) {
    switch (status) {
        case 408:
            return Error{
                ErrorKind::InvalidArgument,
                "RequestTimeoutException",
                "The request did not come in time.",
                {}
            };
        case 413: return wire::request_too_large();
        case 431: return malformed("The request's headers are too large.");
        case 501: return malformed("The request is encoded in a way that is not supported.");
        case 505: return malformed("The request's version of HTTP is not supported.");
        default: break;
    }
    if (status >= 500) {
        return Error{
            ErrorKind::Internal, "InternalFailure", "The request could not be processed.", {}
        };
    }
    return malformed("The request is not well-formed HTTP.");
}

net::HttpResponse error_response(const Error& error, const std::string& request_id) {
    wire::EncodedError encoded = wire::encode_error(error);
    net::HttpResponse response;
    response.status = encoded.status;
    response.headers.add("Content-Type", "application/x-amz-json-1.1");
    response.headers.add("x-amzn-RequestId", request_id);
    response.body = std::move(encoded.body);
    return response;
}

}  // namespace gantry::control
