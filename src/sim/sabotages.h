#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/sabotage.h"

namespace gantry::sim {

/// One way to break a promise, and how many seeds the checkers may take to notice.
struct SabotageEntry {
    Sabotage what;
    std::string_view name;  ///< as `gantry sim --sabotage` takes it
    std::string_view breaks;
    std::uint64_t seeds;      ///< one of this many must fail
    std::uint64_t first = 1;  ///< of these seeds; above 1 where few seeds notice
};

/// All there are, in the order of the enum.
std::span<const SabotageEntry> sabotages();
/// Null when there is none of that name.
const SabotageEntry* find_sabotage(std::string_view name);

}  // namespace gantry::sim
