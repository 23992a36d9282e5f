#include "sim/checkers/journal_checker.h"

#include <fmt/format.h>

#include <functional>
#include <string_view>

namespace gantry::sim {

namespace {

std::uint64_t hash_text(std::uint64_t hash, std::string_view text) {
    return (hash ^ std::hash<std::string_view>{}(text)) * 1'099'511'628'211ULL;
}

std::uint64_t hash_rows(const core::StoredRows& rows) {
    std::uint64_t hash = core::kEmptyJournalHash;
    for (const auto& [table, by_key] : rows) {
        if (by_key.empty()) continue;
        hash = hash_text(hash, table);
        for (const auto& [key, row] : by_key) hash = hash_text(hash_text(hash, key), row);
    }
    return hash;
}

}  // namespace

void JournalChecker::note(const store::MemoryDisk& disk) {
    if (disk.records().empty()) return;
    const core::JournalRecord& newest = disk.records().back();
    moments_.push_back({newest.sequence, newest.time, hash_rows(disk.rows())});
}

void JournalChecker::check(
    core::Journal& journal, const core::StoredRows& in_memory, SysTime now, Verdict& verdict
) const {
    const auto newest = journal.state_at(SysTime::max());
    if (!newest || hash_rows(newest->rows) != hash_rows(in_memory)) {
        verdict.broken(now, "replaying the journal does not give the rows in memory");
    }
    for (const Moment& moment : moments_) {
        const auto then = journal.state_at(moment.time);
        if (!then) continue;  // before the trim point, and said so
        // More happened within the same millisecond: that is another moment.
        if (then->last_sequence != moment.sequence) continue;
        if (hash_rows(then->rows) == moment.rows) continue;
        verdict.broken(
            now, fmt::format("the journal tells record {} otherwise than it was", moment.sequence)
        );
    }
}

}  // namespace gantry::sim
