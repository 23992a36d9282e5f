#include "services/ecs/placement/capacity_split.h"

#include <algorithm>

#include "base/sabotage.h"

namespace gantry::ecs::placement {

namespace {

using Item = api::ecs::CapacityProviderStrategyItem;

std::string provider_of(const Item& item) {
    return item.capacity_provider.value_or("");
}

/// Whether `a`, with one task more beyond its base, has fewer for its weight than `b` has.
bool is_before(const Item& a, std::int64_t beyond_a, const Item& b, std::int64_t beyond_b) {
    return (beyond_a + 1) * b.weight < (beyond_b + 1) * a.weight;
}

/// The item that the next task is for.
const Item& next_item(
    std::span<const Item> strategy, const std::map<std::string, std::int64_t>& now
) {
    if (sabotaged(Sabotage::WeightsIgnored)) return strategy.front();
    const auto has = [&now](const Item& item) {
        const auto found = now.find(provider_of(item));
        return found == now.end() ? 0 : found->second;
    };
    const auto short_of_base =
        std::ranges::find_if(strategy, [&](const Item& item) { return has(item) < item.base; });
    if (short_of_base != strategy.end()) return *short_of_base;
    const Item* best = nullptr;
    for (const Item& item : strategy) {
        if (item.weight <= 0) continue;
        if (best == nullptr ||
            is_before(item, has(item) - item.base, *best, has(*best) - best->base)) {
            best = &item;
        }
    }
    return best != nullptr ? *best : strategy.front();
}

}  // namespace

std::vector<std::string> split_over_providers(
    std::span<const Item> strategy, std::map<std::string, std::int64_t> now, std::size_t count
) {
    std::vector<std::string> providers;
    for (std::size_t i = 0; i < count; ++i) {
        providers.push_back(provider_of(next_item(strategy, now)));
        ++now[providers.back()];
    }
    return providers;
}

}  // namespace gantry::ecs::placement
