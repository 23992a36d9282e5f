#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "store/checksum.h"
#include "store/sqlite.h"

namespace gantry::store {

/// Walks through one of the two tables of rows in the order of table and key, and checks each row,
/// and in the end that none is missing. One transaction of the caller's spans the walk.
class RowScan {
  public:
    /// @param from "rows" or "base_rows"
    /// @param all what the rows' checksums have to come to
    static Result<RowScan> begin(sqlite::Connection& database, std::string_view from, Checksum all);

    /// Moves to the next row. @return false: there are no more
    /// Errors: Internal, naming the row that is damaged, or the last that was read.
    Result<bool> next();

    /// Of the row moved to; valid until the next move.
    [[nodiscard]] std::string_view table() const { return query_.text(0); }
    [[nodiscard]] std::string_view key() const { return query_.text(1); }
    [[nodiscard]] std::string_view row() const { return query_.text(2); }

  private:
    RowScan(std::string_view from, Checksum all) : from_(from), all_(all) {}
    Result<Checksum> check() const;
    [[nodiscard]] Error unreadable(const Error& why) const;

    std::string from_;
    Checksum all_;
    Checksum seen_ = 0;
    sqlite::Statement query_;
    std::string last_table_;
    std::string last_key_;
};

}  // namespace gantry::store
