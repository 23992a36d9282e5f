#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "core/migration.h"
#include "store/sqlite.h"

namespace gantry::store {

/// The steps that the rows of a program have taken so far, in order of format.
using Migrations = std::span<const core::Migration>;

/// The name of the point (journal_point.h) up to which records were written before `format`.
std::string point_before(int format);

/// Those that a journal of `format` has yet to take.
Migrations steps_after(Migrations all, int format);

/// Shows a stored change as the steps would have it.
/// Errors: Internal, naming row and step.
Result<void> take_steps(Migrations steps, core::RowChange& change);

/// Writes both tables of rows anew, as `steps` would have them, checks each row on the way, and
/// notes that all records there are were written before. In the caller's transaction.
/// Errors: Internal, naming what is damaged, or as of take_steps.
Result<void> migrate_rows(sqlite::Connection& database, Migrations steps);

/// Takes for true what the points say of records of older formats; where there is none, no record
/// is older. For a new journal, and for one whose damage is accepted.
Result<void> keep_notes_of_older(sqlite::Connection& database, Migrations migrations);

/// Fills the index of histories anew, from all records. Of records that were taken as they are,
/// those that cannot be read are left out, with a word in the log.
Result<void> index_history(sqlite::Connection& database, Migrations migrations);

}  // namespace gantry::store
