#pragma once

#include <cstdint>

#include "base/result.h"
#include "store/migrate.h"
#include "store/sqlite.h"

namespace gantry::store {

enum class Damage : std::uint8_t {
    Refuse,
    Adopt,  ///< take what is there for true (see adopt)
};

/// Whether the database has no tables at all: a new file, or one that lost everything.
Result<bool> is_empty(sqlite::Connection& database);

/// Makes the tables in an empty database (sqlite_writer.h lists them), and brings those of an older
/// format to the newest: that of the tables' layout, or of the last migration. In one transaction.
/// Errors: Conflict for a file of a newer format, or none of ours; Internal for damage, unless that
/// is to be adopted.
Result<void> prepare_tables(sqlite::Connection& database, Migrations migrations, Damage damage);

/// Whether the tables are there, and of the newest format.
Result<bool> has_newest_tables(sqlite::Connection& database, Migrations migrations);

/// Takes what the tables hold for true: gives all rows their checksums, and counts the records
/// there are as unchecked. In the caller's transaction.
Result<void> adopt(sqlite::Connection& database, Migrations migrations);

}  // namespace gantry::store
