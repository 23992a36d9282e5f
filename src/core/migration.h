#pragma once

#include "base/result.h"
#include "core/journal.h"

namespace gantry::core {

/// One step from an older shape of rows to the next: another table, key or text. Pure.
///
/// A journal's format is a number that goes up with every step; those that it has yet to take are
/// taken when it is opened, in order and as one. Rows are rewritten; records stay as they were
/// written, and are shown as the steps since then would have them.
struct Migration {
    int format = 0;  ///< the journal's, once this is done; above 2
    /// @param change a row as it was stored, or the erasure of one; of any table there ever was.
    ///        Two rows must stay two.
    /// Errors: any, for a text that makes no sense; the journal is then not opened.
    Result<void> (*change)(RowChange& change) = nullptr;
};

}  // namespace gantry::core
