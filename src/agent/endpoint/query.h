#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "wire/percent.h"

namespace gantry::agent::endpoint {

/// A parameter of a query string, as it was meant; empty where it is not given.
inline std::string query_value(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
            return wire::decode_query_part(pair.substr(equals + 1));
        }
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return {};
}

}  // namespace gantry::agent::endpoint
