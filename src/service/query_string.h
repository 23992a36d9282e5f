#pragma once

#include <map>
#include <string>
#include <string_view>

namespace gantry::service {

/// The decoded parameters of a request target ("/path?a=1&b=%2F"); the first of a repeated name
/// wins. Broken escapes are kept as they are.
std::map<std::string, std::string> parse_query(std::string_view target);

/// The target of a request to us without the host that "http://host/path?query" names; it is sent
/// like that by clients that take us for a proxy, and stands for the same (RFC 9112,
/// section 3.2.2).
std::string origin_form(std::string target);

}  // namespace gantry::service
