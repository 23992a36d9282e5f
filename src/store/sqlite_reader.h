#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "core/journal.h"
#include "store/sqlite.h"

namespace gantry::store {

/// The reading half of SqliteJournal: a connection of its own, which sees whole transactions only
/// and never waits for the writer. Made for one call and closed after it, so that no page cache
/// stays behind. Used by one thread.
class SqliteReader {
  public:
    static Result<SqliteReader> open(const std::string& path, const std::string& vfs);

    /// As the members of core::Journal.
    Result<core::LoadedState> load();
    Result<void> read(core::Sequence after, std::size_t limit, const core::Journal::Visit& visit);
    Result<void> history(
        std::string_view table, std::string_view key, const core::Journal::Visit& visit
    );
    Result<core::LoadedState> state_at(SysTime at);

  private:
    explicit SqliteReader(sqlite::Connection database) : database_(std::move(database)) {}

    struct Position {
        core::Sequence sequence = 0;
        SysTime time{};
    };
    Result<Position> base();
    Result<Position> newest();
    Result<core::StoredRows> read_rows(std::string_view from);
    Result<void> replay(core::LoadedState& state, SysTime until);

    sqlite::Connection database_;
};

}  // namespace gantry::store
