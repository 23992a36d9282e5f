#pragma once

namespace gantry::sim {

/// How often a keeper asks before it gives up. What must not be done twice is asked for once.
inline constexpr int kOnce = 1;
inline constexpr int kReadTries = 20;
inline constexpr int kChangeTries = 60;

}  // namespace gantry::sim
