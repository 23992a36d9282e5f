#include "core/journal.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/assert.h"

namespace gantry::core {

namespace {

constexpr std::uint64_t kFnvPrime = 0x100000001b3;

std::uint64_t hash_number(std::uint64_t hash, std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte) {
        hash = (hash ^ (number & 0xff)) * kFnvPrime;
        number >>= 8;
    }
    return hash;
}

/// With the length in front, so that no two lists of texts run into the same bytes.
std::uint64_t hash_text(std::uint64_t hash, std::string_view text) {
    hash = hash_number(hash, text.size());
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
    return hash;
}

constexpr std::string_view kDeposed = "JournalDeposed";

}  // namespace

std::size_t bytes_of(const JournalRecord& record) {
    std::size_t bytes = record.cause.size();
    for (const RowChange& change : record.changes) {
        bytes += change.table.size() + change.key.size() + (change.row ? change.row->size() : 0);
    }
    return bytes;
}

Error deposed(std::string message) {
    return {ErrorKind::Conflict, std::string(kDeposed), std::move(message), {}};
}

bool is_deposed(const Error& error) {
    return error.code == kDeposed;
}

Result<LoadedState> load_all(Journal& journal) {
    LoadedState state;
    const Result<JournalEnd> end =
        journal.load([&](std::string_view table, std::string_view key, std::string_view row) {
            state.rows[std::string(table)].insert_or_assign(std::string(key), std::string(row));
            return Result<void>{};
        });
    if (!end) return end.error();
    state.last_sequence = end->last_sequence;
    state.last_time = end->last_time;
    return state;
}

Result<void> visit_rows(const StoredRows& rows, const Journal::VisitRow& visit) {
    for (const auto& [table, of_table] : rows) {
        for (const auto& [key, row] : of_table) {
            if (const Result<void> done = visit(table, key, row); !done) return done;
        }
    }
    return {};
}

void apply_to(StoredRows& rows, const RowChange& change) {
    if (change.row) {
        rows[change.table].insert_or_assign(change.key, *change.row);
        return;
    }
    const auto table = rows.find(change.table);
    if (table == rows.end()) return;
    table->second.erase(change.key);
    if (table->second.empty()) rows.erase(table);
}

std::uint64_t hash_record(std::uint64_t hash, const JournalRecord& record) {
    hash = hash_number(hash, record.sequence);
    hash = hash_number(hash, static_cast<std::uint64_t>(epoch_ms(record.time)));
    hash = hash_text(hash, record.cause);
    hash = hash_number(hash, record.changes.size());
    for (const RowChange& change : record.changes) {
        hash = hash_text(hash, change.table);
        hash = hash_text(hash, change.key);
        hash = hash_number(hash, change.row ? 1 : 0);
        if (change.row) hash = hash_text(hash, *change.row);
    }
    return hash;
}

void assert_within(const Journal::Limits& limits, const std::vector<JournalRecord>& batch) {
    std::size_t bytes = 0;
    std::size_t changes = 0;
    for (const JournalRecord& record : batch) {
        bytes += bytes_of(record);
        changes += record.changes.size();
    }
    GANTRY_ASSERT(batch.size() <= limits.records);
    GANTRY_ASSERT(bytes <= limits.bytes && changes <= limits.changes);
}

Result<void> Journal::history(std::string_view table, std::string_view key, const Visit& visit) {
    const auto touches = [&](const RowChange& change) {
        return change.key == key && change.table == table;
    };
    return read(0, std::numeric_limits<std::size_t>::max(), [&](const JournalRecord& record) {
        return std::ranges::none_of(record.changes, touches) || visit(record);
    });
}

}  // namespace gantry::core
