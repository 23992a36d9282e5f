#pragma once

#include <string>
#include <string_view>

/// The percent codes of URLs. Source: RFC 3986, and Signature Version 4's UriEncode.
namespace gantry::wire {

/// The character itself where that is allowed anywhere (letters, digits, - _ . ~), else its code.
void append_percent_encoded(std::string& out, char c);
std::string percent_encode(std::string_view text);

/// A query string's name or value as it was meant: "+" is a space. A "%" that starts no code stands
/// for itself.
std::string decode_query_part(std::string_view text);

/// The same of a path's segment, where "+" is itself.
std::string decode_path_part(std::string_view text);

}  // namespace gantry::wire
