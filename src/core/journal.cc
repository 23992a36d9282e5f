#include "core/journal.h"

#include <algorithm>
#include <limits>

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

}  // namespace

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

Result<void> Journal::history(std::string_view table, std::string_view key, const Visit& visit) {
    const auto touches = [&](const RowChange& change) {
        return change.key == key && change.table == table;
    };
    return read(0, std::numeric_limits<std::size_t>::max(), [&](const JournalRecord& record) {
        return std::ranges::none_of(record.changes, touches) || visit(record);
    });
}

}  // namespace gantry::core
