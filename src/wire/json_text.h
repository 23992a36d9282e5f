#pragma once

#include <cstddef>
#include <string_view>

namespace gantry::wire {

/// The length of the run at the start of `text` that stands for itself inside a JSON string: ASCII
/// without control characters, quotes and backslashes. Looks at eight characters at a time.
std::size_t plain_prefix(std::string_view text);

}  // namespace gantry::wire
