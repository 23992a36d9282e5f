#pragma once

#include "services/ec2/model/tables.h"
#include "sim/verdict.h"
#include "sim/workload/keeper.h"
#include "store/memory_journal.h"

namespace gantry::sim {

/// Network interfaces that the keeper was told of are there, those that it was told are gone are
/// not, and no two of a subnet have one address. Holds at any time. Values are judged by reading
/// them: rows do not show them.
void check_kept(const Keeper& keeper, const ec2::Tables& tables, SysTime now, Verdict& verdict);

/// Nothing on the disk, in the journal's records or in rows, holds what the keeper keeps in secret,
/// in the clear or as base64.
void check_secrecy(const store::MemoryDisk& disk, SysTime now, Verdict& verdict);

}  // namespace gantry::sim
