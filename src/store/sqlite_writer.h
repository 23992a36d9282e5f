#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "core/journal.h"
#include "store/history_index.h"
#include "store/journal_point.h"
#include "store/migrate.h"
#include "store/row_writer.h"
#include "store/sqlite.h"
#include "store/sqlite_schema.h"

namespace gantry::store {

/// The writing half of SqliteJournal: its tables, and what changes them. Used by one thread.
///
/// Tables, format 3:
///     journal(sequence, time_ms, cause, changes, checksum)   one row a transaction; change_text.h
///     rows(table_name, key, row, checksum)                   the newest state
///     base_rows(table_name, key, row, checksum)              the state at the trim point
///     points(name, sequence, time_ms, chain, rows, seal)     where they stand; journal_point.h
///     touched(row, sequence, before)                         records by row; history_index.h
///     meta(name, value)                                      format
class SqliteWriter {
  public:
    /// Makes the tables in an empty file, and brings those of an older format to the newest.
    /// @param migrations outlive the writer
    /// Errors: those of prepare_tables.
    static Result<SqliteWriter> open(
        const std::string& path,
        const std::string& vfs,
        Migrations migrations,
        Damage damage = Damage::Refuse
    );

    /// Writes records and rows in one transaction, synced when this returns.
    /// Errors: deposed(), when somebody else has written since.
    Result<void> append(std::span<const core::JournalRecord> batch);

    /// Whether it could write now, as far as can be told without writing. Learns anew where the
    /// journal stands.
    Result<void> check();

    /// The newest durable record.
    [[nodiscard]] const JournalPoint& head() const { return head_; }
    /// The checksum of a record; nothing when it has none or was trimmed.
    Result<std::optional<Checksum>> chain_at(core::Sequence sequence);

    /// Moves the trim point over at most `limit` records older than `before`.
    /// @return how many they were
    Result<std::size_t> trim(SysTime before, std::size_t limit);

  private:
    explicit SqliteWriter(Migrations migrations) : migrations_(migrations) {}
    Result<void> configure();
    Result<void> prepare();
    Result<void> check_head();
    Result<void> write_records(std::span<const core::JournalRecord> batch, JournalPoint& head);
    Result<void> write_record(const core::JournalRecord& record, JournalPoint& head);
    Result<std::size_t> roll_up(SysTime before, std::size_t limit);

    Migrations migrations_;
    sqlite::Connection database_;
    sqlite::Statement find_head_;
    sqlite::Statement insert_record_;
    sqlite::Statement write_point_;
    std::optional<RowWriter> rows_;
    std::optional<HistoryIndex> index_;
    JournalPoint head_;
};

}  // namespace gantry::store
