#pragma once

#include <string_view>

namespace gantry::ecr {

/// Whether a text is as a pattern says, in which each "*" is any text, also none. In time of the
/// product of their lengths at most.
bool fits_wildcard(std::string_view pattern, std::string_view text);

}  // namespace gantry::ecr
