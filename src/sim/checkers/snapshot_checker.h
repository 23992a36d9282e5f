#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/ec2/model/tables.h"
#include "sim/checkers/storage_checker.h"

namespace gantry::sim {

/// Promises of EC2's volumes and snapshots. What is in a disk follows from rows alone here: of a
/// new one it is its id, of one that is made from a snapshot what was in that one's volume.
///
/// - A snapshot is completed only when it is where its row says, with what its volume had.
/// - A disk that is made from a snapshot has what was in it, and another has not, as its task's
///   containers start.
/// - When the row of a deleted snapshot goes, its file is gone.
/// - At rest nothing is pending, being deleted or creating, completed snapshots are where their
///   rows say, and EC2 shows the volumes of live tasks as in use, and of no others.
class SnapshotChecker {
  public:
    /// @param machines  filled before anything happens; outlives it
    SnapshotChecker(
        const std::vector<StorageMachine>& machines, const Ledger& ledger, Verdict& verdict
    )
        : machines_(machines), ledger_(ledger), verdict_(verdict) {}

    void on_transaction(const Told& told, const ecs::Tables& ecs, const ec2::Tables& ec2);
    /// The tables were loaded: what became durable and was never told of is in them.
    void on_reload(const ecs::Tables& ecs, const ec2::Tables& ec2);
    void on_start(
        const StorageMachine& machine, const runtime::FakeContainer& container, SysTime now
    );
    void check_at_rest(const ecs::Tables& ecs, const ec2::Tables& ec2, SysTime now);

  private:
    void on_task(const ecs::TaskRow& task);
    void on_snapshot(const core::Change& change, const ec2::Tables& ec2, SysTime now);
    /// What the file of a snapshot has; empty: it is not in that store.
    [[nodiscard]] std::string found_in(const std::string& store, const std::string& id) const;

    const std::vector<StorageMachine>& machines_;
    const Ledger& ledger_;
    Verdict& verdict_;
    std::map<std::string, std::string> volumes_;    ///< what is in them, by id
    std::map<std::string, std::string> snapshots_;  ///< likewise; completed ones
};

}  // namespace gantry::sim
