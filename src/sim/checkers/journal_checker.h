#pragma once

#include <cstdint>
#include <vector>

#include "core/journal.h"
#include "sim/verdict.h"
#include "store/memory_journal.h"

namespace gantry::sim {

/// The journal tells every moment it still covers: rows are noted at moments by chance, the journal
/// is trimmed at others, and at the end it must give the same rows for each noted moment, from any
/// trim point, and the rows in memory for now.
class JournalChecker {
  public:
    /// Remembers what the disk holds now.
    void note(const store::MemoryDisk& disk);
    /// Compares. @param in_memory the rows as the core has them, all durable
    void check(
        core::Journal& journal, const core::StoredRows& in_memory, SysTime now, Verdict& verdict
    ) const;

  private:
    struct Moment {
        core::Sequence sequence = 0;
        SysTime time;
        std::uint64_t rows = 0;  ///< their hash
    };
    std::vector<Moment> moments_;
};

}  // namespace gantry::sim
