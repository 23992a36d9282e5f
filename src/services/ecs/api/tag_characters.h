#pragma once

#include <cstddef>
#include <string_view>

namespace gantry::ecs {

/// True when a tag key or value holds only letters, spaces, digits and _ . / = + - : @. Beyond
/// ASCII, blocks of symbols and punctuation are refused and everything else taken for letters.
/// Text that is not UTF-8 is refused.
bool has_tag_characters(std::string_view text);

}  // namespace gantry::ecs
