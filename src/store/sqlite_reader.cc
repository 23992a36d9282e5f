#include "store/sqlite_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "store/change_text.h"
#include "store/record_scan.h"

namespace gantry::store {

namespace {

/// Records are handed out in pages, with no read transaction open meanwhile: a slow visitor must
/// not keep the write-ahead log from being reused.
constexpr std::size_t kRecordsPerPage = 64;

/// So many of the newest records are checked when the state is loaded.
constexpr core::Sequence kCheckedAtLoad = 256;

Error damaged_after(const Error& why, const std::string& table, const std::string& key) {
    Error error = why;
    if (table.empty()) {
        error.message += " Not one row could be read.";
    } else {
        error.message += fmt::format(" The last row read was '{}' of table '{}'.", key, table);
    }
    return error;
}

/// The checksum of the row that was read. Errors: Internal when it is not that of its content.
Result<Checksum> check_row(const sqlite::Statement& row) {
    const Checksum checksum = checksum_of_row(row.text(0), row.text(1), row.text(2));
    if (row.is_text(2) && row.is_number(3) && row.number(3) == checksum) return checksum;
    return internal_error(fmt::format(
        "Row '{}' of table '{}' is damaged: {}.",
        row.text(1),
        row.text(0),
        row.is_text(2) ? "its checksum is that of another content" : "it is not text"
    ));
}

}  // namespace

Result<SqliteReader> SqliteReader::open(const std::string& path, const std::string& vfs) {
    Result<sqlite::Connection> database = sqlite::Connection::open(path, vfs);
    if (!database) return database.error();
    database->set_patience();
    const Result<void> configured =
        database->execute("PRAGMA query_only = ON; PRAGMA cache_size = -1024;");
    if (!configured) return configured.error();
    return SqliteReader(std::move(*database));
}

Result<core::LoadedState> SqliteReader::load() {
    const Result<sqlite::Transaction> snapshot =
        sqlite::Transaction::begin(database_, sqlite::Transaction::Kind::Read);
    if (!snapshot) return snapshot.error();
    const Result<JournalPoint> head = read_point(database_, kHead);
    if (!head) return head.error();
    if (const Result<void> good = check_newest(*head); !good) return good.error();
    Result<core::StoredRows> rows = read_rows("rows", head->rows);
    if (!rows) return rows.error();
    return core::LoadedState{
        .last_sequence = head->sequence,
        .last_time = from_epoch_ms(head->time_ms),
        .rows = std::move(*rows)
    };
}

/// Those that the next append stands on, and a few before them.
Result<void> SqliteReader::check_newest(const JournalPoint& head) {
    Result<RecordScan> scan = RecordScan::prepare(database_);
    if (!scan) return scan.error();
    const core::Sequence after = head.sequence - std::min(head.sequence, kCheckedAtLoad);
    if (const Result<void> begun = scan->begin(after); !begun) return begun;
    for (;;) {
        const Result<bool> found = scan->next();
        if (!found) return found.error();
        if (!*found) break;
        if (const auto record = scan->record(); !record) return record.error();
    }
    if (scan->chain() == head.chain) return {};
    return internal_error("The journal is damaged: its newest record is not the last written.");
}

Result<core::Sequence> SqliteReader::newest_sequence() {
    const Result<JournalPoint> head = read_point(database_, kHead);
    if (!head) return head.error();
    return head->sequence;
}

/// @param wanted says of a record whether it is worth parsing
template <class Wanted>
Result<std::vector<core::JournalRecord>> SqliteReader::page(
    RecordScan& scan, core::Sequence after, std::size_t limit, const Wanted& wanted
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
        if (!wanted(scan.changes())) continue;
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
    Result<RecordScan> scan = RecordScan::prepare(database_);
    if (!scan) return scan.error();
    const auto any = [](std::string_view) { return true; };
    while (limit > 0) {
        const auto records = page(*scan, after, std::min(limit, kRecordsPerPage), any);
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

Result<void> SqliteReader::history(
    std::string_view table, std::string_view key, const core::Journal::Visit& visit
) {
    Result<RecordScan> scan = RecordScan::prepare(database_);
    if (!scan) return scan.error();
    const std::string member = key_member(key);
    const auto mentions_key = [&](std::string_view changes) {
        return changes.find(member) != std::string_view::npos;
    };
    const auto touches_row = [&](const core::RowChange& change) {
        return change.key == key && change.table == table;
    };
    core::Sequence after = 0;
    for (;;) {
        const auto records = page(*scan, after, kRecordsPerPage, mentions_key);
        if (!records) return records.error();
        if (records->empty()) return {};
        for (const core::JournalRecord& record : *records) {
            if (std::ranges::any_of(record.changes, touches_row) && !visit(record)) return {};
        }
        after = records->back().sequence;
    }
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
    Result<RecordScan> scan = RecordScan::prepare(database_);
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
/// @param all what their checksums have to come to
Result<core::StoredRows> SqliteReader::read_rows(std::string_view from, Checksum all) {
    Result<sqlite::Statement> query = database_.prepare(
        fmt::format("SELECT table_name, key, row, checksum FROM {} ORDER BY table_name, key", from)
    );
    if (!query) return query.error();
    core::StoredRows rows;
    auto table = rows.end();
    Checksum seen = 0;
    for (;;) {
        const Result<bool> row = query->step();
        if (!row) {
            return table == rows.end()
                       ? damaged_after(row.error(), {}, {})
                       : damaged_after(row.error(), table->first, table->second.rbegin()->first);
        }
        if (!*row) break;
        const Result<Checksum> checksum = check_row(*query);
        if (!checksum) return checksum.error();
        seen ^= *checksum;
        const std::string_view name = query->text(0);
        if (table == rows.end() || table->first != name) {
            table = rows.try_emplace(rows.end(), std::string(name));
        }
        table->second.emplace_hint(table->second.end(), query->text(1), query->text(2));
    }
    if (seen == all) return rows;
    return internal_error(
        fmt::format("The journal is damaged: rows of its table '{}' are missing or old.", from)
    );
}

}  // namespace gantry::store
