#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "sim/checkers/acknowledged.h"
#include "sim/checkers/ledger.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// Promises about every single durable change: statuses and goals only move forward, instances are
/// never over-committed, no port is held twice, revision numbers are used once, a deleted service
/// stays deleted, one client token makes one set of tasks, tasks that are said to be interrupted
/// were.
class RowChecker {
  public:
    RowChecker(const Acknowledged& promised, Verdict& verdict)
        : promised_(promised), verdict_(verdict) {}

    /// Call before the ledger takes the transaction in. @param tables of the process that told it
    void on_transaction(const Told& told, const ecs::Tables& tables);
    /// The rows were loaded from the disk: what was durable and never told is learnt.
    void on_reload(const ecs::Tables& tables, SysTime now);

  private:
    void on_task(const Told& told, const ecs::TaskRow* before, const ecs::TaskRow* after);
    void check_forward(const Told& told, const ecs::TaskRow& before, const ecs::TaskRow& after);
    void check_interruption(const Told& told, const ecs::TaskRow& task);
    void note_run(const ecs::TaskRow& task, SysTime now);
    void check_instance(const std::string& key, const ecs::Tables& tables, SysTime now);
    void on_definition(const std::string& key, bool is_new, SysTime now);

    const Acknowledged& promised_;
    Verdict& verdict_;
    std::set<std::string> revisions_;  ///< keys of task definitions, gone ones included
    std::map<std::string, std::set<std::string>> runs_;  ///< startedBy → task ids
};

}  // namespace gantry::sim
