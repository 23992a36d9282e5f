#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "base/loop.h"
#include "core/journal.h"

namespace gantry::store {

/// What outlives a MemoryJournal, as a disk outlives a process: the records, which of them are
/// synced, and the faults that the disk is about to have. Shared by the test or simulation and one
/// journal at a time. Touched on the loop's thread only.
class MemoryDisk {
  public:
    /// How long a batch takes to become durable. May change at any time, for later batches.
    void set_sync_latency(Duration latency) { sync_latency_ = latency; }

    /// The next batch is refused before anything of it is durable.
    void fail_next_append_before() { next_append_ = Fault::Before; }
    /// The next batch becomes durable, but the journal hears that it failed.
    void fail_next_append_after() { next_append_ = Fault::After; }
    /// A failure that still waits for a batch does not come.
    void forget_append_failure() { next_append_ = Fault::None; }
    /// That many loads, and inquiries after a failed append, fail.
    void fail_next_loads(int count) { failing_loads_ = count; }

    /// What journals on it take in one append, instead of what they would.
    void set_limits(const core::Journal::Limits& limits) { limits_ = limits; }

    /// The machine loses power. What was not synced is gone, or has just made it, as a whole.
    /// Destroy the journal first, as the process dies too.
    void crash(bool unsynced_made_it = false);

    /// Of every record that ever became durable here, trimmed ones included: see
    /// core::hash_record.
    [[nodiscard]] std::uint64_t hash() const { return hash_; }
    [[nodiscard]] core::Sequence last_sequence() const { return last_sequence_; }
    /// The newest durable rows.
    [[nodiscard]] const core::StoredRows& rows() const { return rows_; }
    /// Durable records since the trim point.
    [[nodiscard]] const std::deque<core::JournalRecord>& records() const { return records_; }

  private:
    friend class MemoryJournal;
    enum class Fault : std::uint8_t { None, Before, After };

    void sync();

    Duration sync_latency_{0};
    Fault next_append_ = Fault::None;
    int failing_loads_ = 0;
    core::Journal::Limits limits_;

    core::LoadedState base_;  ///< the state at the trim point
    std::deque<core::JournalRecord> records_;
    std::vector<core::JournalRecord> unsynced_;
    core::StoredRows rows_;
    core::Sequence last_sequence_ = 0;
    SysTime last_time_{};
    std::uint64_t hash_ = core::kEmptyJournalHash;
};

/// A journal in memory, for tests and simulations: no thread, no clock but the loop, the same calls
/// give the same records. Opening one on a disk whose last journal was destroyed without
/// MemoryDisk::crash finds what that had written but not yet synced, as after a process died on a
/// machine that lives.
class MemoryJournal final : public core::Journal {
  public:
    MemoryJournal(Loop& loop, std::shared_ptr<MemoryDisk> disk);
    ~MemoryJournal() override;
    MemoryJournal(const MemoryJournal&) = delete;
    MemoryJournal& operator=(const MemoryJournal&) = delete;

    [[nodiscard]] Limits limits() const override;
    Result<core::JournalEnd> load(const VisitRow& visit) override;
    void resume(Resumed done) override;
    void append(std::vector<core::JournalRecord> batch, Done done) override;
    Result<void> read(core::Sequence after, std::size_t limit, const Visit& visit) override;
    Result<core::LoadedState> state_at(SysTime at) override;
    /// Has its effect at once.
    void trim(SysTime before, Trimmed done) override;

  private:
    void finish(const Done& done, MemoryDisk::Fault fault);

    Loop& loop_;
    std::shared_ptr<MemoryDisk> disk_;
    TimerId syncing_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::store
