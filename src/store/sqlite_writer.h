#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
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
///
/// It is the only one that writes, and knows where its own appends can have led: to the head that
/// it has seen, or, where a commit failed, to what that commit would have made, since a disk that
/// fails may have done its work all the same. A journal that stands anywhere else has another
/// writer. This one is then deposed(), for good: all that it is asked says so, and nothing is
/// written.
class SqliteWriter {
  public:
    /// Makes the tables in an empty file, and brings those of an older format to the newest.
    /// Takes the journal as it stands.
    /// @param migrations outlive the writer
    /// @param patience how long to wait for another program's lock
    /// Errors: those of prepare_tables.
    static Result<SqliteWriter> open(
        const std::string& path,
        const std::string& vfs,
        Migrations migrations,
        Damage damage = Damage::Refuse,
        Duration patience = Seconds{5}
    );

    /// Writes records and rows in one transaction, synced when this returns.
    /// After an error: only once resume() has been well.
    Result<void> append(std::span<const core::JournalRecord> batch);

    /// Whether it could write now, as far as can be told without writing. Opens the file anew if it
    /// must, and learns whether a commit that failed is durable after all.
    Result<void> resume();

    /// The newest durable record.
    [[nodiscard]] const JournalPoint& head() const { return head_; }
    /// Why it writes no more.
    [[nodiscard]] const std::optional<Error>& deposed() const { return deposed_; }
    /// The checksum of a record; nothing when it has none or was trimmed.
    Result<std::optional<Checksum>> chain_at(core::Sequence sequence);

    /// Moves the trim point over at most `limit` records older than `before`.
    /// @return how many they were
    Result<std::size_t> trim(SysTime before, std::size_t limit);

  private:
    SqliteWriter(std::string path, std::string vfs, Migrations migrations, Duration patience)
        : path_(std::move(path)),
          vfs_(std::move(vfs)),
          migrations_(migrations),
          patience_(patience) {}
    Result<void> connect();
    Result<void> prepare();
    void disconnect();
    Result<void> reopen();
    Result<void> check_tables();
    Result<void> check();
    Result<JournalPoint> find_head();
    Error depose();
    Result<void> commit(sqlite::Transaction& transaction, const JournalPoint& head);
    Result<void> write_records(std::span<const core::JournalRecord> batch, JournalPoint& head);
    Result<void> write_record(const core::JournalRecord& record, JournalPoint& head);
    Result<std::size_t> roll_up(SysTime before, std::size_t limit);

    std::string path_;
    std::string vfs_;
    Migrations migrations_;
    Duration patience_;
    bool connected_ = false;
    sqlite::Connection database_;
    sqlite::Statement find_point_;
    sqlite::Statement insert_record_;
    sqlite::Statement write_point_;
    std::optional<RowWriter> rows_;
    std::optional<HistoryIndex> index_;
    JournalPoint head_;
    std::vector<JournalPoint> unsure_;  ///< where commits that failed would have led from head_
    std::optional<Error> deposed_;
};

}  // namespace gantry::store
