#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/journal.h"
#include "store/checksum.h"
#include "store/sqlite.h"

namespace gantry::store {

/// Which records changed a row: the table `touched(row, sequence, before)`, so that the history of
/// one row reads no other's records.
///
/// A row is known by a number made of its table and key. Two rows may share one: who reads looks
/// whether a record really changes the row. `before` is the entry before this one, so that one that
/// is missing is noticed. Used by one thread.
class HistoryIndex {
  public:
    struct Entry {
        core::Sequence sequence = 0;
        core::Sequence before = 0;  ///< 0: none was there
    };

    static constexpr const char* kTable = R"(
        CREATE TABLE touched (
            row INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            before INTEGER NOT NULL,
            PRIMARY KEY (row, sequence)
        ) WITHOUT ROWID;
    )";

    static Result<HistoryIndex> prepare(sqlite::Connection& database);

    /// Notes what a record changes. In order of sequence, in the caller's transaction.
    Result<void> add(core::Sequence sequence, std::span<const core::RowChange> changes);
    /// Drops what it knows of a row up to a record.
    Result<void> forget(std::string_view table, std::string_view key, core::Sequence up_to);

    /// The oldest entries of a row after a record.
    Result<std::vector<Entry>> entries(
        std::string_view table, std::string_view key, core::Sequence after, std::size_t limit
    );

  private:
    HistoryIndex() = default;

    sqlite::Statement add_;
    sqlite::Statement forget_;
    sqlite::Statement entries_;
};

}  // namespace gantry::store
