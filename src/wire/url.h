#pragma once

#include <string>
#include <string_view>

namespace gantry::wire {

/// "http://127.0.0.1:4566/x" → "127.0.0.1:4566"; what has no scheme begins with its host.
inline std::string host_of_url(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    return std::string(url.substr(0, url.find('/')));
}

}  // namespace gantry::wire
