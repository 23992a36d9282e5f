#pragma once

#include <future>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "core/journal.h"

namespace gantry::store {

/// Appends and waits for the outcome. The journal's loop must run on another thread.
inline Result<void> append_and_wait(
    core::Journal& journal, std::vector<core::JournalRecord> batch
) {
    std::promise<Result<void>> done;
    journal.append(std::move(batch), [&](Result<void> how) { done.set_value(std::move(how)); });
    return done.get_future().get();
}

/// Trims and waits for the outcome. The journal's loop must run on another thread.
inline Result<std::size_t> trim_and_wait(core::Journal& journal, SysTime before) {
    std::promise<Result<std::size_t>> done;
    journal.trim(before, [&](Result<std::size_t> how) { done.set_value(std::move(how)); });
    return done.get_future().get();
}

/// Resumes after a failed append, and waits for the outcome. The journal's loop must run on another
/// thread.
inline Result<core::Sequence> resume_and_wait(core::Journal& journal) {
    std::promise<Result<core::Sequence>> done;
    journal.resume([&](const Result<core::Sequence>& how) { done.set_value(how); });
    return done.get_future().get();
}

/// Draws `count` records that follow `last`: one to four changes each, to few rows, so that rows
/// are made, changed and erased all the time. Time stands still now and then.
inline std::vector<core::JournalRecord> random_batch(
    Random& random, const core::LoadedState& last, std::size_t count
) {
    std::vector<core::JournalRecord> batch;
    SysTime time = last.last_time;
    for (std::size_t i = 0; i < count; ++i) {
        time += Duration{random.between(0, 3)};
        core::JournalRecord& record = batch.emplace_back();
        record.sequence = last.last_sequence + 1 + i;
        record.time = time;
        record.cause = "cause " + std::to_string(random.below(1000));
        for (auto changes = random.between(1, 4); changes > 0; --changes) {
            core::RowChange& change = record.changes.emplace_back();
            change.table = random.chance(0.5) ? "task" : "service";
            change.key = "a/\"" + std::to_string(random.below(12));
            if (random.chance(0.3)) continue;
            change.row = "{\"n\":" + std::to_string(random.below(100)) + ",\"fill\":\"" +
                         std::string(random.chance(0.05) ? 9000 : 20, 'x') + "\"}";
        }
    }
    return batch;
}

/// The state that `batch` leads to from `state`.
inline core::LoadedState after(
    core::LoadedState state, const std::vector<core::JournalRecord>& batch
) {
    for (const core::JournalRecord& record : batch) {
        for (const core::RowChange& change : record.changes) apply_to(state.rows, change);
        state.last_sequence = record.sequence;
        state.last_time = record.time;
    }
    return state;
}

}  // namespace gantry::store
