#pragma once

#include "base/result.h"
#include "store/sqlite.h"

namespace gantry::store {

/// Whether the database has no tables at all: a new file, or one that lost everything.
Result<bool> is_empty(sqlite::Connection& database);

/// Makes the tables in an empty database (sqlite_writer.h lists them), and brings those of format 1
/// to format 2. In one transaction.
/// Errors: Internal for a file of another format, or none of ours.
Result<void> prepare_tables(sqlite::Connection& database);

/// Takes what the tables hold for true: gives all rows their checksums, and counts the records
/// there are as unchecked. In the caller's transaction.
Result<void> adopt(sqlite::Connection& database);

}  // namespace gantry::store
