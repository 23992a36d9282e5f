#pragma once

#include <string>
#include <vector>

#include "api/ecs/capacity_provider_strategy_item.h"
#include "services/ecs/api/call.h"

namespace gantry::ecs {

using CapacityProviderStrategy = std::vector<api::ecs::CapacityProviderStrategyItem>;

/// Checks the providers a cluster is to have: at most 20, all existing.
/// Errors: InvalidParameterException.
Result<void> check_capacity_providers(const Call& call, const std::vector<std::string>& providers);

/// Checks a strategy against the providers of its cluster: at most 20 items, all of providers that
/// the cluster has, either all of Fargate or none, at most one base, and a weight above 0 where
/// there are several. Used for the default strategy of clusters, and by RunTask and services.
/// Errors: InvalidParameterException. Source: API Reference, CapacityProviderStrategyItem.
Result<void> check_strategy(
    const CapacityProviderStrategy& strategy, const std::vector<std::string>& cluster_providers
);

}  // namespace gantry::ecs
