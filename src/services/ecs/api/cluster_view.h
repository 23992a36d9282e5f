#pragma once

#include <optional>
#include <vector>

#include "api/ecs/cluster.h"
#include "api/ecs/cluster_field.h"
#include "services/ecs/api/call.h"

namespace gantry::ecs {

/// The optional parts of a described cluster.
struct ClusterInclude {
    bool attachments = false;
    bool configurations = false;
    bool settings = false;
    bool statistics = false;
    bool tags = false;

    /// What a request asked for.
    static ClusterInclude of(const std::optional<std::vector<api::ecs::ClusterField>>& fields);
};

/// A cluster as the API shows it. Everything is counted from the tables as they are now.
/// Cost: O(tasks + container instances + services of the cluster).
api::ecs::Cluster view_cluster(
    const Call& call, const ClusterRow& row, const ClusterInclude& include
);

}  // namespace gantry::ecs
