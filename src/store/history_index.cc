#include "store/history_index.h"

#include <utility>

namespace gantry::store {

namespace {

std::int64_t stored(std::uint64_t number) {
    return static_cast<std::int64_t>(number);
}

}  // namespace

Result<HistoryIndex> HistoryIndex::prepare(sqlite::Connection& database) {
    HistoryIndex index;
    const auto prepare = [&](sqlite::Statement& statement, const char* sql) -> Result<void> {
        Result<sqlite::Statement> prepared = database.prepare(sql);
        if (!prepared) return prepared.error();
        statement = std::move(*prepared);
        return {};
    };
    Result<void> done = prepare(
        index.add_,
        // A record that changes a row twice, or two rows of one number, has one entry.
        "INSERT OR IGNORE INTO touched (row, sequence, before) "
        "SELECT ?1, ?2, coalesce((SELECT max(sequence) FROM touched WHERE row = ?1), 0)"
    );
    if (done) done = prepare(index.forget_, "DELETE FROM touched WHERE row = ? AND sequence <= ?");
    if (done) {
        done = prepare(
            index.entries_,
            "SELECT sequence, before FROM touched WHERE row = ? AND sequence > ? "
            "ORDER BY sequence LIMIT ?"
        );
    }
    if (!done) return done.error();
    return index;
}

Result<void> HistoryIndex::add(core::Sequence sequence, std::span<const core::RowChange> changes) {
    for (const core::RowChange& change : changes) {
        const Result<void> added = add_.bind(1, checksum_of_name(change.table, change.key))
                                       .bind(2, stored(sequence))
                                       .run();
        if (!added) return added;
    }
    return {};
}

Result<void> HistoryIndex::forget(
    std::string_view table, std::string_view key, core::Sequence up_to
) {
    return forget_.bind(1, checksum_of_name(table, key)).bind(2, stored(up_to)).run();
}

Result<std::vector<HistoryIndex::Entry>> HistoryIndex::entries(
    std::string_view table, std::string_view key, core::Sequence after, std::size_t limit
) {
    entries_.bind(1, checksum_of_name(table, key)).bind(2, stored(after)).bind(3, stored(limit));
    std::vector<Entry> found;
    for (;;) {
        const Result<bool> row = entries_.step();
        if (!row) return row.error();
        if (!*row) break;
        found.push_back(
            {.sequence = static_cast<core::Sequence>(entries_.number(0)),
             .before = static_cast<core::Sequence>(entries_.number(1))}
        );
    }
    entries_.reset();
    return found;
}

}  // namespace gantry::store
