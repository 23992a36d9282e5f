#pragma once

#include <map>

#include "services/ec2/model/tables.h"
#include "sim/verdict.h"
#include "sim/workload/keeper.h"
#include "store/memory_journal.h"

namespace gantry::sim {

/// Network interfaces that the keeper was told of are there, those that it was told are gone are
/// not, and no two of a subnet have one address. Holds at any time. Values are judged by reading
/// them: rows do not show them.
void check_kept(const Keeper& keeper, const ec2::Tables& tables, SysTime now, Verdict& verdict);

/// Nothing on disks, in the journals' records or in rows, holds what the keeper keeps in secret, in
/// the clear or as base64.
class SecrecyChecker {
  public:
    /// The records since the last look.
    void check_new(const store::MemoryDisk& disk, SysTime now, Verdict& verdict);
    /// These, and all rows there are.
    void check_all(const store::MemoryDisk& disk, SysTime now, Verdict& verdict);

  private:
    std::map<const store::MemoryDisk*, core::Sequence> seen_;
};

}  // namespace gantry::sim
