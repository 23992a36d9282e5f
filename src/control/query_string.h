#pragma once

#include <map>
#include <string>
#include <string_view>

namespace gantry::control {

/// The decoded parameters of a request target ("/path?a=1&b=%2F"); the first of a repeated name
/// wins. Broken escapes are kept as they are.
std::map<std::string, std::string> parse_query(std::string_view target);

}  // namespace gantry::control
