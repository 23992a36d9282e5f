#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/core.h"
#include "services/ecs/model/tables.h"
#include "store/memory_journal.h"

namespace gantry::sim {

/// A container that really runs in the simulated world.
struct RunningContainer {
    std::string machine;
    std::string task_arn;
    std::string name;  ///< container name of the task definition
};

/// Collects broken promises. The first one ends a simulation; its text says what and when.
class Verdict {
  public:
    void broken(SysTime when, std::string what);
    [[nodiscard]] bool ok() const { return violations_.empty(); }
    [[nodiscard]] const std::vector<std::string>& violations() const { return violations_; }

  private:
    std::vector<std::string> violations_;
};

/// Promises about every single durable change: nothing goes backwards, resources never go negative.
class ChangeChecker {
  public:
    ChangeChecker(const ecs::Tables& tables, Verdict& verdict)
        : tables_(tables), verdict_(verdict) {}
    void on_change(const core::Change& change, SysTime now);

  private:
    void check_task(const ecs::TaskRow& before, const ecs::TaskRow& after, SysTime now);
    void check_instance_resources(const ecs::TaskRow& task, SysTime now);

    const ecs::Tables& tables_;
    Verdict& verdict_;
};

/// What clients were told is done, and must therefore exist whatever happened since.
struct Acknowledged {
    std::set<std::string> clusters;          ///< names
    std::set<std::string> task_definitions;  ///< ARNs
    std::set<std::string> tasks;             ///< ARNs
    std::map<std::string, std::int64_t>
        services;  ///< name → desired count of the last acknowledged change
    /// Services with a call whose outcome the client does not know: their count may be either.
    std::set<std::string> uncertain;
    std::set<std::string> stopped_tasks;  ///< ARNs for which StopTask was acknowledged
};

/// Everything acknowledged is in the tables.
void check_acknowledged(
    const Acknowledged& promised, const ecs::Tables& tables, SysTime now, Verdict& verdict
);

/// No container of a task runs twice.
void check_runs_once(const std::vector<RunningContainer>& running, SysTime now, Verdict& verdict);

/// After a quiet time: services have what they want, rows and containers agree, nothing runs
/// without a row, acknowledged stops have stopped.
void check_converged(
    const Acknowledged& promised,
    const ecs::Tables& tables,
    const std::vector<RunningContainer>& running,
    SysTime now,
    Verdict& verdict
);

/// Replaying the journal from its start gives the rows in memory.
void check_replay(
    const store::MemoryDisk& disk, const core::StoredRows& in_memory, SysTime now, Verdict& verdict
);

}  // namespace gantry::sim
