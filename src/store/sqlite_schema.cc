#include "store/sqlite_schema.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "store/journal_point.h"
#include "store/row_writer.h"

namespace gantry::store {

namespace {

constexpr int kFormat = 2;

constexpr const char* kTables = R"(
    CREATE TABLE journal (
        sequence INTEGER PRIMARY KEY,
        time_ms INTEGER NOT NULL,
        cause TEXT NOT NULL,
        changes TEXT NOT NULL,
        checksum INTEGER
    );
    CREATE TABLE rows (
        table_name TEXT NOT NULL,
        key TEXT NOT NULL,
        row TEXT NOT NULL,
        checksum INTEGER,
        PRIMARY KEY (table_name, key)
    ) WITHOUT ROWID;
    CREATE TABLE base_rows (
        table_name TEXT NOT NULL,
        key TEXT NOT NULL,
        row TEXT NOT NULL,
        checksum INTEGER,
        PRIMARY KEY (table_name, key)
    ) WITHOUT ROWID;
    CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
    INSERT INTO meta VALUES ('format', 2);
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
    UPDATE meta SET value = 2 WHERE name = 'format';
)";

/// No damage, and nothing that accepting a loss would help.
Error not_ours(std::string message) {
    return {ErrorKind::Conflict, {}, std::move(message), {}};
}

/// Brings the tables to the format that is known here.
Result<void> bring_to_format(sqlite::Connection& database) {
    const Result<std::int64_t> format =
        database.number("SELECT value FROM meta WHERE name = 'format'");
    if (!format) {
        return not_ours("This is no journal of Gantry's. " + format.error().message);
    }
    if (*format == kFormat) return {};
    if (*format != 1) {
        return not_ours(fmt::format(
            "The journal has format {}, and this version of Gantry knows formats 1 and {}. Use the "
            "version that wrote it.",
            *format,
            kFormat
        ));
    }
    Result<void> done = database.execute(kPoints);
    if (done) done = database.execute(kFromFormat1);
    if (done) done = adopt(database);
    return done;
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

Result<void> prepare_tables(sqlite::Connection& database) {
    Result<sqlite::Transaction> transaction =
        sqlite::Transaction::begin(database, sqlite::Transaction::Kind::Write);
    if (!transaction) return transaction.error();
    const Result<bool> empty = is_empty(database);
    if (!empty) return empty.error();
    Result<void> done;
    if (*empty) {
        done = database.execute(kTables);
        if (done) done = database.execute(kPoints);
        if (done) done = adopt(database);
    } else {
        done = bring_to_format(database);
    }
    if (done) done = transaction->commit();
    return done;
}

Result<void> adopt(sqlite::Connection& database) {
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
    return done;
}

}  // namespace gantry::store
