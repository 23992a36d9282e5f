#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "drivers/runtime/fake/fake_machine.h"
#include "sim/checkers/ledger.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// A machine, the GPUs that it has, and how many tasks have one at a time.
struct GpuMachine {
    const runtime::FakeMachine* machine;
    std::vector<std::string> gpus;
    int sharing = 1;
};

/// Promises of GPUs, in rows and on machines:
///
/// - A task has as many different ones as its definition, or its run, asks for, of its instance's,
///   each for one container and those that share with it; what it has stays so. No more live tasks
///   have one than it was offered to when the newest of them was placed.
/// - A container is created with those that its row has, and nobody's else; of no more tasks do
///   containers run with one than its machine gives it to.
class GpuChecker {
  public:
    GpuChecker(const Ledger& ledger, Verdict& verdict) : ledger_(ledger), verdict_(verdict) {}

    /// Before the ledger takes the transaction in.
    void on_transaction(const Told& told, const ecs::Tables& tables);
    /// The rows were loaded from the disk, and the ledger has them.
    void on_reload();
    /// A container starts.
    void on_start(const runtime::FakeContainer& container, const GpuMachine& machine, SysTime now);

  private:
    void on_new_task(const ecs::TaskRow& task, SysTime now);
    void check_devices(
        const runtime::FakeContainer& container, const GpuMachine& machine, SysTime now
    );
    void check_counts(const ecs::TaskRow& task, std::size_t present, SysTime now);
    void hold(const ecs::TaskRow& task);
    void let_go(const ecs::TaskRow& task);

    const Ledger& ledger_;
    Verdict& verdict_;
    /// Ids of live tasks, by instance key and GPU.
    std::map<std::pair<std::string, std::string>, std::set<std::string>> holders_;
};

}  // namespace gantry::sim
