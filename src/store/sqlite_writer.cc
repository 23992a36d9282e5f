#include "store/sqlite_writer.h"

#include <fmt/format.h>

#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "store/change_text.h"

namespace gantry::store {

namespace {

constexpr int kFormat = 1;

/// The page is large enough that most rows need no second one. The cache holds the inner pages of
/// large tables. The checkpoint comes often enough to keep the write-ahead log in the megabytes.
constexpr const char* kPragmas = R"(
    PRAGMA page_size = 8192;
    PRAGMA auto_vacuum = NONE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 1000;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA cache_size = -4096;
    PRAGMA secure_delete = OFF;
)";

constexpr const char* kTables = R"(
    CREATE TABLE journal (
        sequence INTEGER PRIMARY KEY,
        time_ms INTEGER NOT NULL,
        cause TEXT NOT NULL,
        changes TEXT NOT NULL
    );
    CREATE TABLE rows (
        table_name TEXT NOT NULL,
        key TEXT NOT NULL,
        row TEXT NOT NULL,
        PRIMARY KEY (table_name, key)
    ) WITHOUT ROWID;
    CREATE TABLE base_rows (
        table_name TEXT NOT NULL,
        key TEXT NOT NULL,
        row TEXT NOT NULL,
        PRIMARY KEY (table_name, key)
    ) WITHOUT ROWID;
    CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
    INSERT INTO meta VALUES ('format', 1), ('base_sequence', 0), ('base_time_ms', 0);
)";

using RowName = std::pair<std::string, std::string>;  // table, key

/// What the oldest records led to.
struct Rolled {
    std::size_t records = 0;
    core::Sequence sequence = 0;
    std::int64_t time_ms = 0;
    std::map<RowName, std::optional<std::string>> rows;
};

Result<Rolled> roll_up(sqlite::Connection& database, SysTime before, std::size_t limit) {
    Result<sqlite::Statement> query =
        database.prepare("SELECT sequence, time_ms, changes FROM journal ORDER BY sequence LIMIT ?"
        );
    if (!query) return query.error();
    query->bind(1, static_cast<std::int64_t>(limit));
    Rolled rolled;
    for (;;) {
        const Result<bool> row = query->step();
        if (!row) return row.error();
        if (!*row || query->number(1) >= epoch_ms(before)) return rolled;
        auto changes = parse_changes(query->text(2));
        if (!changes) {
            return internal_error(fmt::format(
                "Journal record {} cannot be read: {}", query->number(0), changes.error().message
            ));
        }
        for (core::RowChange& change : *changes) {
            rolled.rows[{std::move(change.table), std::move(change.key)}] = std::move(change.row);
        }
        ++rolled.records;
        rolled.sequence = static_cast<core::Sequence>(query->number(0));
        rolled.time_ms = query->number(1);
    }
}

Result<void> write_base_rows(sqlite::Connection& database, const Rolled& rolled) {
    Result<sqlite::Statement> put =
        database.prepare("INSERT OR REPLACE INTO base_rows VALUES (?, ?, ?)");
    if (!put) return put.error();
    Result<sqlite::Statement> erase =
        database.prepare("DELETE FROM base_rows WHERE table_name = ? AND key = ?");
    if (!erase) return erase.error();
    for (const auto& [name, row] : rolled.rows) {
        sqlite::Statement& statement = row ? *put : *erase;
        statement.bind(1, name.first).bind(2, name.second);
        if (row) statement.bind(3, *row);
        if (const Result<void> written = statement.run(); !written) return written;
    }
    return {};
}

}  // namespace

Result<SqliteWriter> SqliteWriter::open(const std::string& path, const std::string& vfs) {
    SqliteWriter writer;
    Result<sqlite::Connection> database = sqlite::Connection::open(path, vfs);
    if (!database) return database.error();
    writer.database_ = std::move(*database);
    for (const auto step :
         {&SqliteWriter::configure, &SqliteWriter::make_tables, &SqliteWriter::prepare}) {
        if (const Result<void> done = (writer.*step)(); !done) return done.error();
    }
    return writer;
}

Result<void> SqliteWriter::configure() {
    database_.set_patience();
    return database_.execute(kPragmas);
}

Result<void> SqliteWriter::make_tables() {
    Result<sqlite::Transaction> transaction =
        sqlite::Transaction::begin(database_, sqlite::Transaction::Kind::Write);
    if (!transaction) return transaction.error();
    const Result<std::int64_t> tables = database_.number("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    if (*tables == 0) {
        if (const Result<void> made = database_.execute(kTables); !made) return made;
    }
    const Result<std::int64_t> format =
        database_.number("SELECT value FROM meta WHERE name = 'format'");
    if (!format) {
        return internal_error(
            fmt::format("This is no journal of Gantry's. {}", format.error().message)
        );
    }
    if (*format != kFormat) {
        return internal_error(fmt::format(
            "The journal has format {}, and this version of Gantry knows format {} only. Use the "
            "version that wrote it.",
            *format,
            kFormat
        ));
    }
    return transaction->commit();
}

Result<void> SqliteWriter::prepare() {
    const auto prepare = [this](sqlite::Statement& statement, const char* sql) -> Result<void> {
        Result<sqlite::Statement> prepared = database_.prepare(sql);
        if (!prepared) return prepared.error();
        statement = std::move(*prepared);
        return {};
    };
    Result<void> done = prepare(insert_record_, "INSERT INTO journal VALUES (?, ?, ?, ?)");
    if (done) done = prepare(put_row_, "INSERT OR REPLACE INTO rows VALUES (?, ?, ?)");
    if (done) done = prepare(erase_row_, "DELETE FROM rows WHERE table_name = ? AND key = ?");
    return done;
}

Result<void> SqliteWriter::append(std::span<const core::JournalRecord> batch) {
    Result<sqlite::Transaction> transaction =
        sqlite::Transaction::begin(database_, sqlite::Transaction::Kind::Write);
    if (!transaction) return transaction.error();
    // Of several changes to one row only the last is worth writing to `rows`.
    std::map<std::pair<std::string_view, std::string_view>, const core::RowChange*> newest;
    for (const core::JournalRecord& record : batch) {
        if (const Result<void> written = write_record(record); !written) return written;
        for (const core::RowChange& change : record.changes) {
            newest[{change.table, change.key}] = &change;
        }
    }
    for (const auto& [name, change] : newest) {
        if (const Result<void> written = write_row(*change); !written) return written;
    }
    return transaction->commit();
}

Result<void> SqliteWriter::check() {
    Result<sqlite::Transaction> transaction =
        sqlite::Transaction::begin(database_, sqlite::Transaction::Kind::Write);
    if (!transaction) return transaction.error();
    const Result<std::int64_t> readable =
        database_.number("SELECT value FROM meta WHERE name = 'format'");
    if (!readable) return readable.error();
    return transaction->commit();
}

Result<void> SqliteWriter::write_record(const core::JournalRecord& record) {
    const Result<std::string> changes = format_changes(record.changes);
    if (!changes) return internal_error(changes.error().message);
    return insert_record_.bind(1, static_cast<std::int64_t>(record.sequence))
        .bind(2, epoch_ms(record.time))
        .bind(3, record.cause)
        .bind(4, *changes)
        .run();
}

Result<void> SqliteWriter::write_row(const core::RowChange& change) {
    sqlite::Statement& statement = change.row ? put_row_ : erase_row_;
    statement.bind(1, change.table).bind(2, change.key);
    if (change.row) statement.bind(3, *change.row);
    return statement.run();
}

Result<std::size_t> SqliteWriter::trim(SysTime before, std::size_t limit) {
    Result<sqlite::Transaction> transaction =
        sqlite::Transaction::begin(database_, sqlite::Transaction::Kind::Write);
    if (!transaction) return transaction.error();
    const Result<Rolled> rolled = roll_up(database_, before, limit);
    if (!rolled) return rolled.error();
    if (rolled->records == 0) return std::size_t{0};
    Result<void> done = write_base_rows(database_, *rolled);
    if (done) {
        done = database_.execute(fmt::format(
            "DELETE FROM journal WHERE sequence <= {0};"
            "UPDATE meta SET value = {0} WHERE name = 'base_sequence';"
            "UPDATE meta SET value = {1} WHERE name = 'base_time_ms';",
            rolled->sequence,
            rolled->time_ms
        ));
    }
    if (done) done = transaction->commit();
    if (!done) return done.error();
    return rolled->records;
}

}  // namespace gantry::store
