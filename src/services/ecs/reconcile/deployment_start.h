#pragma once

#include <cstdint>

#include "base/random.h"
#include "core/transaction.h"
#include "services/ecs/model/tables.h"

/// How a deployment begins, whoever wants it.
namespace gantry::ecs {

/// Where a new deployment's story is staged, and what it is made with.
struct DeploymentStart {
    core::Transaction& tx;
    const Tables& tables;
    IdSource& ids;
    SysTime now;
};

/// A new deployment becomes the primary one of the row, and its story begins.
/// @param next   what its tasks are to be; the rest is given here
/// @param share  how many tasks the service wanted until now: the former primary deployment's
///               (DeploymentRow::share)
void start_deployment(
    const DeploymentStart& start, ServiceRow& row, DeploymentRow next, std::int64_t share
);

/// The primary deployment once more, all of its tasks new: as UpdateService does with
/// `forceNewDeployment` alone. Image tags are asked for anew, and what failed is tried at once.
void deploy_again(const DeploymentStart& start, ServiceRow& row);

}  // namespace gantry::ecs
