#include <algorithm>

#include "services/ecs/api/cluster_view.h"
#include "services/ecs/api/clusters.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"

namespace gantry::ecs {
namespace {

/// True when a row of the cluster passes.
template <class Row, class Pass>
bool has_any(const core::Table<Row>& table, const ClusterRow& cluster, Pass pass) {
    const auto rows = table.with_prefix(cluster_prefix(cluster.scope(), cluster.name));
    return std::ranges::any_of(rows, [&pass](const auto& entry) { return pass(*entry.second); });
}

Result<void> check_empty(const Tables& tables, const ClusterRow& cluster) {
    const auto is_in_use = [](const ContainerInstanceRow& row) {
        return row.status != InstanceStatus::Inactive;
    };
    if (has_any(tables.container_instances, cluster, is_in_use)) {
        return api_error(
            "ClusterContainsContainerInstancesException",
            "The Cluster cannot be deleted while Container Instances are active or draining."
        );
    }
    const auto is_there = [](const ServiceRow& row) {
        return row.status != ServiceStatus::Inactive;
    };
    if (has_any(tables.services, cluster, is_there)) {
        return api_error(
            "ClusterContainsServicesException",
            "The Cluster cannot be deleted while Services are active."
        );
    }
    if (has_any(tables.tasks, cluster, [](const TaskRow& row) { return !row.stopped(); })) {
        return api_error(
            "ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active."
        );
    }
    return {};
}

}  // namespace

Result<api::ecs::DeleteClusterResponse> delete_cluster(
    Call& call, const api::ecs::DeleteClusterRequest& input
) {
    const Result<std::string> name = resolve_cluster_name(call.scope, input.cluster);
    if (!name) return name.error();
    const std::string key = cluster_key(call.scope, *name);
    const ClusterPtr cluster = call.tx.get(call.tables.clusters, key);
    if (!cluster) return cluster_not_found();

    ClusterRow row = *cluster;
    if (row.status != ClusterStatus::Inactive) {
        if (auto empty = check_empty(call.tables, row); !empty) return empty.error();
        row.status = ClusterStatus::Inactive;
        row.deleted_at = call.now;
        call.tx.put(call.tables.clusters, key, row);
    }
    return api::ecs::DeleteClusterResponse{.cluster = view_cluster(call, row, {.settings = true})};
}

}  // namespace gantry::ecs
