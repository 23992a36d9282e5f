#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/result.h"
#include "core/journal.h"
#include "store/sqlite.h"

namespace gantry::store {

/// The writing half of SqliteJournal: its tables, and what changes them. Used by one thread.
///
/// Tables, format 1:
///     journal(sequence, time_ms, cause, changes)   one row a transaction; see change_text.h
///     rows(table_name, key, row)                   the newest state
///     base_rows(table_name, key, row)              the state at the trim point
///     meta(name, value)                            format, base_sequence, base_time_ms
class SqliteWriter {
  public:
    /// Makes the tables in an empty file.
    /// Errors: Internal for a file of another format, or none of ours.
    static Result<SqliteWriter> open(const std::string& path, const std::string& vfs);

    /// Writes records and rows in one transaction, synced when this returns.
    Result<void> append(std::span<const core::JournalRecord> batch);

    /// Whether it could write now, as far as can be told without writing.
    Result<void> check();

    /// Moves the trim point over at most `limit` records older than `before`.
    /// @return how many they were
    Result<std::size_t> trim(SysTime before, std::size_t limit);

  private:
    SqliteWriter() = default;
    Result<void> configure();
    Result<void> make_tables();
    Result<void> prepare();
    Result<void> write_record(const core::JournalRecord& record);
    Result<void> write_row(const core::RowChange& change);

    sqlite::Connection database_;
    sqlite::Statement insert_record_;
    sqlite::Statement put_row_;
    sqlite::Statement erase_row_;
};

}  // namespace gantry::store
