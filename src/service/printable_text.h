#pragma once

#include <string>
#include <string_view>

namespace gantry::service {

/// Text that a terminal shows and does not obey: control characters other than line feed and tab
/// are spelt out, "\\x1b"; a carriage return at the end of a line is left out. Containers choose
/// their log lines, and callers their names.
std::string printable(std::string_view text);

}  // namespace gantry::service
