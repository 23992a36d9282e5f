#include "store/journal_point.h"

#include <fmt/format.h>

#include <optional>

namespace gantry::store {

namespace {

struct Sealed {
    JournalPoint point;
    Checksum seal = 0;
};

Checksum seal_of(std::string_view name, const JournalPoint& point) {
    return checksum_of_numbers(
        name, {static_cast<std::int64_t>(point.sequence), point.time_ms, point.chain, point.rows}
    );
}

Result<std::optional<Sealed>> read(sqlite::Statement& statement, std::string_view name) {
    const Result<bool> row = statement.bind(1, name).step();
    std::optional<Sealed> found;
    if (row && *row) {
        found = Sealed{
            {.sequence = static_cast<core::Sequence>(statement.number(0)),
             .time_ms = statement.number(1),
             .chain = statement.number(2),
             .rows = statement.number(3)},
            statement.number(4)
        };
    }
    statement.reset();
    if (!row) return row.error();
    return found;
}

}  // namespace

Result<sqlite::Statement> prepare_read_point(sqlite::Connection& database) {
    return database.prepare("SELECT sequence, time_ms, chain, rows, seal FROM points WHERE name = ?"
    );
}

Result<JournalPoint> read_point(sqlite::Connection& database, std::string_view name) {
    Result<sqlite::Statement> query = prepare_read_point(database);
    if (!query) return query.error();
    return read_point(*query, name);
}

Result<JournalPoint> read_point(sqlite::Statement& statement, std::string_view name) {
    const auto found = read(statement, name);
    if (!found) return found.error();
    if (!*found || (*found)->seal != seal_of(name, (*found)->point)) {
        return internal_error(fmt::format("The journal is damaged: its point '{}' is wrong.", name)
        );
    }
    return (*found)->point;
}

Result<JournalPoint> read_point_unchecked(sqlite::Connection& database, std::string_view name) {
    Result<sqlite::Statement> query = prepare_read_point(database);
    if (!query) return query.error();
    const auto found = read(*query, name);
    if (!found) return found.error();
    return *found ? (*found)->point : JournalPoint{};
}

Result<sqlite::Statement> prepare_write_point(sqlite::Connection& database) {
    return database.prepare(
        "INSERT OR REPLACE INTO points (name, sequence, time_ms, chain, rows, seal) "
        "VALUES (?, ?, ?, ?, ?, ?)"
    );
}

Result<void> write_point(
    sqlite::Statement& statement, std::string_view name, const JournalPoint& point
) {
    return statement.bind(1, name)
        .bind(2, static_cast<std::int64_t>(point.sequence))
        .bind(3, point.time_ms)
        .bind(4, point.chain)
        .bind(5, point.rows)
        .bind(6, seal_of(name, point))
        .run();
}

}  // namespace gantry::store
