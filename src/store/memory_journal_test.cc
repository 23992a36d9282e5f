#include "store/memory_journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/manual_loop.h"

namespace gantry::store {
namespace {

using core::JournalRecord;
using core::RowChange;

SysTime at_ms(std::int64_t ms) {
    return from_epoch_ms(ms);
}

class MemoryJournalTest : public testing::Test {
  protected:
    /// Appends one record and lets it finish. @return what `done` said, if it ran
    std::optional<Result<void>> append(JournalRecord record, Duration wait = Seconds{1}) {
        const auto outcome = std::make_shared<std::optional<Result<void>>>();
        journal_->append({std::move(record)}, [outcome](Result<void> how) { *outcome = how; });
        EXPECT_FALSE(*outcome);
        loop_.advance(wait);
        return *outcome;
    }

    Result<std::size_t> trim(SysTime before) {
        Result<std::size_t> trimmed = internal_error("not told");
        journal_->trim(before, [&](const Result<std::size_t>& how) { trimmed = how; });
        loop_.run_until_idle();
        return trimmed;
    }

    void reopen() {
        journal_.reset();
        journal_ = std::make_unique<MemoryJournal>(loop_, disk_);
    }

    ManualLoop loop_;
    std::shared_ptr<MemoryDisk> disk_ = std::make_shared<MemoryDisk>();
    std::unique_ptr<MemoryJournal> journal_ = std::make_unique<MemoryJournal>(loop_, disk_);

    const JournalRecord first_{1, at_ms(10), "one", {{"t", "a", "1"}, {"t", "b", "1"}}};
    const JournalRecord second_{2, at_ms(20), "two", {{"t", "a", std::nullopt}, {"u", "c", "2"}}};
    const JournalRecord third_{3, at_ms(30), "three", {{"u", "c", std::nullopt}}};
};

TEST_F(MemoryJournalTest, KeepsRowsAndRecords) {
    EXPECT_TRUE(append(first_).value());
    EXPECT_TRUE(append(second_).value());
    const auto state = load_all(*journal_);
    ASSERT_TRUE(state);
    EXPECT_EQ(state->last_sequence, 2U);
    EXPECT_EQ(state->last_time, at_ms(20));
    EXPECT_EQ(state->rows, (core::StoredRows{{"t", {{"b", "1"}}}, {"u", {{"c", "2"}}}}));
    EXPECT_THAT(disk_->records(), testing::ElementsAre(first_, second_));
}

TEST_F(MemoryJournalTest, BecomesDurableAfterTheSyncLatency) {
    disk_->set_sync_latency(milliseconds{5});
    EXPECT_FALSE(append(first_, milliseconds{4}));
    EXPECT_EQ(disk_->last_sequence(), 0U);
    loop_.advance(milliseconds{1});
    EXPECT_EQ(disk_->last_sequence(), 1U);
}

TEST_F(MemoryJournalTest, ACrashLosesWhatWasNotSynced) {
    append(first_);
    disk_->set_sync_latency(Seconds{10});
    EXPECT_FALSE(append(second_));
    journal_.reset();
    disk_->crash();
    reopen();
    EXPECT_EQ(load_all(*journal_)->last_sequence, 1U);

    EXPECT_FALSE(append(second_));
    journal_.reset();
    disk_->crash(true);
    reopen();
    EXPECT_EQ(load_all(*journal_)->last_sequence, 2U);

    EXPECT_FALSE(append(third_));
    reopen();  // only the process died
    EXPECT_EQ(load_all(*journal_)->last_sequence, 3U);
}

TEST_F(MemoryJournalTest, FailsBeforeOrAfterTheBatchIsDurable) {
    disk_->fail_next_append_before();
    EXPECT_FALSE(append(first_).value());
    EXPECT_EQ(load_all(*journal_)->last_sequence, 0U);
    disk_->fail_next_append_after();
    EXPECT_FALSE(append(first_).value());
    EXPECT_EQ(load_all(*journal_)->last_sequence, 1U);
    EXPECT_TRUE(append(second_).value());
    disk_->fail_next_append_before();
    disk_->forget_append_failure();
    EXPECT_TRUE(append(third_).value());
    disk_->fail_next_loads(1);
    EXPECT_FALSE(load_all(*journal_));
    EXPECT_TRUE(load_all(*journal_));
}

TEST_F(MemoryJournalTest, ReadsInOrderFromAPointOn) {
    append(first_);
    append(second_);
    append(third_);
    std::vector<core::Sequence> seen;
    const auto note = [&](const JournalRecord& record) {
        seen.push_back(record.sequence);
        return true;
    };
    ASSERT_TRUE(journal_->read(1, 10, note));
    EXPECT_EQ(seen, (std::vector<core::Sequence>{2, 3}));
    seen.clear();
    ASSERT_TRUE(journal_->read(0, 2, note));
    EXPECT_EQ(seen, (std::vector<core::Sequence>{1, 2}));
    seen.clear();
    ASSERT_TRUE(journal_->history("u", "c", note));
    EXPECT_EQ(seen, (std::vector<core::Sequence>{2, 3}));
    seen.clear();
    ASSERT_TRUE(journal_->history("t", "c", note));
    EXPECT_TRUE(seen.empty());
}

TEST_F(MemoryJournalTest, GivesBackAnyMomentSinceTheTrimPoint) {
    append(first_);
    append(second_);
    append(third_);
    EXPECT_EQ(journal_->state_at(at_ms(9))->rows, core::StoredRows{});
    EXPECT_EQ(journal_->state_at(at_ms(29))->rows.at("u").at("c"), "2");
    EXPECT_EQ(trim(at_ms(20)).value(), 1U);
    EXPECT_EQ(journal_->state_at(at_ms(9)).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(journal_->state_at(at_ms(19))->rows.at("t").at("a"), "1");
    EXPECT_EQ(trim(at_ms(100)).value(), 2U);
    EXPECT_EQ(trim(at_ms(100)).value(), 0U);
    EXPECT_EQ(journal_->state_at(at_ms(100))->rows, load_all(*journal_)->rows);
    EXPECT_EQ(load_all(*journal_)->last_sequence, 3U);
}

TEST_F(MemoryJournalTest, TheHashTellsJournalsApart) {
    append(first_);
    const std::uint64_t one = disk_->hash();
    EXPECT_EQ(one, core::hash_record(core::kEmptyJournalHash, first_));
    JournalRecord other = first_;
    other.changes[0].row.reset();
    EXPECT_NE(one, core::hash_record(core::kEmptyJournalHash, other));
    other = first_;
    other.changes[0] = {"ta", "", "1"};
    EXPECT_NE(one, core::hash_record(core::kEmptyJournalHash, other));
    append(second_);
    EXPECT_NE(one, disk_->hash());
    const std::uint64_t two = disk_->hash();
    ASSERT_TRUE(trim(at_ms(100)));
    EXPECT_EQ(disk_->hash(), two);
}

}  // namespace
}  // namespace gantry::store
