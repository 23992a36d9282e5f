#pragma once

#include <string_view>

#include "services/ecs/model/tables.h"
#include "services/ecs/placement/placer.h"

namespace gantry::ecs::placement {

/// One instance with what its live tasks leave of it.
/// @param instance outlives the view, which refers to its attributes
InstanceView instance_view(const Tables& tables, const ContainerInstanceRow& instance);

/// The cluster's instances that are not INACTIVE, as the tables have them.
/// It refers to their rows: it is of one turn of the core.
/// Cost: O(instances + live tasks of the cluster).
ClusterView cluster_view(const Tables& tables, const Scope& scope, std::string_view cluster);

}  // namespace gantry::ecs::placement
