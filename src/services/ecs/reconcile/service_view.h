#pragma once

#include "services/ecs/model/tables.h"
#include "services/ecs/reconcile/service_planner.h"

namespace gantry::ecs {

/// What the planner has to know about a service, from the tables as they are.
/// @param row  of the service; outlives the view.
/// Cost: O(tasks of the service), for a DAEMON service also O(instances and tasks of its cluster).
ServiceView service_view(const Tables& tables, const ServiceRow& row);

}  // namespace gantry::ecs
