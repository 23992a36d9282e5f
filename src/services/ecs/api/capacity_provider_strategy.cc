#include "services/ecs/api/capacity_provider_strategy.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "services/ecs/api/errors.h"

namespace gantry::ecs {
namespace {

using Item = api::ecs::CapacityProviderStrategyItem;

constexpr std::size_t kMaxStrategyItems = 20;

Error bad_strategy(std::string_view what) {
    return invalid_parameter(fmt::format("The specified capacity provider strategy {}", what));
}

}  // namespace

Result<void> check_capacity_providers(const Call& call, const std::vector<std::string>& providers) {
    if (providers.size() > kMaxStrategyItems) {
        return invalid_parameter("capacityProviders can have at most 20 items.");
    }
    for (const std::string& name : providers) {
        const bool exists =
            is_fargate_provider(name) ||
            call.tx.get(call.tables.capacity_providers, call.scope.prefix() + name) != nullptr;
        if (!exists) {
            return invalid_parameter(fmt::format(
                "The specified capacity provider '{}' is not in an ACTIVE state. Specify a valid "
                "capacity provider and try again.",
                name
            ));
        }
    }
    return {};
}

Result<void> check_strategy(
    const CapacityProviderStrategy& strategy, const std::vector<std::string>& cluster_providers
) {
    if (strategy.size() > kMaxStrategyItems) {
        return bad_strategy("can have at most 20 capacity providers.");
    }
    std::set<std::string> names;
    for (const Item& item : strategy) {
        const std::string name = item.capacity_provider.value_or("");
        if (std::ranges::find(cluster_providers, name) == cluster_providers.end()) {
            return bad_strategy(
                "cannot contain a capacity provider that is not associated with the cluster. "
                "Associate the capacity provider with the cluster or specify a valid capacity "
                "provider and try again."
            );
        }
        if (!names.insert(name).second) {
            return bad_strategy("cannot contain the same capacity provider twice.");
        }
    }
    if (std::ranges::count_if(strategy, [](const Item& item) { return item.base > 0; }) > 1) {
        return bad_strategy("can have only one capacity provider with a base.");
    }
    const auto fargate = std::ranges::count_if(strategy, [](const Item& item) {
        return is_fargate_provider(item.capacity_provider.value_or(""));
    });
    if (fargate != 0 && static_cast<std::size_t>(fargate) != strategy.size()) {
        return invalid_parameter(
            "A capacity provider strategy cannot contain a mix of capacity providers using Auto "
            "Scaling groups and Fargate providers. Specify one or the other and try again."
        );
    }
    const bool weighted =
        std::ranges::any_of(strategy, [](const Item& item) { return item.weight > 0; });
    if (strategy.size() > 1 && !weighted) {
        return bad_strategy("must have a weight greater than 0 for at least one capacity provider."
        );
    }
    return {};
}

}  // namespace gantry::ecs
