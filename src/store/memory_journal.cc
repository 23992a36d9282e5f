#include "store/memory_journal.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "base/sabotage.h"

namespace gantry::store {

void MemoryDisk::crash(bool unsynced_made_it) {
    if (unsynced_made_it) sync();
    unsynced_.clear();
    next_append_ = Fault::None;
}

void MemoryDisk::sync() {
    for (core::JournalRecord& record : unsynced_) {
        for (const core::RowChange& change : record.changes) apply_to(rows_, change);
        hash_ = core::hash_record(hash_, record);
        last_sequence_ = record.sequence;
        last_time_ = record.time;
        records_.push_back(std::move(record));
    }
    unsynced_.clear();
}

MemoryJournal::MemoryJournal(Loop& loop, std::shared_ptr<MemoryDisk> disk)
    : loop_(loop), disk_(std::move(disk)) {
    disk_->sync();
}

MemoryJournal::~MemoryJournal() {
    *alive_ = false;
    loop_.cancel(syncing_);
}

core::Journal::Limits MemoryJournal::limits() const {
    return disk_->limits_;
}

Result<core::JournalEnd> MemoryJournal::load(const VisitRow& visit) {
    GANTRY_ASSERT(syncing_ == 0);
    if (disk_->failing_loads_ > 0) {
        --disk_->failing_loads_;
        return unavailable("the disk does not answer (injected)");
    }
    if (const auto visited = core::visit_rows(disk_->rows_, visit); !visited) {
        return visited.error();
    }
    return core::JournalEnd{.last_sequence = disk_->last_sequence_, .last_time = disk_->last_time_};
}

void MemoryJournal::resume(Resumed done) {
    loop_.post([this, alive = alive_, done = std::move(done)] {
        if (!*alive) return;
        GANTRY_ASSERT(syncing_ == 0);
        if (disk_->failing_loads_ > 0) {
            --disk_->failing_loads_;
            done(unavailable("the disk does not answer (injected)"));
        } else {
            done(disk_->last_sequence_);
        }
    });
}

void MemoryJournal::append(std::vector<core::JournalRecord> batch, Done done) {
    GANTRY_ASSERT(syncing_ == 0);
    core::assert_within(limits(), batch);
    core::Sequence expected = disk_->last_sequence_ + 1;
    for (const core::JournalRecord& record : batch) {
        GANTRY_ASSERT(record.sequence == expected);
        ++expected;
    }

    const auto fault = std::exchange(disk_->next_append_, MemoryDisk::Fault::None);
    if (fault != MemoryDisk::Fault::Before) disk_->unsynced_ = std::move(batch);
    syncing_ = loop_.call_after(disk_->sync_latency_, [this, done = std::move(done), fault] {
        syncing_ = 0;
        finish(done, fault);
    });
}

void MemoryJournal::finish(const Done& done, MemoryDisk::Fault fault) {
    disk_->sync();
    if (fault == MemoryDisk::Fault::None) {
        done({});
    } else {
        done(unavailable("the write failed (injected)"));
    }
}

Result<void> MemoryJournal::read(core::Sequence after, std::size_t limit, const Visit& visit) {
    const auto first =
        std::ranges::upper_bound(disk_->records_, after, {}, &core::JournalRecord::sequence);
    for (auto at = first; at != disk_->records_.end() && limit > 0; ++at, --limit) {
        if (!visit(*at)) break;
    }
    return {};
}

Result<core::LoadedState> MemoryJournal::state_at(SysTime at) {
    if (disk_->base_.last_sequence > 0 && at < disk_->base_.last_time) {
        return not_found(
            fmt::format("The journal goes back to {}.", format_iso8601(disk_->base_.last_time))
        );
    }
    core::LoadedState state = disk_->base_;
    for (const core::JournalRecord& record : disk_->records_) {
        if (record.time > at) break;
        for (const core::RowChange& change : record.changes) apply_to(state.rows, change);
        state.last_sequence = record.sequence;
        state.last_time = record.time;
    }
    return state;
}

void MemoryJournal::trim(SysTime before, Trimmed done) {
    std::size_t gone = 0;
    while (!disk_->records_.empty() && disk_->records_.front().time < before) {
        const core::JournalRecord& record = disk_->records_.front();
        for (const core::RowChange& change : record.changes) {
            if (!sabotaged(Sabotage::TrimRow)) apply_to(disk_->base_.rows, change);
        }
        disk_->base_.last_sequence = record.sequence;
        disk_->base_.last_time = record.time;
        disk_->records_.pop_front();
        ++gone;
    }
    loop_.post([alive = alive_, done = std::move(done), gone] {
        if (*alive) done(gone);
    });
}

}  // namespace gantry::store
