#pragma once

namespace gantry::cmd {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace gantry::cmd
