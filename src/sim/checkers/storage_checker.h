#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "drivers/runtime/fake/fake_machine.h"
#include "drivers/storage/fake/fake_storage.h"
#include "sim/checkers/ledger.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// A machine, what is mounted on it and what runs there.
struct StorageMachine {
    const storage::FakeStorageMachine* storage = nullptr;
    const runtime::FakeMachine* runtime = nullptr;
};

/// Where a machine keeps file systems of EFS that nobody named.
inline constexpr const char* kFileSystems = "/efs";

/// Promises of what is mounted for tasks, with what a definition says about it written once more:
///
/// - What a container is to have mounted is mounted as it starts, and for as long as it runs.
/// - A disk, and a directory that is mounted, is one task's, by its row and on machines.
/// - A volume's attachment is ATTACHED once its disk was, before the task is RUNNING; when its end
///   is told nothing is mounted, and its content is gone or kept as was asked.
/// - At rest nothing is mounted and no disk is left but for live tasks.
class StorageChecker {
  public:
    /// @param machines  filled before anything happens; outlives it
    StorageChecker(
        const std::vector<StorageMachine>& machines, const Ledger& ledger, Verdict& verdict
    )
        : machines_(machines), ledger_(ledger), verdict_(verdict) {}

    /// Before the ledger takes the transaction in.
    void on_transaction(const Told& told, const ecs::Tables& tables);
    /// Something is mounted on a machine.
    void on_attach(const storage::Mount& mount) { ever_attached_.insert(mount.id); }
    void on_start(
        const StorageMachine& machine, const runtime::FakeContainer& container, SysTime now
    );
    /// Once a second.
    void check(SysTime now);
    void check_at_rest(SysTime now);

  private:
    struct Use {
        StorageMachine machine;
        std::string container;  ///< the runtime's id
        std::vector<std::string> mounts;
    };

    void on_volume(const Told& told, const ecs::TaskRow* before, const ecs::TaskRow& after);
    void check_end(const ecs::TaskRow& task, SysTime now);
    void note_owner(const std::string& mount, const ecs::TaskRow& task, SysTime now);

    const std::vector<StorageMachine>& machines_;
    const Ledger& ledger_;
    Verdict& verdict_;
    std::set<std::string> ever_attached_;        ///< ids of mounts
    std::map<std::string, std::string> owners_;  ///< task keys, by ids of mounts
    std::vector<Use> uses_;                      ///< by containers that run, or did a second ago
};

}  // namespace gantry::sim
