#pragma once

#include "net/http.h"
#include "wire/sigv4.h"

namespace gantry::control {

/// A request as `wire` reads it; lives as long as the request.
inline wire::HttpView view_of(const net::HttpRequest& request) {
    return {request.method, request.target, request.headers.all(), request.body};
}

}  // namespace gantry::control
