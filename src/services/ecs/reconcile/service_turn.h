#pragma once

#include <functional>
#include <string>

#include "base/random.h"
#include "base/result.h"
#include "core/controller.h"
#include "services/ecs/model/interface_source.h"
#include "services/ecs/model/tables.h"
#include "services/ecs/reconcile/service_planner.h"

namespace gantry::ecs {

/// Whether ECS may take on the roles that tasks of a service would have. Errors: in ECS's words,
/// for the service's events.
using RoleCheck = std::function<
    Result<void>(const ServiceRow& service, const TaskDefinitionRow& definition, SysTime now)>;

/// One turn of the service controller: views the service, plans, finds instances for what is to be
/// started, and stages task rows, the service row and its events. An unknown key gives an empty
/// plan, and so does a service at which nothing is to be done.
/// @param check_roles empty: all may be taken on
/// @param interfaces  null: tasks of awsvpc are not started
core::Plan service_turn(
    const Tables& tables,
    const std::string& service_key,
    IdSource& ids,
    SysTime now,
    const SchedulerRules& rules,
    const RoleCheck& check_roles = {},
    InterfaceSource* interfaces = nullptr
);

}  // namespace gantry::ecs
