#pragma once

#include <string>
#include <vector>

#include "services/ecs/reconcile/service_planner.h"
#include "sim/checkers/acknowledged.h"
#include "sim/checkers/container_checker.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// After a quiet time: services have what they want, of the definition they have, rows and
/// containers agree, nothing runs without a row, acknowledged stops have stopped.
void check_converged(
    const Acknowledged& promised,
    const ecs::Tables& tables,
    const std::vector<RunningContainer>& running,
    SysTime now,
    Verdict& verdict
);

/// Minutes after every service was rolled to a revision of `family` that does not work, and some of
/// their tasks were killed: no such deployment is COMPLETED, and as many tasks of revisions that do
/// work are ready as the floor demands; all that are wanted where the circuit breaker rolled back.
void check_broken_roll_outs(
    const ecs::Tables& tables,
    const std::string& family,
    Duration settle,
    SysTime now,
    Verdict& verdict
);

/// Keys of controllers at which something is to be done now, with what: empty at rest. A plan that
/// would do something and was not asked means that nobody was woken for it.
/// @param rules those of the control plane
std::vector<std::string> unfinished_plans(
    const ecs::Tables& tables,
    const ecs::SchedulerRules& rules,
    Duration stopped_task_retention,
    SysTime now
);

}  // namespace gantry::sim
