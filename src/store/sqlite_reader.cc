#include "store/sqlite_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/history_index.h"
#include "store/record_scan.h"
#include "store/row_scan.h"

namespace gantry::store {

namespace {

/// Records are handed out in pages, with no read transaction open meanwhile: a slow visitor must
/// not keep the write-ahead log from being reused.
constexpr std::size_t kRecordsPerPage = 64;

/// So many of the newest records are checked when the state is loaded.
constexpr core::Sequence kCheckedAtLoad = 256;

Error index_damaged(core::Sequence missing) {
    return internal_error(
        fmt::format("The journal is damaged: the index of histories lacks record {}.", missing)
    );
}

}  // namespace

Result<SqliteReader> SqliteReader::open(
    const std::string& path, const std::string& vfs, Migrations migrations
) {
    Result<sqlite::Connection> database = sqlite::Connection::open(path, vfs);
    if (!database) return database.error();
    database->set_patience();
    const Result<void> configured =
        database->execute("PRAGMA query_only = ON; PRAGMA cache_size = -1024;");
    if (!configured) return configured.error();
    return SqliteReader(std::move(*database), migrations);
}

Result<core::JournalEnd> SqliteReader::load(const core::Journal::VisitRow& visit) {
    const Result<sqlite::Transaction> snapshot =
        sqlite::Transaction::begin(database_, sqlite::Transaction::Kind::Read);
    if (!snapshot) return snapshot.error();
    const Result<JournalPoint> head = read_point(database_, kHead);
    if (!head) return head.error();
    if (const Result<void> good = check_newest(*head); !good) return good.error();
    Result<RowScan> scan = RowScan::begin(database_, "rows", head->rows);
    if (!scan) return scan.error();
    for (;;) {
        const Result<bool> found = scan->next();
        if (!found) return found.error();
        if (!*found) break;
        const Result<void> visited = visit(scan->table(), scan->key(), scan->row());
        if (!visited) return visited.error();
    }
    return core::JournalEnd{
        .last_sequence = head->sequence, .last_time = from_epoch_ms(head->time_ms)
    };
}

/// Those that the next append stands on, and a few before them.
Result<void> SqliteReader::check_newest(const JournalPoint& head) {
    Result<RecordScan> scan = RecordScan::prepare(database_, migrations_);
    if (!scan) return scan.error();
    const core::Sequence after = head.sequence - std::min(head.sequence, kCheckedAtLoad);
    if (const Result<void> begun = scan->begin(after); !begun) return begun;
    for (;;) {
        const Result<bool> found = scan->next();
        if (!found) return found.error();
        if (!*found) break;
        if (scan->sequence() <= scan->unchecked()) continue;
        if (const auto record = scan->record(); !record) return record.error();
    }
    if (scan->chain() == head.chain) return {};
    return internal_error("The journal is damaged: its newest record is not the last written.");
}

Result<std::vector<core::JournalRecord>> SqliteReader::page(
    RecordScan& scan, core::Sequence after, std::size_t limit
) {
    const Result<sqlite::Transaction> snapshot =
        sqlite::Transaction::begin(database_, sqlite::Transaction::Kind::Read);
    if (!snapshot) return snapshot.error();
    if (const Result<void> begun = scan.begin(after); !begun) return begun.error();
    std::vector<core::JournalRecord> records;
    while (records.size() < limit) {
        const Result<bool> found = scan.next();
        if (!found) return found.error();
        if (!*found) break;
        Result<core::JournalRecord> record = scan.record();
        if (!record) return record.error();
        records.push_back(std::move(*record));
    }
    scan.end();
    return records;
}

Result<void> SqliteReader::read(
    core::Sequence after, std::size_t limit, const core::Journal::Visit& visit
) {
    Result<RecordScan> scan = RecordScan::prepare(database_, migrations_);
    if (!scan) return scan.error();
    while (limit > 0) {
        const auto records = page(*scan, after, std::min(limit, kRecordsPerPage));
        if (!records) return records.error();
        if (records->empty()) break;
        for (const core::JournalRecord& record : *records) {
            if (!visit(record)) return {};
        }
        after = records->back().sequence;
        limit -= records->size();
    }
    return {};
}

/// One row's way through the journal.
struct SqliteReader::Walk {
    std::string_view table;
    std::string_view key;
    HistoryIndex index;
    RecordScan scan;
    core::Sequence last = 0;         ///< the newest record of the index that was looked at
    std::optional<std::string> row;  ///< as that left it

    [[nodiscard]] const core::RowChange* change_in(const core::JournalRecord& record) const {
        const core::RowChange* found = nullptr;
        for (const core::RowChange& change : record.changes) {
            if (change.key == key && change.table == table) found = &change;
        }
        return found;
    }
};

Result<void> SqliteReader::history(
    std::string_view table, std::string_view key, const core::Journal::Visit& visit
) {
    Result<HistoryIndex> index = HistoryIndex::prepare(database_);
    if (!index) return index.error();
    Result<RecordScan> scan = RecordScan::prepare(database_, migrations_);
    if (!scan) return scan.error();
    Walk walk{
        .table = table,
        .key = key,
        .index = std::move(*index),
        .scan = std::move(*scan),
        .row = std::nullopt
    };
    for (;;) {
        const core::Sequence before = walk.last;
        const auto records = page_of(walk, kRecordsPerPage);
        if (!records) return records.error();
        for (const core::JournalRecord& record : *records) {
            if (!visit(record)) return {};
        }
        if (walk.last == before) return {};
    }
}

/// The next records of the row; none of others. Moves the walk on; where it stays, it is over.
Result<std::vector<core::JournalRecord>> SqliteReader::page_of(Walk& walk, std::size_t limit) {
    const Result<sqlite::Transaction> snapshot =
        sqlite::Transaction::begin(database_, sqlite::Transaction::Kind::Read);
    if (!snapshot) return snapshot.error();
    if (const Result<void> begun = walk.scan.begin(walk.last); !begun) return begun.error();
    const auto entries = walk.index.entries(walk.table, walk.key, walk.last, limit);
    if (!entries) return entries.error();
    std::vector<core::JournalRecord> records;
    for (const HistoryIndex::Entry& entry : *entries) {
        if (entry.before != walk.last && entry.before > walk.scan.base()) {
            return index_damaged(entry.before);
        }
        if (const Result<void> found = walk.scan.seek(entry.sequence - 1); !found) {
            return found.error();
        }
        const Result<bool> found = walk.scan.next();
        if (!found) return found.error();
        if (!*found || walk.scan.sequence() != entry.sequence) return index_damaged(entry.sequence);
        Result<core::JournalRecord> record = walk.scan.record();
        if (!record) return record.error();
        walk.last = entry.sequence;
        if (const core::RowChange* change = walk.change_in(*record)) {
            walk.row = change->row;
            records.push_back(std::move(*record));
        }
    }
    walk.scan.end();
    if (entries->size() < limit) {
        if (const Result<void> whole = check_end(walk); !whole) return whole.error();
    }
    return records;
}

/// The row must be what its last record made of it, or what it was at the trim point. In the
/// caller's transaction.
Result<void> SqliteReader::check_end(Walk& walk) {
    if (walk.scan.unchecked() > 0 && walk.last <= walk.scan.unchecked()) return {};
    if (walk.last <= walk.scan.base()) {
        Result<std::optional<std::string>> base = row_of("base_rows", walk.table, walk.key);
        if (!base) return base.error();
        walk.row = std::move(*base);
    }
    const Result<std::optional<std::string>> now = row_of("rows", walk.table, walk.key);
    if (!now) return now.error();
    if (*now == walk.row) return {};
    return internal_error(fmt::format(
        "The journal is damaged: the newest record of row '{}' of table '{}' is missing from its "
        "index.",
        walk.key,
        walk.table
    ));
}

Result<std::optional<std::string>> SqliteReader::row_of(
    std::string_view from, std::string_view table, std::string_view key
) {
    Result<sqlite::Statement> query =
        database_.prepare(fmt::format("SELECT row FROM {} WHERE table_name = ? AND key = ?", from));
    if (!query) return query.error();
    const Result<bool> found = query->bind(1, table).bind(2, key).step();
    if (!found) return found.error();
    return *found ? std::optional(std::string(query->text(0))) : std::nullopt;
}

Result<core::LoadedState> SqliteReader::state_at(SysTime at) {
    const Result<sqlite::Transaction> snapshot =
        sqlite::Transaction::begin(database_, sqlite::Transaction::Kind::Read);
    if (!snapshot) return snapshot.error();
    const Result<JournalPoint> base = read_point(database_, kBase);
    if (!base) return base.error();
    const SysTime since = from_epoch_ms(base->time_ms);
    if (base->sequence > 0 && at < since) {
        return not_found(fmt::format("The journal goes back to {}.", format_iso8601(since)));
    }
    Result<core::StoredRows> rows = read_rows("base_rows", base->rows);
    if (!rows) return rows.error();
    core::LoadedState state{
        .last_sequence = base->sequence, .last_time = since, .rows = std::move(*rows)
    };
    const Result<void> replayed = replay(state, at);
    if (!replayed) return replayed.error();
    return state;
}

Result<void> SqliteReader::replay(core::LoadedState& state, SysTime until) {
    Result<RecordScan> scan = RecordScan::prepare(database_, migrations_);
    if (!scan) return scan.error();
    if (const Result<void> begun = scan->begin(state.last_sequence); !begun) return begun;
    for (;;) {
        const Result<bool> found = scan->next();
        if (!found) return found.error();
        if (!*found || scan->time_ms() > epoch_ms(until)) return {};
        const Result<core::JournalRecord> record = scan->record();
        if (!record) return record.error();
        for (const core::RowChange& change : record->changes) apply_to(state.rows, change);
        state.last_sequence = record->sequence;
        state.last_time = record->time;
    }
}

/// @param from "rows" or "base_rows": both are in the order of table and key, as StoredRows is
Result<core::StoredRows> SqliteReader::read_rows(std::string_view from, Checksum all) {
    Result<RowScan> scan = RowScan::begin(database_, from, all);
    if (!scan) return scan.error();
    core::StoredRows rows;
    auto table = rows.end();
    for (;;) {
        const Result<bool> found = scan->next();
        if (!found) return found.error();
        if (!*found) return rows;
        if (table == rows.end() || table->first != scan->table()) {
            table = rows.try_emplace(rows.end(), std::string(scan->table()));
        }
        table->second.emplace_hint(table->second.end(), scan->key(), scan->row());
    }
}

}  // namespace gantry::store
