#include "store/sqlite_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "base/log.h"
#include "store/history_index.h"
#include "store/journal_point.h"
#include "store/row_writer.h"

namespace gantry::store {

namespace {

/// Of the tables as they are made here.
constexpr int kLayout = 3;

constexpr const char* kTables = R"(
    CREATE TABLE journal (
        sequence INTEGER PRIMARY KEY,
        time_ms INTEGER NOT NULL,
        cause TEXT NOT NULL,
        changes TEXT NOT NULL,
        checksum INTEGER
    );
    CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
    INSERT INTO meta VALUES ('format', 0);
)";

constexpr const char* kPoints = R"(
    CREATE TABLE points (
        name TEXT PRIMARY KEY,
        sequence INTEGER NOT NULL,
        time_ms INTEGER NOT NULL,
        chain INTEGER NOT NULL,
        rows INTEGER NOT NULL,
        seal INTEGER NOT NULL
    ) WITHOUT ROWID;
)";

/// Format 1 had no checksums, and the trim point in `meta`.
constexpr const char* kFromFormat1 = R"(
    ALTER TABLE journal ADD COLUMN checksum INTEGER;
    ALTER TABLE rows ADD COLUMN checksum INTEGER;
    ALTER TABLE base_rows ADD COLUMN checksum INTEGER;
    INSERT INTO points SELECT 'base', s.value, t.value, 0, 0, 0 FROM meta s, meta t
        WHERE s.name = 'base_sequence' AND t.name = 'base_time_ms';
    DELETE FROM meta WHERE name != 'format';
)";

/// No damage, and nothing that accepting a loss would help.
Error not_ours(std::string message) {
    return {ErrorKind::Conflict, {}, std::move(message), {}};
}

int newest_format(Migrations migrations) {
    return migrations.empty() ? kLayout : std::max(kLayout, migrations.back().format);
}

Result<void> set_format(sqlite::Connection& database, int format) {
    return database.execute(fmt::format("UPDATE meta SET value = {} WHERE name = 'format'", format)
    );
}

Result<void> make_tables(sqlite::Connection& database, Migrations migrations) {
    Result<void> done = database.execute(kTables);
    for (const char* table : {"rows", "base_rows"}) {
        if (done) done = database.execute(make_rows_table(table));
    }
    if (done) done = database.execute(kPoints);
    if (done) done = database.execute(HistoryIndex::kTable);
    if (done) done = adopt(database, migrations);
    if (done) done = set_format(database, newest_format(migrations));
    return done;
}

/// Takes the steps from `format` to the newest.
Result<void> take_over(
    sqlite::Connection& database, int format, Migrations migrations, Damage damage
) {
    const Migrations steps = steps_after(migrations, format);
    const Migrations taken = migrations.first(migrations.size() - steps.size());
    Result<void> done;
    if (format < 2) {
        done = database.execute(kPoints);
        if (done) done = database.execute(kFromFormat1);
    }
    if (done && format < 3) done = database.execute(HistoryIndex::kTable);
    if (done && (format < 2 || damage == Damage::Adopt)) done = adopt(database, taken);
    if (done) done = migrate_rows(database, steps);
    if (done) done = index_history(database, migrations);
    if (done) done = set_format(database, newest_format(migrations));
    return done;
}

Result<void> adopt_all(sqlite::Connection& database, Migrations migrations) {
    Result<void> done = adopt(database, migrations);
    if (done) done = index_history(database, migrations);
    return done;
}

Result<std::int64_t> read_format(sqlite::Connection& database) {
    return database.number("SELECT value FROM meta WHERE name = 'format'");
}

/// Brings the tables to the newest format.
Result<void> bring_to_format(sqlite::Connection& database, Migrations migrations, Damage damage) {
    const Result<std::int64_t> found = read_format(database);
    if (!found) return not_ours("This is no journal of Gantry's. " + found.error().message);
    const int newest = newest_format(migrations);
    if (*found < 1 || *found > newest) {
        return not_ours(fmt::format(
            "The journal has format {}, and this version of Gantry knows formats 1 to {}. Use the "
            "version that wrote it.",
            *found,
            newest
        ));
    }
    const int format = static_cast<int>(*found);
    if (format < newest) {
        const Result<void> done = take_over(database, format, migrations, damage);
        if (done) log_info("journal_migrated", {{"from", format}, {"to", newest}});
        return done;
    }
    return damage == Damage::Adopt ? adopt_all(database, migrations) : Result<void>{};
}

struct Newest {
    core::Sequence sequence = 0;
    std::int64_t time_ms = 0;
};

/// The oldest or newest record; zeroes when there is none.
Result<Newest> record_at(sqlite::Connection& database, const char* order) {
    Result<sqlite::Statement> query = database.prepare(
        fmt::format("SELECT sequence, time_ms FROM journal ORDER BY sequence {} LIMIT 1", order)
    );
    if (!query) return query.error();
    const Result<bool> row = query->step();
    if (!row) return row.error();
    if (!*row) return Newest{};
    return Newest{static_cast<core::Sequence>(query->number(0)), query->number(1)};
}

}  // namespace

Result<bool> is_empty(sqlite::Connection& database) {
    const Result<std::int64_t> tables = database.number("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    return *tables == 0;
}

Result<void> prepare_tables(sqlite::Connection& database, Migrations migrations, Damage damage) {
    Result<sqlite::Transaction> transaction =
        sqlite::Transaction::begin(database, sqlite::Transaction::Kind::Write);
    if (!transaction) return transaction.error();
    const Result<bool> empty = is_empty(database);
    if (!empty) return empty.error();
    Result<void> done =
        *empty ? make_tables(database, migrations) : bring_to_format(database, migrations, damage);
    if (done) done = transaction->commit();
    return done;
}

Result<bool> has_newest_tables(sqlite::Connection& database, Migrations migrations) {
    const Result<bool> empty = is_empty(database);
    if (!empty) return empty.error();
    if (*empty) return false;
    const Result<std::int64_t> format = read_format(database);
    if (!format) return format.error();
    return *format == newest_format(migrations);
}

Result<void> adopt(sqlite::Connection& database, Migrations migrations) {
    Result<JournalPoint> base = read_point_unchecked(database, kBase);
    if (!base) return base.error();
    const Result<Newest> oldest = record_at(database, "ASC");
    if (!oldest) return oldest.error();
    const Result<Newest> newest = record_at(database, "DESC");
    if (!newest) return newest.error();
    if (oldest->sequence > 0) base->sequence = oldest->sequence - 1;
    base->chain = kNoChain;
    JournalPoint head = *base;
    if (newest->sequence > 0) head = {.sequence = newest->sequence, .time_ms = newest->time_ms};
    const Result<Checksum> base_rows = checksum_all_rows(database, "base_rows");
    if (!base_rows) return base_rows.error();
    const Result<Checksum> rows = checksum_all_rows(database, "rows");
    if (!rows) return rows.error();
    base->rows = *base_rows;
    head.rows = *rows;
    Result<sqlite::Statement> write = prepare_write_point(database);
    if (!write) return write.error();
    Result<void> done = write_point(*write, kBase, *base);
    if (done) done = write_point(*write, kHead, head);
    if (done) done = write_point(*write, kUnchecked, {.sequence = head.sequence});
    if (done) done = keep_notes_of_older(database, migrations);
    return done;
}

}  // namespace gantry::store
