#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace gantry::core {

/// Position of a transaction in the journal: 1, 2, 3 … without holes. 0: before the first.
using Sequence = std::uint64_t;

/// One row's new value, as stored. Rows are JSON text, so that anyone can read a journal.
struct RowChange {
    std::string table;
    std::string key;
    std::optional<std::string> row;  ///< absent: the row was erased
    friend bool operator==(const RowChange&, const RowChange&) = default;
};

/// One committed transaction.
struct JournalRecord {
    Sequence sequence = 0;
    SysTime time;
    std::string cause;  ///< who did it: "CreateService 6f1c…", "service-controller
                        ///< 000000000000/us-east-1/default/web"
    std::vector<RowChange> changes;
    friend bool operator==(const JournalRecord&, const JournalRecord&) = default;
};

/// Every row at one moment: table → key → row text.
using StoredRows = std::map<std::string, std::map<std::string, std::string>>;

struct LoadedState {
    Sequence last_sequence = 0;
    SysTime last_time;
    StoredRows rows;
};

/// Where a journal ends.
struct JournalEnd {
    Sequence last_sequence = 0;
    SysTime last_time;
};

/// How much a record holds: cause, names and rows.
std::size_t bytes_of(const JournalRecord& record);

/// What an append fails with once another process is the one that writes. Nothing helps then: this
/// one must write no more, and not take what it holds for the newest state.
Error deposed(std::string message);
[[nodiscard]] bool is_deposed(const Error& error);

/// Makes `change` true in `rows`. Tables without rows are left out.
void apply_to(StoredRows& rows, const RowChange& change);

class Journal;
/// The newest durable state in one piece: for tests and tools, a large one takes much memory.
Result<LoadedState> load_all(Journal& journal);

/// Visits rows that are in memory, as Journal::load does.
Result<void> visit_rows(
    const StoredRows& rows,
    const std::function<
        Result<void>(std::string_view table, std::string_view key, std::string_view row)>& visit
);

/// A 64-bit FNV-1a over everything a record says, continuing from `hash`: two journals with the
/// same hash tell the same story. Start from kEmptyJournalHash.
std::uint64_t hash_record(std::uint64_t hash, const JournalRecord& record);
inline constexpr std::uint64_t kEmptyJournalHash = 0xcbf29ce484222325;

/// Where transactions become durable. One writer: the core.
///
/// Contract: append is called with consecutive sequences, within limits(), and never again before
/// the previous `done` ran; `done` runs on the core's loop, never within append itself, once every
/// record of the batch is durable (synced), or with an error, after which the contents are as
/// before the batch or as after it, never in between, and the caller must load again, or resume.
/// Reads (load, read, state_at) may be called between appends from the core's loop; they may block
/// for the time the disk takes. Any of them, append, resume and trim may fail as deposed(): nothing
/// is written after that, by any of them. Append, load and resume do where the contents are neither
/// what this journal has made durable nor what a failed append would have: nobody takes in what
/// another wrote.
class Journal {
  public:
    using Done = std::function<void(Result<void>)>;
    virtual ~Journal() = default;

    /// What one append takes.
    struct Limits {
        std::size_t records = 1'000;
        std::size_t changes = 50'000;
        std::size_t bytes = 32 << 20;  ///< bytes_of its records
    };
    /// Stays the same for as long as the journal lives.
    [[nodiscard]] virtual Limits limits() const { return {}; }

    /// An error ends the load, and is its outcome.
    using VisitRow = std::function<
        Result<void>(std::string_view table, std::string_view key, std::string_view row)>;
    /// Visits the newest durable state, in the order of table and key. Called once before the first
    /// append, and whenever the core finds that its own is another. Rows may have been visited when
    /// it fails.
    virtual Result<JournalEnd> load(const VisitRow& visit) = 0;

    /// After a failed append, and before the next: makes the journal fit to write again, as far as
    /// that can be told without writing, and finds out what has become durable: what there was
    /// before, or the whole batch as well.
    /// @param done told the newest durable sequence, on the journal's loop, perhaps within the call
    using Resumed = std::function<void(Result<Sequence>)>;
    virtual void resume(Resumed done) = 0;

    /// @param batch not empty, within limits()
    virtual void append(std::vector<JournalRecord> batch, Done done) = 0;

    using Visit = std::function<bool(const JournalRecord&)>;  ///< false: enough

    /// Visits records with sequence > `after`, oldest first, at most `limit`. Where retention has
    /// forgotten some of them, the first one visited is later than `after` + 1.
    virtual Result<void> read(Sequence after, std::size_t limit, const Visit& visit) = 0;

    /// Visits the records that changed one row, oldest first. As it stands here, reads everything.
    virtual Result<void> history(std::string_view table, std::string_view key, const Visit& visit);

    /// Every row as of the last record with time <= `at`.
    /// Errors: NotFound when `at` lies before what retention has kept; the message says since when.
    virtual Result<LoadedState> state_at(SysTime at) = 0;

    /// Forgets records older than `before`, keeping the state they led to as the new starting
    /// point. Never touches the newest state. Works in short passes, so that appends come in
    /// between, and nobody waits for it.
    /// @param done told how many records went, on the journal's loop, perhaps within the call, and
    ///        perhaps once the journal is gone
    using Trimmed = std::function<void(Result<std::size_t>)>;
    virtual void trim(SysTime before, Trimmed done) = 0;
};

/// For journals: a batch that is too large is a mistake of ours.
void assert_within(const Journal::Limits& limits, const std::vector<JournalRecord>& batch);

}  // namespace gantry::core
