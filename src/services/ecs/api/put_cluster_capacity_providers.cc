#include <algorithm>

#include "services/ecs/api/capacity_provider_strategy.h"
#include "services/ecs/api/cluster_view.h"
#include "services/ecs/api/clusters.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"

namespace gantry::ecs {
namespace {

bool is_used(const Tables& tables, const ClusterRow& cluster, const std::string& provider) {
    const std::string prefix = cluster_prefix(cluster.scope(), cluster.name);
    const auto tasks = tables.tasks.with_prefix(prefix);
    const auto services = tables.services.with_prefix(prefix);
    return std::ranges::any_of(
               tasks,
               [&](const auto& entry) {
                   return !entry.second->stopped() && entry.second->capacity_provider == provider;
               }
           ) ||
           std::ranges::any_of(services, [&](const auto& entry) {
               if (entry.second->status == ServiceStatus::Inactive) return false;
               return std::ranges::any_of(
                   entry.second->capacity_provider_strategy,
                   [&](const auto& item) { return item.capacity_provider == provider; }
               );
           });
}

}  // namespace

Result<api::ecs::PutClusterCapacityProvidersResponse> put_cluster_capacity_providers(
    Call& call, const api::ecs::PutClusterCapacityProvidersRequest& input
) {
    const Result<ClusterPtr> cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    const std::vector<std::string>& providers = *input.capacity_providers;
    if (auto good = check_capacity_providers(call, providers); !good) return good.error();
    if (auto good = check_strategy(*input.default_capacity_provider_strategy, providers); !good) {
        return good.error();
    }
    for (const std::string& gone : (*cluster)->capacity_providers) {
        const bool stays = std::ranges::find(providers, gone) != providers.end();
        if (!stays && is_used(call.tables, **cluster, gone)) {
            return resource_in_use(
                "The specified capacity provider is in use and cannot be removed."
            );
        }
    }

    ClusterRow row = **cluster;
    row.capacity_providers = providers;
    row.default_strategy = *input.default_capacity_provider_strategy;
    const ClusterInclude include{.configurations = true, .settings = true, .tags = true};
    api::ecs::Cluster view = view_cluster(call, row, include);
    const std::string key = cluster_key(call.scope, row.name);
    call.tx.put(call.tables.clusters, key, std::move(row));
    return api::ecs::PutClusterCapacityProvidersResponse{.cluster = std::move(view)};
}

}  // namespace gantry::ecs
