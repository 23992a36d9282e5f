#pragma once

#include "services/ecs/model/tables.h"
#include "services/ecs/reconcile/service_planner.h"

namespace gantry::ecs {

/// A task as the planner sees it, as far as its own row tells; what its instance adds is left out.
/// Whatever changes it may change a plan: the controller wakes a service by comparing it.
ServiceTask service_task(const TaskRow& row);

/// The end of a task as the planner sees it. Requires a task whose goal is STOPPED.
ServiceTaskEnd service_task_end(const TaskRow& row);

/// What the planner has to know about a service, from the tables as they are.
/// @param row  of the service; outlives the view.
/// Cost: O(tasks of the service), for a DAEMON service also O(instances and tasks of its cluster).
ServiceView service_view(const Tables& tables, const ServiceRow& row);

}  // namespace gantry::ecs
