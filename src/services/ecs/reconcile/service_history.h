#pragma once

#include <optional>
#include <string>

#include "base/random.h"
#include "core/transaction.h"
#include "services/ecs/model/tables.h"

/// The stories of a service's deployments (ServiceDeploymentRow): what ListServiceDeployments and
/// its kin tell. They follow from the service row; nothing is decided by them.
namespace gantry::ecs {

/// Deployments of a service that are remembered.
inline constexpr std::size_t kServiceDeploymentsKept = 50;

/// Begins the story of the row's primary deployment, which was just made, and ends that of the one
/// it replaces. Names the story in the deployment.
void begin_history(
    core::Transaction& tx, const Tables& tables, ServiceRow& row, IdSource& ids, SysTime now
);

/// Brings the story of the row's primary deployment up to date. Stages nothing when it is.
/// @param tripped  ServicePlan::tripped; the row may not have it any more
void update_history(
    core::Transaction& tx,
    const Tables& tables,
    const ServiceRow& row,
    const std::optional<DeploymentRow>& tripped,
    SysTime now
);

/// Ends the story of the primary deployment if it is not over: the service is being deleted.
void end_history(core::Transaction& tx, const Tables& tables, const ServiceRow& row, SysTime now);

/// Forgets all stories of the service.
void erase_history(core::Transaction& tx, const Tables& tables, const std::string& service_key);

}  // namespace gantry::ecs
