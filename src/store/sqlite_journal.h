#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/loop.h"
#include "base/thread_loop.h"
#include "base/time.h"
#include "core/journal.h"
#include "core/migration.h"
#include "store/data_directory.h"
#include "store/journal_mark.h"
#include "store/sqlite_reader.h"
#include "store/sqlite_writer.h"

namespace gantry::store {

/// The journal of a single server: one SQLite file, `journal.db`, in a data directory that this
/// process alone uses. Anyone may look into it with the sqlite3 program, even while it is in use;
/// sqlite_writer.h lists the tables.
///
/// Appends run on a thread of their own, one SQLite transaction a batch, synced before `done` is
/// posted to the loop. A disk that is full or fails costs that batch and nothing else; no batch is
/// taken after it until load() or resume() has seen to the file. Once another program has written
/// to it, append, load, resume and trim say deposed(), and nothing is written any more. read,
/// history and state_at have a connection of their own each time and may be called from any thread.
class SqliteJournal final : public core::Journal {
  public:
    struct Options {
        std::string vfs;  ///< SQLite's file system layer: for tests that break the disk
        /// Why there must be a journal already, as in "its key root.key is there": a directory
        /// without one, or with an empty one, is then refused. Empty: a new one may be made.
        std::string expected_for;
        /// Goes on where the journal is older than its mark, lost or damaged, with what is there.
        bool accept_loss = false;
        /// What the rows of this program went through, in order of format.
        std::vector<core::Migration> migrations;
        Duration patience = Seconds{5};  ///< with another program's lock on the file
    };

    /// @param loop the core's; outlives the journal
    /// Errors: those of DataDirectory::open and SqliteWriter::open; and Internal for a journal that
    /// is not what it was (see JournalMark), saying what is lost and what can be done.
    static Result<std::unique_ptr<SqliteJournal>> open(
        Loop& loop, const std::filesystem::path& directory, Options options
    );
    static Result<std::unique_ptr<SqliteJournal>> open(
        Loop& loop, const std::filesystem::path& directory
    );
    /// Finishes the append in flight. Its `done`, and a trim's, may still run on the loop
    /// afterwards.
    ~SqliteJournal() override;

    /// What the journal in a directory takes of the disk, its write-ahead log included; 0 for none.
    static std::uint64_t bytes_on_disk(const std::filesystem::path& directory);
    SqliteJournal(const SqliteJournal&) = delete;
    SqliteJournal& operator=(const SqliteJournal&) = delete;

    Result<core::JournalEnd> load(const VisitRow& visit) override;
    void resume(Resumed done) override;
    void append(std::vector<core::JournalRecord> batch, Done done) override;
    Result<void> read(core::Sequence after, std::size_t limit, const Visit& visit) override;
    /// Reads the row's own records only.
    Result<void> history(std::string_view table, std::string_view key, const Visit& visit) override;
    /// Replays the journal up to `at`, some seconds for a million records: not on the loop.
    Result<core::LoadedState> state_at(SysTime at) override;
    /// In passes of kTrimmedPerPass on the journal's thread, between the appends.
    void trim(SysTime before, Trimmed done) override;
    static constexpr std::size_t kTrimmedPerPass = 500;

  private:
    SqliteJournal(Loop& loop, DataDirectory directory, std::string file, Options options);

    [[nodiscard]] Result<SqliteReader> open_reader() const;
    /// Run on the thread. ready_writer makes the writer fit to write, opening the file if need be;
    /// resume_writer tells where it stands then.
    Result<void> ready_writer();
    Result<core::Sequence> resume_writer();
    Result<void> append_batch(const std::vector<core::JournalRecord>& batch);
    [[nodiscard]] Error not_ready() const;

    /// Run on the thread, at the start: whether this is the journal that it should be.
    Result<void> examine();
    Result<void> refuse_missing(const std::optional<JournalMark>& mark);
    Result<void> compare(const JournalMark& mark);
    Result<void> adopt_damage();
    /// Accepts a loss if that was asked for, else makes it an error.
    Result<void> lose(const std::string& what);

    /// Run on the thread.
    void write_mark_soon();
    void write_mark_now();
    void trim_pass(SysTime before, std::size_t gone, Trimmed done);

    Loop& loop_;
    DataDirectory directory_;
    std::string file_;
    Options options_;
    std::atomic<bool> closing_ = false;
    // Touched on the thread only.
    std::optional<SqliteWriter> writer_;
    bool failed_ = true;               ///< load() or resume() has to come first
    std::optional<JournalMark> mark_;  ///< as it is in its file
    TimerId mark_timer_ = 0;

    ThreadLoop thread_;  ///< the last member: ends first
};

}  // namespace gantry::store
