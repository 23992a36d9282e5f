#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/ecs/capacity_provider_strategy_item.h"

namespace gantry::ecs {

/// A strategy as answers have it: left out where there is none.
inline std::optional<std::vector<api::ecs::CapacityProviderStrategyItem>> shown_strategy(
    const std::vector<api::ecs::CapacityProviderStrategyItem>& strategy
) {
    if (strategy.empty()) return std::nullopt;
    return strategy;
}

/// Of what has a platform version.
inline std::optional<std::string> platform_family(const std::optional<std::string>& version) {
    if (!version) return std::nullopt;
    return "Linux";
}

}  // namespace gantry::ecs
