#include "store/sqlite_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/log.h"
#include "store/change_text.h"
#include "store/record_scan.h"

namespace gantry::store {

namespace {

/// The page is large enough that most rows need no second one. The cache holds the inner pages of
/// large tables. The checkpoint comes after 32 MiB: pages that many batches change are copied once,
/// and the write-ahead log stays small. After 8 MiB writes of one value anew come at four fifths of
/// the rate.
constexpr const char* kPragmas = R"(
    PRAGMA page_size = 8192;
    PRAGMA auto_vacuum = NONE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA cache_size = -4096;
    PRAGMA secure_delete = OFF;
)";

/// A disk that stays full fails a commit every few seconds. The oldest are written over by then.
constexpr std::size_t kMostUnsure = 1'000;

using RowName = std::pair<std::string, std::string>;  // table, key

/// What the oldest records led to.
struct Rolled {
    std::size_t records = 0;
    JournalPoint last;
    std::map<RowName, std::optional<std::string>> rows;
};

Result<Rolled> roll(
    sqlite::Connection& database, Migrations migrations, SysTime before, std::size_t limit
) {
    Result<RecordScan> scan = RecordScan::prepare(database, migrations);
    if (!scan) return scan.error();
    if (const Result<void> begun = scan->begin(0); !begun) return begun.error();
    Rolled rolled;
    while (rolled.records < limit) {
        const Result<bool> found = scan->next();
        if (!found) return found.error();
        if (!*found || scan->time_ms() >= epoch_ms(before)) break;
        auto record = scan->record();
        if (record) {
            for (core::RowChange& change : record->changes) {
                rolled.rows[{std::move(change.table), std::move(change.key)}] =
                    std::move(change.row);
            }
        } else if (scan->sequence() > scan->unchecked()) {
            return record.error();
        } else {  // its loss was accepted
            log_warn(
                "journal_record_unreadable",
                {{"record", scan->sequence()}, {"why", record.error().message}}
            );
        }
        ++rolled.records;
        rolled.last = {
            .sequence = scan->sequence(), .time_ms = scan->time_ms(), .chain = scan->chain()
        };
    }
    return rolled;
}

Result<void> write_base_rows(sqlite::Connection& database, const Rolled& rolled, Checksum& all) {
    Result<RowWriter> rows = RowWriter::prepare(database, "base_rows");
    if (!rows) return rows.error();
    for (const auto& [name, row] : rolled.rows) {
        const Result<void> written = rows->write(name.first, name.second, row, all);
        if (!written) return written;
    }
    return {};
}

}  // namespace

Result<SqliteWriter> SqliteWriter::open(
    const std::string& path,
    const std::string& vfs,
    Migrations migrations,
    Damage damage,
    Duration patience
) {
    SqliteWriter writer(path, vfs, migrations, patience);
    Result<void> done = writer.connect();
    if (done) done = writer.database_.execute(kPragmas);
    if (done) done = prepare_tables(writer.database_, migrations, damage);
    if (done) done = writer.prepare();
    if (!done) return done.error();
    const Result<JournalPoint> head = read_point(writer.database_, kHead);
    if (!head) return head.error();
    writer.head_ = *head;
    if (done = writer.check(); !done) return done.error();
    return writer;
}

Result<void> SqliteWriter::connect() {
    Result<sqlite::Connection> database = sqlite::Connection::open(path_, vfs_);
    if (!database) return database.error();
    database_ = std::move(*database);
    database_.set_patience(patience_);
    connected_ = true;
    return {};
}

Result<void> SqliteWriter::prepare() {
    Result<sqlite::Statement> insert = database_.prepare(
        "INSERT INTO journal (sequence, time_ms, cause, changes, checksum) VALUES (?, ?, ?, ?, ?)"
    );
    if (!insert) return insert.error();
    insert_record_ = std::move(*insert);
    Result<sqlite::Statement> find = prepare_read_point(database_);
    if (!find) return find.error();
    find_point_ = std::move(*find);
    Result<sqlite::Statement> point = prepare_write_point(database_);
    if (!point) return point.error();
    write_point_ = std::move(*point);
    Result<RowWriter> rows = RowWriter::prepare(database_, "rows");
    if (!rows) return rows.error();
    rows_ = std::move(*rows);
    Result<HistoryIndex> index = HistoryIndex::prepare(database_);
    if (!index) return index.error();
    index_ = std::move(*index);
    return {};
}

/// Statements first: a connection lives on while it has one.
void SqliteWriter::disconnect() {
    connected_ = false;
    index_.reset();
    rows_.reset();
    write_point_ = {};
    find_point_ = {};
    insert_record_ = {};
    database_ = {};
}

Result<void> SqliteWriter::resume() {
    if (deposed_) return *deposed_;
    // A connection that works is kept: to make a new one takes space, which a full disk lacks.
    if (connected_) {
        const Result<void> good = check();
        if (good || deposed_) return good;
    }
    return reopen();
}

/// What was known of the journal stays known: the file may have changed meanwhile.
Result<void> SqliteWriter::reopen() {
    disconnect();
    Result<void> done = connect();
    if (done) done = check_tables();
    if (done) done = database_.execute(kPragmas);
    if (done) done = prepare();
    if (done) done = check();
    if (!done) disconnect();
    return done;
}

/// Before anything is written to the file: tables that are missing, or of a format that this
/// program does not have, are somebody else's work.
Result<void> SqliteWriter::check_tables() {
    const Result<bool> ours = has_newest_tables(database_, migrations_);
    if (!ours) return ours.error();
    return *ours ? Result<void>{} : Result<void>{depose()};
}

Result<void> SqliteWriter::check() {
    Result<sqlite::Transaction> transaction =
        sqlite::Transaction::begin(database_, sqlite::Transaction::Kind::Write);
    if (!transaction) return transaction.error();
    const Result<JournalPoint> found = find_head();
    if (!found) return found.error();
    if (const Result<void> done = transaction->commit(); !done) return done;
    if (*found == head_) return {};  // one of unsure_ may yet turn up when the file is opened anew
    head_ = *found;
    unsure_.clear();
    return {};
}

/// Where the journal stands, in the caller's transaction. The lock of the directory keeps other
/// programs of ours away, but not from a disk that several machines share. Compared is what records
/// and rows are, by their checksums: another's record may have the number of ours.
Result<JournalPoint> SqliteWriter::find_head() {
    Result<JournalPoint> found = read_point(find_point_, kHead);
    if (!found) return found;
    const bool ours = *found == head_ || std::ranges::find(unsure_, *found) != unsure_.end();
    return ours ? found : depose();
}

Error SqliteWriter::depose() {
    deposed_ = core::deposed("Another program has written to the journal of this one.");
    return *deposed_;
}

Result<void> SqliteWriter::append(std::span<const core::JournalRecord> batch) {
    if (deposed_) return *deposed_;
    Result<sqlite::Transaction> transaction =
        sqlite::Transaction::begin(database_, sqlite::Transaction::Kind::Write);
    if (!transaction) return transaction.error();
    const Result<JournalPoint> found = find_head();
    if (!found) return found.error();
    if (*found != head_) return unavailable("A write that failed has become durable since.");
    JournalPoint head = head_;
    Result<void> done = write_records(batch, head);
    if (done) done = write_point(write_point_, kHead, head);
    return done ? commit(*transaction, head) : done;
}

/// Only a commit that failed leaves it open what is durable: before it, nothing can be.
Result<void> SqliteWriter::commit(sqlite::Transaction& transaction, const JournalPoint& head) {
    const Result<void> done = transaction.commit();
    if (done) {
        head_ = head;
        unsure_.clear();
    } else {
        if (unsure_.size() == kMostUnsure) unsure_.erase(unsure_.begin());
        unsure_.push_back(head);
    }
    return done;
}

Result<void> SqliteWriter::write_records(
    std::span<const core::JournalRecord> batch, JournalPoint& head
) {
    // Of several changes to one row only the last is worth writing to `rows`.
    std::map<std::pair<std::string_view, std::string_view>, const core::RowChange*> newest;
    for (const core::JournalRecord& record : batch) {
        if (const Result<void> written = write_record(record, head); !written) return written;
        for (const core::RowChange& change : record.changes) {
            newest[{change.table, change.key}] = &change;
        }
    }
    for (const auto& [name, change] : newest) {
        const Result<void> written = rows_->write(name.first, name.second, change->row, head.rows);
        if (!written) return written;
    }
    return {};
}

Result<void> SqliteWriter::write_record(const core::JournalRecord& record, JournalPoint& head) {
    if (record.sequence != head.sequence + 1) {
        return internal_error(fmt::format(
            "Record {} does not follow record {}, the journal's newest.",
            record.sequence,
            head.sequence
        ));
    }
    const Result<std::string> changes = format_changes(record.changes);
    if (!changes) return internal_error(changes.error().message);
    head.sequence = record.sequence;
    head.time_ms = epoch_ms(record.time);
    head.chain =
        checksum_of_record(head.chain, head.sequence, head.time_ms, record.cause, *changes);
    const Result<void> inserted = insert_record_.bind(1, static_cast<std::int64_t>(record.sequence))
                                      .bind(2, head.time_ms)
                                      .bind(3, record.cause)
                                      .bind(4, *changes)
                                      .bind(5, head.chain)
                                      .run();
    return inserted ? index_->add(record.sequence, record.changes) : inserted;
}

Result<std::optional<Checksum>> SqliteWriter::chain_at(core::Sequence sequence) {
    const Result<JournalPoint> base = read_point(database_, kBase);
    if (!base) return base.error();
    const Result<JournalPoint> unchecked = read_point(database_, kUnchecked);
    if (!unchecked) return unchecked.error();
    if (sequence <= unchecked->sequence || sequence < base->sequence) {
        return std::optional<Checksum>{};
    }
    if (sequence == base->sequence) return std::optional(base->chain);
    Result<sqlite::Statement> query =
        database_.prepare("SELECT checksum FROM journal WHERE sequence = ?");
    if (!query) return query.error();
    const Result<bool> row = query->bind(1, static_cast<std::int64_t>(sequence)).step();
    if (!row) return row.error();
    if (!*row) {
        return internal_error(fmt::format("The journal is damaged: record {} is missing.", sequence)
        );
    }
    return std::optional(query->number(0));
}

Result<std::size_t> SqliteWriter::trim(SysTime before, std::size_t limit) {
    if (deposed_) return *deposed_;
    Result<sqlite::Transaction> transaction =
        sqlite::Transaction::begin(database_, sqlite::Transaction::Kind::Write);
    if (!transaction) return transaction.error();
    if (const Result<JournalPoint> found = find_head(); !found) return found.error();
    const Result<std::size_t> gone = roll_up(before, limit);
    if (!gone) return gone.error();
    if (*gone == 0) return std::size_t{0};
    if (const Result<void> done = transaction->commit(); !done) return done.error();
    return *gone;
}

Result<std::size_t> SqliteWriter::roll_up(SysTime before, std::size_t limit) {
    Result<Rolled> rolled = roll(database_, migrations_, before, limit);
    if (!rolled) return rolled.error();
    if (rolled->records == 0) return std::size_t{0};
    const Result<JournalPoint> base = read_point(database_, kBase);
    if (!base) return base.error();
    rolled->last.rows = base->rows;
    Result<void> done = write_base_rows(database_, *rolled, rolled->last.rows);
    if (done) {
        done = database_.execute(
            fmt::format("DELETE FROM journal WHERE sequence <= {}", rolled->last.sequence)
        );
    }
    for (const auto& [name, row] : rolled->rows) {
        if (done) done = index_->forget(name.first, name.second, rolled->last.sequence);
    }
    if (done) done = write_point(write_point_, kBase, rolled->last);
    if (!done) return done.error();
    return rolled->records;
}

}  // namespace gantry::store
