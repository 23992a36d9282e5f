#include "store/row_scan.h"

#include <fmt/format.h>

#include <utility>

namespace gantry::store {

Result<RowScan> RowScan::begin(sqlite::Connection& database, std::string_view from, Checksum all) {
    RowScan scan(from, all);
    Result<sqlite::Statement> query = database.prepare(
        fmt::format("SELECT table_name, key, row, checksum FROM {} ORDER BY table_name, key", from)
    );
    if (!query) return query.error();
    scan.query_ = std::move(*query);
    return scan;
}

Result<bool> RowScan::next() {
    const Result<bool> row = query_.step();
    if (!row) return unreadable(row.error());
    if (!*row) {
        if (seen_ == all_) return false;
        return internal_error(
            fmt::format("The journal is damaged: rows of its table '{}' are missing or old.", from_)
        );
    }
    const Result<Checksum> checksum = check();
    if (!checksum) return checksum.error();
    seen_ ^= *checksum;
    if (last_table_ != table()) last_table_ = table();
    last_key_ = key();
    return true;
}

/// Errors: Internal when the checksum is not that of the content.
Result<Checksum> RowScan::check() const {
    const Checksum checksum = checksum_of_row(table(), key(), row());
    if (query_.is_text(2) && query_.is_number(3) && query_.number(3) == checksum) return checksum;
    return internal_error(fmt::format(
        "Row '{}' of table '{}' is damaged: {}.",
        key(),
        table(),
        query_.is_text(2) ? "its checksum is that of another content" : "it is not text"
    ));
}

Error RowScan::unreadable(const Error& why) const {
    Error error = why;
    if (last_table_.empty()) {
        error.message += " Not one row could be read.";
    } else {
        error.message +=
            fmt::format(" The last row read was '{}' of table '{}'.", last_key_, last_table_);
    }
    return error;
}

}  // namespace gantry::store
