#pragma once

#include <filesystem>
#include <optional>

#include "base/result.h"
#include "core/journal.h"
#include "store/checksum.h"

namespace gantry::store {

/// How far the journal once was: kept in a small file of its own, `journal.mark`, so that a journal
/// that was lost, cut short or replaced by an older one does not pass for the whole.
struct JournalMark {
    core::Sequence sequence = 0;
    Checksum chain = kNoChain;  ///< of that record
    friend bool operator==(const JournalMark&, const JournalMark&) = default;
};

/// The mark of a directory; nothing where there is none.
/// Errors: Unavailable when it cannot be read, Internal when it is damaged.
Result<std::optional<JournalMark>> read_mark(const std::filesystem::path& directory);

/// Replaces the mark as a whole, synced; on failure the old one stays.
Result<void> write_mark(const std::filesystem::path& directory, const JournalMark& mark);

}  // namespace gantry::store
