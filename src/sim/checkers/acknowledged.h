#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/ecs/model/tables.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// What a client knows of a service that it made. Absent: a call's outcome is unknown, so either
/// value may be the true one.
struct PromisedService {
    std::optional<std::int64_t> desired;
    std::optional<std::string> definition;  ///< ARN; absent also where a rollback may change it
};

/// What clients were told is done, and must therefore be so whatever happened since.
struct Acknowledged {
    std::set<std::string> task_definitions;           ///< ARNs
    std::set<std::string> tasks;                      ///< ARNs
    std::map<std::string, PromisedService> services;  ///< by name
    std::set<std::string> deleted_services;           ///< names: DeleteService was acknowledged
    std::set<std::string> stopped_tasks;              ///< ARNs: StopTask was acknowledged
    /// startedBy of each RunTask, which goes with one client token → the count asked for. Known
    /// from the first try on, whatever became of it.
    std::map<std::string, std::size_t> runs;
    /// Answers that no right control plane gives, such as an ARN that was given before.
    std::vector<std::string> wrong_answers;
};

/// Everything acknowledged is in the tables.
void check_acknowledged(
    const Acknowledged& promised, const ecs::Tables& tables, SysTime now, Verdict& verdict
);

}  // namespace gantry::sim
