#include "store/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

#include "base/assert.h"

namespace gantry::store::sqlite {

namespace {

Error error_of(sqlite3* database, int code) {
    const char* const name = sqlite3_db_filename(database, "main");
    const std::string file = name != nullptr ? name : "the database";
    const std::string detail =
        fmt::format("{} ({})", sqlite3_errmsg(database), sqlite3_extended_errcode(database));
    switch (code & 0xff) {
        case SQLITE_FULL:
            return unavailable(fmt::format("No space is left for {}: {}.", file, detail));
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return unavailable(
                fmt::format("The disk refuses to read or write {}: {}.", file, detail)
            );
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return unavailable(fmt::format("Another program holds {}: {}.", file, detail));
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return internal_error(fmt::format("The file {} is damaged: {}.", file, detail));
        default: return internal_error(fmt::format("SQLite, on {}: {}.", file, detail));
    }
}

Error error_of(sqlite3_stmt* statement, int code) {
    return error_of(sqlite3_db_handle(statement), code);
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Statement& Statement::bind(int parameter, std::string_view text) {
    const char* const data = text.data() != nullptr ? text.data() : "";
    const int code = sqlite3_bind_text64(
        statement_.get(), parameter, data, text.size(), SQLITE_STATIC, SQLITE_UTF8
    );
    // Too long is for step() to report: the parameter is then NULL, where no column allows it.
    GANTRY_ASSERT(code == SQLITE_OK || code == SQLITE_TOOBIG || code == SQLITE_NOMEM);
    return *this;
}

Statement& Statement::bind(int parameter, std::int64_t number) {
    const int code = sqlite3_bind_int64(statement_.get(), parameter, number);
    GANTRY_ASSERT(code == SQLITE_OK);
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return error_of(statement_.get(), code);
}

Result<void> Statement::run() {
    const Result<bool> stepped = step();
    reset();
    if (!stepped) return stepped.error();
    return {};
}

void Statement::reset() {
    sqlite3_reset(statement_.get());  // repeats the error of step(), which has been heard
}

std::string_view Statement::text(int column) const {
    const auto* const data =
        reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    const int size = sqlite3_column_bytes(statement_.get(), column);
    return data != nullptr ? std::string_view(data, static_cast<std::size_t>(size)) : "";
}

std::int64_t Statement::number(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

bool Statement::is_text(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_TEXT;
}

bool Statement::is_number(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_INTEGER;
}

void Connection::Close::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);
}

Result<Connection> Connection::open(const std::string& path, const std::string& vfs) {
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(
        path.c_str(),
        &raw,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
        vfs.empty() ? nullptr : vfs.c_str()
    );
    Connection connection;
    connection.database_.reset(raw);
    if (raw == nullptr) return unavailable("No memory is left for SQLite.");
    if (code != SQLITE_OK) return error_of(raw, code);
    return connection;
}

Result<void> Connection::execute(const std::string& sql) {
    const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error_of(database_.get(), code);
    return {};
}

Result<Statement> Connection::prepare(std::string_view sql) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(
        database_.get(),
        sql.data(),
        static_cast<int>(sql.size()),
        SQLITE_PREPARE_PERSISTENT,
        &raw,
        nullptr
    );
    if (code != SQLITE_OK) return error_of(database_.get(), code);
    Statement statement;
    statement.statement_.reset(raw);
    return statement;
}

Result<std::int64_t> Connection::number(std::string_view sql) {
    Result<Statement> query = prepare(sql);
    if (!query) return query.error();
    const Result<bool> row = query->step();
    if (!row) return row.error();
    return *row ? query->number(0) : 0;
}

void Connection::set_patience(std::chrono::milliseconds patience) {
    sqlite3_busy_timeout(database_.get(), static_cast<int>(patience.count()));
}

std::size_t Connection::changed() const {
    return static_cast<std::size_t>(sqlite3_changes64(database_.get()));
}

Result<Transaction> Transaction::begin(Connection& connection, Kind kind) {
    const Result<void> begun = connection.execute(kind == Kind::Read ? "BEGIN" : "BEGIN IMMEDIATE");
    if (!begun) return begun.error();
    return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
    if (connection_ == nullptr) return;
    // Some errors have ended the transaction already.
    if (sqlite3_get_autocommit(connection_->database_.get()) == 0) {
        std::ignore = connection_->execute("ROLLBACK");
    }
}

Result<void> Transaction::commit() {
    return connection_->execute("COMMIT");
}

}  // namespace gantry::store::sqlite
