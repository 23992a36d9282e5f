#pragma once

#include <cstddef>
#include <string_view>

namespace gantry::wire {

/// The number of bytes (1–4) of the UTF-8 character at the start of `text`; 0 when what stands
/// there is not one (truncated, overlong, a surrogate, above U+10FFFF) or `text` is empty.
std::size_t utf8_length(std::string_view text);

/// The number of characters in `text`; a byte that belongs to none counts as one.
std::size_t count_characters(std::string_view text);

}  // namespace gantry::wire
