#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "drivers/runtime/fake/fake_machine.h"
#include "sim/checkers/ledger.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// Promises of GPUs, in rows and on machines:
///
/// - A task has as many as its definition, or its run, asks for, of its instance's, each for one
///   container; what it has stays so. No two live tasks have one.
/// - A container is created with those that its row has, and nobody's else; no two that run on a
///   machine have one.
class GpuChecker {
  public:
    GpuChecker(const Ledger& ledger, Verdict& verdict) : ledger_(ledger), verdict_(verdict) {}

    /// Before the ledger takes the transaction in.
    void on_transaction(const Told& told, const ecs::Tables& tables);
    /// The rows were loaded from the disk, and the ledger has them.
    void on_reload();
    /// A container starts. @param gpus of its machine
    void on_start(
        const runtime::FakeContainer& container,
        const runtime::FakeMachine& machine,
        const std::vector<std::string>& gpus,
        SysTime now
    );

  private:
    void on_new_task(const ecs::TaskRow& task, SysTime now);
    void check_counts(const ecs::TaskRow& task, std::size_t present, SysTime now);
    void hold(const ecs::TaskRow& task);
    void let_go(const ecs::TaskRow& task);

    const Ledger& ledger_;
    Verdict& verdict_;
    /// Ids of live tasks, by instance key and GPU.
    std::map<std::pair<std::string, std::string>, std::string> holders_;
};

}  // namespace gantry::sim
