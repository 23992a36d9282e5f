#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "store/checksum.h"
#include "store/sqlite.h"

namespace gantry::store {

/// Writes one of the two tables of rows, each row with its checksum.
class RowWriter {
  public:
    /// @param table "rows" or "base_rows"
    static Result<RowWriter> prepare(sqlite::Connection& database, std::string_view table);

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
    sqlite::Statement put_;
    sqlite::Statement erase_;
};

/// Gives every row of `table` ("rows" or "base_rows") the checksum that follows from its text.
/// @return the exclusive or of them all
Result<Checksum> checksum_all_rows(sqlite::Connection& database, std::string_view table);

}  // namespace gantry::store
