#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "core/journal.h"
#include "store/checksum.h"
#include "store/sqlite.h"

namespace gantry::store {

/// A place in the journal, and what lies there: a row of the table `points`.
///
///     head        the newest record; `rows` is of the table `rows`
///     base        the trim point, the record before the oldest kept; `rows` is of `base_rows`
///     unchecked   records up to this one carry no checksum: an earlier version wrote them, or a
///                 loss was accepted
struct JournalPoint {
    core::Sequence sequence = 0;
    std::int64_t time_ms = 0;
    Checksum chain = kNoChain;  ///< of the record at `sequence`
    Checksum rows = 0;          ///< exclusive or of the rows' checksums
    friend bool operator==(const JournalPoint&, const JournalPoint&) = default;
};

inline constexpr std::string_view kHead = "head";
inline constexpr std::string_view kBase = "base";
inline constexpr std::string_view kUnchecked = "unchecked";

/// Errors: Internal when it is missing or damaged.
Result<JournalPoint> read_point(sqlite::Connection& database, std::string_view name);

/// The same with a statement that is kept, which prepare_read_point makes.
Result<JournalPoint> read_point(sqlite::Statement& statement, std::string_view name);
Result<sqlite::Statement> prepare_read_point(sqlite::Connection& database);

/// Takes what is there for true; zeroes where nothing is.
Result<JournalPoint> read_point_unchecked(sqlite::Connection& database, std::string_view name);

/// A statement for write_point.
Result<sqlite::Statement> prepare_write_point(sqlite::Connection& database);
Result<void> write_point(
    sqlite::Statement& statement, std::string_view name, const JournalPoint& point
);

}  // namespace gantry::store
