#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/journal.h"
#include "store/journal_point.h"
#include "store/record_scan.h"
#include "store/sqlite.h"

namespace gantry::store {

/// The reading half of SqliteJournal: a connection of its own, which sees whole transactions only
/// and never waits for the writer. Made for one call and closed after it, so that no page cache
/// stays behind. Used by one thread. All that is read is checked; what is damaged is an error of
/// kind Internal that names it.
class SqliteReader {
  public:
    /// @param migrations outlive the reader
    static Result<SqliteReader> open(
        const std::string& path, const std::string& vfs, Migrations migrations
    );

    /// As the members of core::Journal.
    Result<core::JournalEnd> load(const core::Journal::VisitRow& visit);
    Result<void> read(core::Sequence after, std::size_t limit, const core::Journal::Visit& visit);
    Result<void> history(
        std::string_view table, std::string_view key, const core::Journal::Visit& visit
    );
    Result<core::LoadedState> state_at(SysTime at);

  private:
    SqliteReader(sqlite::Connection database, Migrations migrations)
        : database_(std::move(database)), migrations_(migrations) {}

    struct Walk;
    Result<void> check_newest(const JournalPoint& head);
    Result<std::vector<core::JournalRecord>> page(
        RecordScan& scan, core::Sequence after, std::size_t limit
    );
    Result<std::vector<core::JournalRecord>> page_of(Walk& walk, std::size_t limit);
    Result<void> check_end(Walk& walk);
    Result<std::optional<std::string>> row_of(
        std::string_view from, std::string_view table, std::string_view key
    );
    Result<core::StoredRows> read_rows(std::string_view from, Checksum all);
    Result<void> replay(core::LoadedState& state, SysTime until);

    sqlite::Connection database_;
    Migrations migrations_;
};

}  // namespace gantry::store
