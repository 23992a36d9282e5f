#pragma once

#include <string_view>

namespace gantry {

/// Writes all of it, however many calls that takes; blocks as long as the other side lets it.
/// @return 0, or the system's error (errno); some of the bytes may have been written then
int write_all(int descriptor, std::string_view bytes);

}  // namespace gantry
