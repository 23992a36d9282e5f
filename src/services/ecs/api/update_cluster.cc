#include "services/ecs/api/cluster_checks.h"
#include "services/ecs/api/cluster_view.h"
#include "services/ecs/api/clusters.h"
#include "services/ecs/api/resolve.h"

namespace gantry::ecs {
namespace {

api::ecs::Cluster put(Call& call, ClusterRow row) {
    const ClusterInclude include{.configurations = true, .settings = true, .tags = true};
    api::ecs::Cluster view = view_cluster(call, row, include);
    const std::string key = cluster_key(row.scope(), row.name);
    call.tx.put(call.tables.clusters, key, std::move(row));
    return view;
}

}  // namespace

Result<api::ecs::UpdateClusterResponse> update_cluster(
    Call& call, const api::ecs::UpdateClusterRequest& input
) {
    const Result<ClusterPtr> cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    if (auto good = check_cluster_settings(input.settings); !good) return good.error();
    if (auto good = check_cluster_configuration(input.configuration); !good) return good.error();

    ClusterRow row = **cluster;
    if (input.settings) row.settings = merge_cluster_settings(row.settings, *input.settings);
    if (input.configuration) row.configuration = input.configuration;
    if (input.service_connect_defaults) {
        row.service_connect_defaults.emplace().namespace_ =
            input.service_connect_defaults->namespace_;
    }
    return api::ecs::UpdateClusterResponse{.cluster = put(call, std::move(row))};
}

Result<api::ecs::UpdateClusterSettingsResponse> update_cluster_settings(
    Call& call, const api::ecs::UpdateClusterSettingsRequest& input
) {
    const Result<ClusterPtr> cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    if (auto good = check_cluster_settings(input.settings); !good) return good.error();

    ClusterRow row = **cluster;
    row.settings = merge_cluster_settings(row.settings, *input.settings);
    return api::ecs::UpdateClusterSettingsResponse{.cluster = put(call, std::move(row))};
}

}  // namespace gantry::ecs
