#include "store/sqlite_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "store/change_text.h"

namespace gantry::store {

namespace {

/// Records are handed out in pages, with no read transaction open meanwhile: a slow visitor must
/// not keep the write-ahead log from being reused.
constexpr std::size_t kRecordsPerPage = 64;

Result<core::JournalRecord> record_of(const sqlite::Statement& row) {
    core::JournalRecord record;
    record.sequence = static_cast<core::Sequence>(row.number(0));
    record.time = from_epoch_ms(row.number(1));
    record.cause = row.text(2);
    auto changes = parse_changes(row.text(3));
    if (!changes) {
        return internal_error(fmt::format(
            "Journal record {} cannot be read: {}", record.sequence, changes.error().message
        ));
    }
    record.changes = std::move(*changes);
    return record;
}

/// Fills `page` with what `query` gives, and closes the query.
/// @param wanted says of a row whether it is worth parsing
template <class Wanted>
Result<std::vector<core::JournalRecord>> next_page(
    sqlite::Statement& query, std::size_t limit, const Wanted& wanted
) {
    std::vector<core::JournalRecord> page;
    while (page.size() < limit) {
        const Result<bool> row = query.step();
        if (!row) return row.error();
        if (!*row) break;
        if (!wanted(query.text(3))) continue;
        Result<core::JournalRecord> record = record_of(query);
        if (!record) return record.error();
        page.push_back(std::move(*record));
    }
    query.reset();
    return page;
}

Error damaged_after(const Error& why, const std::string& table, const std::string& key) {
    Error error = why;
    if (table.empty()) {
        error.message += " Not one row could be read.";
    } else {
        error.message += fmt::format(" The last row read was '{}' of table '{}'.", key, table);
    }
    return error;
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
    const Result<Position> last = newest();
    if (!last) return last.error();
    Result<core::StoredRows> rows = read_rows("rows");
    if (!rows) return rows.error();
    return core::LoadedState{
        .last_sequence = last->sequence, .last_time = last->time, .rows = std::move(*rows)
    };
}

Result<void> SqliteReader::read(
    core::Sequence after, std::size_t limit, const core::Journal::Visit& visit
) {
    Result<sqlite::Statement> query = database_.prepare(
        "SELECT sequence, time_ms, cause, changes FROM journal WHERE sequence > ? ORDER BY sequence"
    );
    if (!query) return query.error();
    const auto any = [](std::string_view) { return true; };
    while (limit > 0) {
        query->bind(1, static_cast<std::int64_t>(after));
        const auto page = next_page(*query, std::min(limit, kRecordsPerPage), any);
        if (!page) return page.error();
        if (page->empty()) break;
        for (const core::JournalRecord& record : *page) {
            if (!visit(record)) return {};
        }
        after = page->back().sequence;
        limit -= page->size();
    }
    return {};
}

Result<void> SqliteReader::history(
    std::string_view table, std::string_view key, const core::Journal::Visit& visit
) {
    Result<sqlite::Statement> query = database_.prepare(
        "SELECT sequence, time_ms, cause, changes FROM journal WHERE sequence > ? ORDER BY sequence"
    );
    if (!query) return query.error();
    const std::string member = key_member(key);
    const auto mentions_key = [&](std::string_view changes) {
        return changes.find(member) != std::string_view::npos;
    };
    const auto touches_row = [&](const core::RowChange& change) {
        return change.key == key && change.table == table;
    };
    core::Sequence after = 0;
    for (;;) {
        query->bind(1, static_cast<std::int64_t>(after));
        const auto page = next_page(*query, kRecordsPerPage, mentions_key);
        if (!page) return page.error();
        if (page->empty()) return {};
        for (const core::JournalRecord& record : *page) {
            if (std::ranges::any_of(record.changes, touches_row) && !visit(record)) return {};
        }
        after = page->back().sequence;
    }
}

Result<core::LoadedState> SqliteReader::state_at(SysTime at) {
    const Result<sqlite::Transaction> snapshot =
        sqlite::Transaction::begin(database_, sqlite::Transaction::Kind::Read);
    if (!snapshot) return snapshot.error();
    const Result<Position> trimmed = base();
    if (!trimmed) return trimmed.error();
    if (trimmed->sequence > 0 && at < trimmed->time) {
        return not_found(fmt::format("The journal goes back to {}.", format_iso8601(trimmed->time))
        );
    }
    Result<core::StoredRows> rows = read_rows("base_rows");
    if (!rows) return rows.error();
    core::LoadedState state{
        .last_sequence = trimmed->sequence, .last_time = trimmed->time, .rows = std::move(*rows)
    };
    const Result<void> replayed = replay(state, at);
    if (!replayed) return replayed.error();
    return state;
}

Result<void> SqliteReader::replay(core::LoadedState& state, SysTime until) {
    Result<sqlite::Statement> query = database_.prepare(
        "SELECT sequence, time_ms, '', changes FROM journal WHERE sequence > ? ORDER BY sequence"
    );
    if (!query) return query.error();
    query->bind(1, static_cast<std::int64_t>(state.last_sequence));
    for (;;) {
        const Result<bool> row = query->step();
        if (!row) return row.error();
        if (!*row || query->number(1) > epoch_ms(until)) return {};
        const Result<core::JournalRecord> record = record_of(*query);
        if (!record) return record.error();
        for (const core::RowChange& change : record->changes) apply_to(state.rows, change);
        state.last_sequence = record->sequence;
        state.last_time = record->time;
    }
}

/// The state before the oldest record that is kept.
Result<SqliteReader::Position> SqliteReader::base() {
    const Result<std::int64_t> sequence =
        database_.number("SELECT value FROM meta WHERE name = 'base_sequence'");
    if (!sequence) return sequence.error();
    const Result<std::int64_t> time_ms =
        database_.number("SELECT value FROM meta WHERE name = 'base_time_ms'");
    if (!time_ms) return time_ms.error();
    return Position{static_cast<core::Sequence>(*sequence), from_epoch_ms(*time_ms)};
}

Result<SqliteReader::Position> SqliteReader::newest() {
    Result<sqlite::Statement> query =
        database_.prepare("SELECT sequence, time_ms FROM journal ORDER BY sequence DESC LIMIT 1");
    if (!query) return query.error();
    const Result<bool> row = query->step();
    if (!row) return row.error();
    if (!*row) return base();
    return Position{static_cast<core::Sequence>(query->number(0)), from_epoch_ms(query->number(1))};
}

/// @param from "rows" or "base_rows": both are in the order of table and key, as StoredRows is.
Result<core::StoredRows> SqliteReader::read_rows(std::string_view from) {
    Result<sqlite::Statement> query = database_.prepare(
        fmt::format("SELECT table_name, key, row FROM {} ORDER BY table_name, key", from)
    );
    if (!query) return query.error();
    core::StoredRows rows;
    auto table = rows.end();
    for (;;) {
        const Result<bool> row = query->step();
        if (!row) {
            return table == rows.end()
                       ? damaged_after(row.error(), {}, {})
                       : damaged_after(row.error(), table->first, table->second.rbegin()->first);
        }
        if (!*row) return rows;
        const std::string_view name = query->text(0);
        const std::string_view key = query->text(1);
        if (!query->is_text(2)) {
            return internal_error(
                fmt::format("Row '{}' of table '{}' is damaged: it is not text.", key, name)
            );
        }
        if (table == rows.end() || table->first != name) {
            table = rows.try_emplace(rows.end(), std::string(name));
        }
        table->second.emplace_hint(table->second.end(), key, query->text(2));
    }
}

}  // namespace gantry::store
