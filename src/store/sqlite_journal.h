#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/loop.h"
#include "base/thread_loop.h"
#include "core/journal.h"
#include "store/data_directory.h"
#include "store/sqlite_writer.h"

namespace gantry::store {

/// The journal of a single server: one SQLite file, `journal.db`, in a data directory that this
/// process alone uses. Anyone may look into it with the sqlite3 program, even while it is in use;
/// sqlite_writer.h lists the tables.
///
/// Appends run on a thread of their own, one SQLite transaction a batch, synced before `done` is
/// posted to the loop. A disk that is full or fails costs that batch and nothing else; no batch is
/// taken after it until load() has seen to the file. read, history and state_at have a connection
/// of their own each time and may be called from any thread.
class SqliteJournal final : public core::Journal {
  public:
    struct Options {
        std::string vfs;  ///< SQLite's file system layer: for tests that break the disk
    };

    /// @param loop the core's; outlives the journal
    /// Errors: those of DataDirectory::open and SqliteWriter::open.
    static Result<std::unique_ptr<SqliteJournal>> open(
        Loop& loop, const std::filesystem::path& directory, Options options
    );
    static Result<std::unique_ptr<SqliteJournal>> open(
        Loop& loop, const std::filesystem::path& directory
    );
    /// Finishes the append in flight. Its `done` may still run on the loop afterwards.
    ~SqliteJournal() override;
    SqliteJournal(const SqliteJournal&) = delete;
    SqliteJournal& operator=(const SqliteJournal&) = delete;

    Result<core::LoadedState> load() override;
    void append(std::vector<core::JournalRecord> batch, Done done) override;
    Result<void> read(core::Sequence after, std::size_t limit, const Visit& visit) override;
    /// Looks through the whole journal, about a second for a million records: not on the loop.
    Result<void> history(std::string_view table, std::string_view key, const Visit& visit) override;
    /// Replays the journal up to `at`, some seconds for a million records: not on the loop.
    Result<core::LoadedState> state_at(SysTime at) override;
    /// At most kTrimmedPerCall records.
    Result<std::size_t> trim(SysTime before) override;

  private:
    SqliteJournal(Loop& loop, DataDirectory directory, std::string file, Options options);

    /// Runs on the thread: makes the writer fit to write, opening the file if need be.
    Result<void> ready_writer();
    Result<void> append_batch(const std::vector<core::JournalRecord>& batch);

    Loop& loop_;
    DataDirectory directory_;
    std::string file_;
    Options options_;
    // Touched on the thread only.
    std::optional<SqliteWriter> writer_;
    bool failed_ = true;  ///< load() has to come first

    ThreadLoop thread_;  ///< the last member: ends first
};

}  // namespace gantry::store
