#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "core/journal.h"
#include "store/journal_point.h"
#include "store/row_writer.h"
#include "store/sqlite.h"

namespace gantry::store {

/// The writing half of SqliteJournal: its tables, and what changes them. Used by one thread.
///
/// Tables, format 2:
///     journal(sequence, time_ms, cause, changes, checksum)   one row a transaction; change_text.h
///     rows(table_name, key, row, checksum)                   the newest state
///     base_rows(table_name, key, row, checksum)              the state at the trim point
///     points(name, sequence, time_ms, chain, rows, seal)     where they stand; journal_point.h
///     meta(name, value)                                      format
class SqliteWriter {
  public:
    enum class Damage {
        Refuse,
        Adopt,  ///< take what is there for true (see adopt)
    };

    /// Makes the tables in an empty file.
    /// Errors: Internal for a file of another format, or none of ours, or one that is damaged.
    static Result<SqliteWriter> open(
        const std::string& path, const std::string& vfs, Damage damage = Damage::Refuse
    );

    /// Writes records and rows in one transaction, synced when this returns.
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
    SqliteWriter() = default;
    Result<void> configure();
    Result<void> prepare();
    Result<void> write_records(std::span<const core::JournalRecord> batch, JournalPoint& head);
    Result<void> write_record(const core::JournalRecord& record, JournalPoint& head);
    Result<std::size_t> roll_up(SysTime before, std::size_t limit);

    sqlite::Connection database_;
    sqlite::Statement insert_record_;
    sqlite::Statement write_point_;
    std::optional<RowWriter> rows_;
    JournalPoint head_;
};

}  // namespace gantry::store
