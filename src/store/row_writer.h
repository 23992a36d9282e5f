#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/checksum.h"
#include "store/sqlite.h"

namespace gantry::store {

/// The SQL that makes a table of rows.
std::string make_rows_table(std::string_view name);

/// Writes one of the two tables of rows, each row with its checksum.
class RowWriter {
  public:
    /// @param table one that make_rows_table made
    static Result<RowWriter> prepare(sqlite::Connection& database, std::string_view table);

    /// Adds a row to a table that has none of its name.
    Result<void> add(
        std::string_view table, std::string_view key, std::string_view row, Checksum& all
    );

    /// Puts the row, or erases it where there is no text.
    /// @param all the exclusive or of all rows' checksums: becomes what it is afterwards
    Result<void> write(
        std::string_view table,
        std::string_view key,
        const std::optional<std::string>& row,
        Checksum& all
    );

  private:
    RowWriter() = default;

    sqlite::Statement find_;
    sqlite::Statement add_;
    sqlite::Statement put_;
    sqlite::Statement erase_;
};

/// Gives every row of `table` ("rows" or "base_rows") the checksum that follows from its text.
/// @return the exclusive or of them all
Result<Checksum> checksum_all_rows(sqlite::Connection& database, std::string_view table);

}  // namespace gantry::store
