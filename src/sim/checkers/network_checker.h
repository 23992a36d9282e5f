#pragma once

#include <set>
#include <string>
#include <vector>

#include "drivers/network/fake/fake_network.h"
#include "services/ec2/model/tables.h"
#include "services/ecs/model/tables.h"
#include "sim/checkers/ledger.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// Judges the networks of tasks: whose addresses they are, and what gets through at rest. Says the
/// rules of security groups once more, for the few kinds that the simulation has.
class NetworkChecker {
  public:
    /// @param machines  filled before anything happens; outlives it
    NetworkChecker(
        const std::vector<const network::FakeNetworkMachine*>& machines, Verdict& verdict
    )
        : machines_(machines), verdict_(verdict) {}

    void set_now(SysTime now) { now_ = now; }
    /// Notes which interfaces are on a machine; after each event.
    void look();
    /// No two live tasks have an address; none is given out that a machine still has; ATTACHED is
    /// what was on a machine.
    void on_transaction(const Told& told, const ecs::Tables& tables);
    /// No two interfaces on machines share an address of a VPC.
    void check();
    /// Every task that runs is on its machine's network and no other is; what gets from one task to
    /// another is what their groups let through.
    void check_at_rest(const ecs::Tables& ecs, const ec2::Tables& ec2);

  private:
    void on_new_task(const ecs::TaskRow& task, const ecs::Tables& tables);
    void check_passage(
        const ecs::TaskRow& from, const ecs::TaskRow& to, int port, const ec2::Tables& ec2
    );

    const std::vector<const network::FakeNetworkMachine*>& machines_;
    Verdict& verdict_;
    SysTime now_{};
    std::vector<std::uint64_t> seen_;      ///< by machine: attachments counted so far
    std::set<std::string> ever_attached_;  ///< interface ids
};

}  // namespace gantry::sim
