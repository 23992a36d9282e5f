#pragma once

#include <string_view>

#include "net/http.h"
#include "wire/sigv4.h"

namespace gantry::control {

/// A request as `wire` reads it; lives as long as the request.
inline wire::HttpView view_of(const net::HttpRequest& request) {
    return {request.method, request.target, request.headers.all(), request.body};
}

/// Without the query.
inline std::string_view path_of(std::string_view target) {
    return target.substr(0, target.find('?'));
}

}  // namespace gantry::control
