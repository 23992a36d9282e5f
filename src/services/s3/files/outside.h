#pragma once

#include <string>

#include "base/time.h"
#include "net/http.h"
#include "wire/sigv4.h"

namespace gantry::s3 {

/// An S3-compatible store of the operator's.
struct Outside {
    net::Endpoint endpoint;  ///< plain HTTP
    std::string bucket;
    std::string prefix;  ///< of the keys; "gantry/", or empty
    std::string region = "us-east-1";
    std::string mark;  ///< what the names of this Gantry's objects there begin with; no slash
    wire::Credentials credentials;
};

/// Reads "http://host:port/bucket" or "http://host:port/bucket/prefix".
/// Errors: InvalidArgument with what is accepted.
Result<Outside> parse_outside(std::string_view url);

/// A signed request there; the body is left unsigned. @param file empty: of the bucket
/// @param query "list-type=2&prefix=…", as it is signed: sorted, encoded
net::HttpRequest outside_request(
    const Outside& outside,
    std::string method,
    const std::string& file,
    const std::string& query,
    net::Headers headers,
    SysTime now
);

}  // namespace gantry::s3
