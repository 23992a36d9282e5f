#include "store/row_writer.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace gantry::store {

std::string make_rows_table(std::string_view name) {
    return fmt::format(
        R"(CREATE TABLE {} (
            table_name TEXT NOT NULL,
            key TEXT NOT NULL,
            row TEXT NOT NULL,
            checksum INTEGER,
            PRIMARY KEY (table_name, key)
        ) WITHOUT ROWID;)",
        name
    );
}

Result<RowWriter> RowWriter::prepare(sqlite::Connection& database, std::string_view table) {
    RowWriter writer;
    const auto prepare = [&](sqlite::Statement& statement, const char* sql) -> Result<void> {
        Result<sqlite::Statement> prepared =
            database.prepare(fmt::format(fmt::runtime(sql), table));
        if (!prepared) return prepared.error();
        statement = std::move(*prepared);
        return {};
    };
    Result<void> done =
        prepare(writer.find_, "SELECT checksum FROM {} WHERE table_name = ? AND key = ?");
    if (done) {
        done = prepare(
            writer.add_, "INSERT INTO {} (table_name, key, row, checksum) VALUES (?, ?, ?, ?)"
        );
    }
    if (done) {
        done = prepare(
            writer.put_,
            "INSERT OR REPLACE INTO {} (table_name, key, row, checksum) VALUES (?, ?, ?, ?)"
        );
    }
    if (done) done = prepare(writer.erase_, "DELETE FROM {} WHERE table_name = ? AND key = ?");
    if (!done) return done.error();
    return writer;
}

Result<void> RowWriter::add(
    std::string_view table, std::string_view key, std::string_view row, Checksum& all
) {
    const Checksum sum = checksum_of_row(table, key, row);
    all ^= sum;
    return add_.bind(1, table).bind(2, key).bind(3, row).bind(4, sum).run();
}

Result<void> RowWriter::write(
    std::string_view table,
    std::string_view key,
    const std::optional<std::string>& row,
    Checksum& all
) {
    const Result<bool> exists = find_.bind(1, table).bind(2, key).step();
    if (!exists) return exists.error();
    const Checksum before = *exists ? find_.number(0) : 0;
    find_.reset();
    all ^= before;
    if (!row) return *exists ? erase_.bind(1, table).bind(2, key).run() : Result<void>{};
    const Checksum now = checksum_of_row(table, key, *row);
    all ^= now;
    return put_.bind(1, table).bind(2, key).bind(3, *row).bind(4, now).run();
}

Result<Checksum> checksum_all_rows(sqlite::Connection& database, std::string_view table) {
    struct Found {
        std::string table;
        std::string key;
        Checksum checksum;
    };
    Result<sqlite::Statement> query =
        database.prepare(fmt::format("SELECT table_name, key, row FROM {}", table));
    if (!query) return query.error();
    std::vector<Found> found;
    Checksum all = 0;
    for (;;) {
        const Result<bool> row = query->step();
        if (!row) return row.error();
        if (!*row) break;
        const Checksum sum = checksum_of_row(query->text(0), query->text(1), query->text(2));
        found.emplace_back(std::string(query->text(0)), std::string(query->text(1)), sum);
        all ^= sum;
    }
    query->reset();
    Result<sqlite::Statement> update = database.prepare(
        fmt::format("UPDATE {} SET checksum = ? WHERE table_name = ? AND key = ?", table)
    );
    if (!update) return update.error();
    for (const Found& row : found) {
        const Result<void> done =
            update->bind(1, row.checksum).bind(2, row.table).bind(3, row.key).run();
        if (!done) return done.error();
    }
    return all;
}

}  // namespace gantry::store
