#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "core/journal.h"

namespace gantry::core {

/// A journal whose disk is the test: an append stays open until the test says how it went.
class ScriptedJournal final : public Journal {
  public:
    LoadedState state;                      ///< what load() answers
    std::optional<Error> load_error;        ///< or this; resume() too
    Limits limits_set;                      ///< what limits() answers
    std::vector<JournalRecord> records;     ///< what was finished well
    std::vector<JournalRecord> open_batch;  ///< what is being appended
    std::vector<std::size_t> batch_sizes;   ///< of every append
    int loads = 0;
    int resumes = 0;

    [[nodiscard]] bool appending() const { return static_cast<bool>(done_); }

    /// The disk does its work, and may yet fail to say so.
    void keep_open_batch() {
        for (const JournalRecord& record : open_batch) {
            for (const RowChange& change : record.changes) apply_to(state.rows, change);
            state.last_sequence = record.sequence;
            state.last_time = record.time;
            records.push_back(record);
        }
        open_batch.clear();
    }

    /// Ends the open append. Call from the loop.
    void finish(const Result<void>& how = {}) {
        GANTRY_ASSERT(done_);
        if (how) keep_open_batch();
        open_batch.clear();
        std::exchange(done_, {})(how);
    }

    [[nodiscard]] Limits limits() const override { return limits_set; }
    Result<JournalEnd> load(const VisitRow& visit) override {
        ++loads;
        if (load_error) return *load_error;
        if (const Result<void> done = visit_rows(state.rows, visit); !done) return done.error();
        return JournalEnd{.last_sequence = state.last_sequence, .last_time = state.last_time};
    }
    void resume(Resumed done) override {
        ++resumes;
        if (load_error) {
            done(*load_error);
        } else {
            done(state.last_sequence);
        }
    }
    void append(std::vector<JournalRecord> batch, Done done) override {
        GANTRY_ASSERT(!done_ && !batch.empty());
        assert_within(limits_set, batch);
        batch_sizes.push_back(batch.size());
        open_batch = std::move(batch);
        done_ = std::move(done);
    }
    Result<void> read(Sequence after, std::size_t limit, const Visit& visit) override {
        for (const JournalRecord& record : records) {
            if (record.sequence <= after) continue;
            if (limit-- == 0 || !visit(record)) break;
        }
        return {};
    }
    Result<LoadedState> state_at(SysTime) override { return not_found("no history here"); }
    void trim(SysTime, Trimmed done) override { done(std::size_t{0}); }

  private:
    Done done_;
};

}  // namespace gantry::core
