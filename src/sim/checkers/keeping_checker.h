#pragma once

#include "sim/verdict.h"
#include "store/memory_journal.h"

namespace gantry::sim {

/// Nothing on the disk, in the journal's records or in rows, holds what the keeper keeps in secret,
/// in the clear or as base64.
void check_secrecy(const store::MemoryDisk& disk, SysTime now, Verdict& verdict);

}  // namespace gantry::sim
