#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "api/ecs/capacity_provider_strategy_item.h"

namespace gantry::ecs::placement {

/// Which capacity provider each of `count` new tasks is for.
///
/// The provider with a base gets tasks until it has that many; what is beyond goes by weight: each
/// task to the provider that has the fewest for its weight, the first of equals. A weight of 0 gets
/// nothing but its base; where that leaves no provider at all, the first one gets the tasks.
/// Pure. Source: API Reference, CapacityProviderStrategyItem; Developer Guide, capacity provider
/// strategies (1:1 makes 2 + 2 of four tasks, 3 + 2 of five; 1:4 makes 1 + 4).
/// @param strategy  not empty
/// @param now       how many tasks there are already, by provider
std::vector<std::string> split_over_providers(
    std::span<const api::ecs::CapacityProviderStrategyItem> strategy,
    std::map<std::string, std::int64_t> now,
    std::size_t count
);

}  // namespace gantry::ecs::placement
