#include "core/core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/manual_loop.h"
#include "core/scripted_journal.h"
#include "core/test_rows.h"

namespace gantry::core {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CoreTest : public testing::Test {
  protected:
    CoreTest() {
        set_log_sink([](LogLevel, std::string_view) {});
        core_ = std::make_unique<Core>(loop_, journal_, std::vector<TableBase*>{&a_, &b_});
    }
    ~CoreTest() override { set_log_sink(nullptr); }

    void open() { ASSERT_TRUE(core_->open()); }

    /// Notes what the callback was told under `name`: "name" or "name failed".
    Core::Durable note(const std::string& name) {
        return [this, name](const Result<void>& how) {
            seen_.push_back(how ? name : name + " failed");
            if (!how) last_error_ = how.error();
        };
    }

    void put(const std::string& key, int value, const std::string& name) {
        Transaction t;
        t.put(a_, key, {value});
        core_->commit(std::move(t), name, note(name));
    }

    void watch() {
        core_->subscribe(
            {.on_change =
                 [this](const Change& change) {
                     const NumberRow* before = change.before_as(a_);
                     const NumberRow* after = change.after_as(a_);
                     seen_.push_back(
                         change.key + ":" + (before ? std::to_string(before->value) : "") + ">" +
                         (after ? std::to_string(after->value) : "")
                     );
                 },
             .on_reload = [this] { seen_.emplace_back("reload"); }}
        );
    }

    ManualLoop loop_;
    ScriptedJournal journal_;
    NumberTable a_{"a", kNumberCodec};
    NumberTable b_{"b", kNumberCodec};
    std::unique_ptr<Core> core_;
    std::vector<std::string> seen_;
    Error last_error_;
};

TEST_F(CoreTest, OpenFillsTablesAndIndexes) {
    const auto& by_value = a_.add_index([](const std::string&, const NumberRow& row) {
        return std::optional(std::to_string(row.value));
    });
    journal_.state.rows = {{"a", {{"x", "1"}, {"y", "1"}}}, {"b", {{"z", "3"}}}};
    journal_.state.last_sequence = 7;
    open();
    EXPECT_TRUE(core_->available());
    EXPECT_EQ(core_->applied(), 7U);
    EXPECT_EQ(core_->durable(), 7U);
    EXPECT_EQ(a_.find("y")->value, 1);
    EXPECT_THAT(by_value.keys("1"), ElementsAre("x", "y"));
    EXPECT_EQ(core_->export_rows(), journal_.state.rows);
}

TEST_F(CoreTest, OpenNamesTheRowThatDoesNotDecode) {
    journal_.state.rows = {{"a", {{"fine", "1"}, {"torn", "1x"}}}};
    const auto opened = core_->open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::Internal);
    EXPECT_THAT(opened.error().message, HasSubstr("'torn' of table 'a'"));
    EXPECT_FALSE(core_->available());
}

TEST_F(CoreTest, OpenRefusesRowsOfAnUnknownTable) {
    journal_.state.rows = {{"future", {{"x", "1"}}}};
    const auto opened = core_->open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::Internal);
    EXPECT_THAT(opened.error().message, HasSubstr("'future'"));
}

TEST_F(CoreTest, AppliesAtOnceAndAnswersOnceDurable) {
    open();
    watch();
    put("x", 1, "first");
    EXPECT_EQ(a_.find("x")->value, 1);
    EXPECT_EQ(core_->applied(), 1U);
    EXPECT_FALSE(journal_.appending());  // the flush waits for the end of the turn
    loop_.run_until_idle();
    ASSERT_TRUE(journal_.appending());
    EXPECT_THAT(seen_, IsEmpty());
    EXPECT_EQ(core_->durable(), 0U);
    journal_.finish();
    EXPECT_THAT(seen_, ElementsAre("x:>1", "first"));
    EXPECT_EQ(core_->durable(), 1U);
    const JournalRecord expected{1, loop_.now(), "first", {{"a", "x", "1"}}};
    EXPECT_THAT(journal_.records, ElementsAre(expected));
}

TEST_F(CoreTest, GroupsATurnAndEverythingThatQueuesBehindAnAppend) {
    open();
    put("x", 1, "1");
    put("y", 2, "2");
    loop_.run_until_idle();
    put("z", 3, "3");
    put("x", 4, "4");
    put("y", 5, "5");
    loop_.run_until_idle();
    EXPECT_THAT(journal_.batch_sizes, ElementsAre(2));
    journal_.finish();
    EXPECT_THAT(journal_.batch_sizes, ElementsAre(2, 3));
    EXPECT_THAT(seen_, ElementsAre("1", "2"));
    journal_.finish();
    EXPECT_THAT(seen_, ElementsAre("1", "2", "3", "4", "5"));
}

TEST_F(CoreTest, TheFeedHearsAWholeGroupBeforeItsCallbacks) {
    open();
    watch();
    put("x", 1, "1");
    Transaction t;
    t.put(a_, "x", {2});
    t.erase(a_, "gone");
    t.put(a_, "y", {3});
    core_->commit(std::move(t), "2", note("2"));
    loop_.run_until_idle();
    journal_.finish();
    EXPECT_THAT(seen_, ElementsAre("x:>1", "x:1>2", "y:>3", "1", "2"));
}

TEST_F(CoreTest, ChangesThatChangeNothingLeaveNoTrace) {
    journal_.state.rows = {{"a", {{"x", "1"}}}};
    open();
    watch();
    Transaction t;
    t.put(a_, "x", {1});
    t.erase(a_, "y");
    core_->commit(std::move(t), "nothing", note("nothing"));
    EXPECT_THAT(seen_, IsEmpty());  // never within commit
    loop_.run_until_idle();
    EXPECT_THAT(seen_, ElementsAre("nothing"));
    EXPECT_EQ(core_->applied(), 0U);
    EXPECT_THAT(journal_.batch_sizes, IsEmpty());
}

TEST_F(CoreTest, AfterDurableRunsAtOnceWhenNothingIsPending) {
    open();
    core_->after_durable(note("read"));
    EXPECT_THAT(seen_, ElementsAre("read"));
}

TEST_F(CoreTest, WaitsKeepTheirPlaceAmongCommits) {
    open();
    put("x", 1, "1");
    core_->after_durable(note("read 1"));
    loop_.run_until_idle();
    core_->after_durable(note("read 2"));
    put("x", 2, "2");
    core_->commit({}, "empty", note("empty"));
    loop_.run_until_idle();
    journal_.finish();
    EXPECT_THAT(seen_, ElementsAre("1", "read 1", "read 2"));
    journal_.finish();
    EXPECT_THAT(seen_, ElementsAre("1", "read 1", "read 2", "2", "empty"));
}

TEST_F(CoreTest, AWaitFromACallbackRunsAfterTheCallbacksThatWaitAlready) {
    open();
    Transaction t;
    t.put(a_, "x", {1});
    core_->commit(std::move(t), "1", [this](const Result<void>&) {
        seen_.emplace_back("1");
        core_->after_durable(note("late"));
    });
    put("y", 1, "2");
    loop_.run_until_idle();
    journal_.finish();
    EXPECT_THAT(seen_, ElementsAre("1", "2", "late"));
}

TEST_F(CoreTest, CommitsFromACallbackFormTheNextGroup) {
    open();
    Transaction t;
    t.put(a_, "x", {1});
    core_->commit(std::move(t), "1", [this](const Result<void>&) { put("x", 2, "2"); });
    loop_.run_until_idle();
    journal_.finish();
    loop_.run_until_idle();
    journal_.finish();
    EXPECT_THAT(seen_, ElementsAre("2"));
    EXPECT_EQ(journal_.records.size(), 2U);
}

TEST_F(CoreTest, TimeInRecordsNeverGoesBack) {
    open();
    put("x", 1, "1");
    const SysTime first = loop_.now();
    loop_.set_wall(first - hours{1});
    put("x", 2, "2");
    loop_.set_wall(first + hours{1});
    put("x", 3, "3");
    loop_.run_until_idle();
    journal_.finish();
    ASSERT_EQ(journal_.records.size(), 3U);
    EXPECT_EQ(journal_.records[1].time, first);
    EXPECT_EQ(journal_.records[2].time, first + hours{1});
}

TEST_F(CoreTest, TimeContinuesFromTheJournalsLastRecord) {
    journal_.state.last_time = loop_.now() + hours{3};
    open();
    put("x", 1, "1");
    loop_.run_until_idle();
    EXPECT_EQ(journal_.open_batch.at(0).time, journal_.state.last_time);
}

TEST_F(CoreTest, AFailedAppendTakesBackEverythingThatWasNotDurable) {
    open();
    watch();
    put("x", 1, "1");
    loop_.run_until_idle();
    journal_.finish();
    seen_.clear();

    put("x", 2, "2");
    loop_.run_until_idle();
    put("y", 3, "3");
    core_->after_durable(note("read"));
    journal_.finish(unavailable("disk full"));
    EXPECT_THAT(seen_, ElementsAre("reload", "2 failed", "3 failed", "read failed"));
    EXPECT_EQ(last_error_.kind, ErrorKind::Unavailable);
    EXPECT_EQ(last_error_.code, "ServerException");
    EXPECT_THAT(last_error_.message, HasSubstr("disk full"));
    EXPECT_EQ(a_.find("x")->value, 1);
    EXPECT_EQ(a_.find("y"), nullptr);
    EXPECT_EQ(core_->applied(), 1U);
    EXPECT_TRUE(core_->writable());
    EXPECT_EQ(journal_.loads, 1);  // what is durable was in the tables all the time

    put("z", 4, "4");
    loop_.run_until_idle();
    ASSERT_TRUE(journal_.appending());
    EXPECT_EQ(journal_.open_batch.at(0).sequence, 2U);
    journal_.finish();
    EXPECT_EQ(seen_.back(), "4");
}

TEST_F(CoreTest, ADiskThatStaysFullIsLetRest) {
    open();
    // A controller writes again as soon as the rows are loaded anew.
    core_->subscribe(
        {.on_change = [](const Change&) {}, .on_reload = [this] { put("k", 1, "again"); }}
    );
    put("k", 1, "first");
    const MonoTime end = loop_.mono() + minutes{1};
    while (loop_.mono() < end) {
        loop_.run_until_idle();
        if (journal_.appending()) journal_.finish(unavailable("no space left on device"));
        loop_.advance(Duration{10});
    }
    EXPECT_GT(journal_.resumes, 10);
    EXPECT_LT(journal_.resumes, 30);
    EXPECT_EQ(journal_.loads, 1);
    while (!core_->writable()) {
        loop_.advance(Duration{10});
        if (journal_.appending()) journal_.finish();
    }
    loop_.advance(Seconds{1});
    if (journal_.appending()) journal_.finish();
    EXPECT_EQ(journal_.state.rows["a"].count("k"), 1U);
}

TEST_F(CoreTest, WhileTheDiskIsFullReadsGoOnAndChangesAreRefusedWithTheReason) {
    open();
    watch();
    put("x", 1, "1");
    loop_.run_until_idle();
    journal_.finish();
    put("x", 2, "2");
    loop_.run_until_idle();
    journal_.load_error = unavailable("the disk is full");
    seen_.clear();
    journal_.finish(unavailable("the disk is full"));
    EXPECT_THAT(seen_, ElementsAre("2 failed"));
    EXPECT_TRUE(core_->available());
    EXPECT_FALSE(core_->writable());
    EXPECT_EQ(core_->read_only()->message, "the disk is full");

    for (int i = 0; i < 1'000; ++i) {
        seen_.clear();
        core_->after_durable(note("read"));
        ASSERT_THAT(seen_, ElementsAre("read"));
        ASSERT_EQ(a_.find("x")->value, 1);  // what is durable, and nothing else
        loop_.advance(Duration{3});
    }
    EXPECT_EQ(journal_.loads, 1);

    seen_.clear();
    put("y", 1, "3");
    EXPECT_THAT(seen_, IsEmpty());  // never within commit
    put("x", 1, "the same");        // asks for nothing that is not so
    core_->after_durable(note("read"));
    loop_.run_until_idle();
    EXPECT_THAT(seen_, ElementsAre("3 failed", "the same", "read"));
    EXPECT_EQ(last_error_.kind, ErrorKind::Unavailable);
    EXPECT_THAT(last_error_.message, HasSubstr("the disk is full"));
    EXPECT_EQ(a_.find("y"), nullptr);

    seen_.clear();
    const int asked = journal_.resumes;
    loop_.advance(Seconds{3});
    EXPECT_EQ(journal_.resumes, asked + 3);  // every second
    journal_.load_error.reset();
    loop_.advance(Seconds{1});
    EXPECT_THAT(seen_, ElementsAre("reload"));
    EXPECT_TRUE(core_->writable());
    EXPECT_FALSE(core_->read_only());
    loop_.advance(Seconds{10});
    EXPECT_EQ(journal_.resumes, asked + 4);
    put("y", 1, "4");
    loop_.run_until_idle();
    journal_.finish();
    EXPECT_EQ(seen_.back(), "4");
}

TEST_F(CoreTest, TakesBackSeveralChangesOfOneRowInTheirOrder) {
    const auto& by_value = a_.add_index([](const std::string&, const NumberRow& row) {
        return std::optional(std::to_string(row.value));
    });
    journal_.state = {.last_sequence = 3, .last_time = {}, .rows = {{"a", {{"x", "1"}}}}};
    open();
    put("x", 2, "1");
    put("y", 5, "2");
    loop_.run_until_idle();
    put("x", 3, "3");
    Transaction t;
    t.erase(a_, "x");
    t.erase(a_, "y");
    core_->commit(std::move(t), "4");
    journal_.finish(unavailable("disk full"));
    EXPECT_EQ(core_->export_rows(), journal_.state.rows);
    EXPECT_THAT(by_value.keys("1"), ElementsAre("x"));
    EXPECT_THAT(by_value.keys("5"), IsEmpty());
    EXPECT_EQ(core_->applied(), 3U);
    EXPECT_EQ(journal_.loads, 1);
}

TEST_F(CoreTest, AWriteThatSucceededAndWasToldAsFailedIsLoaded) {
    open();
    watch();
    put("x", 1, "1");
    loop_.run_until_idle();
    journal_.state = {.last_sequence = 1, .last_time = loop_.now(), .rows = {{"a", {{"x", "1"}}}}};
    journal_.finish(unavailable("the disk did not say"));
    EXPECT_THAT(seen_, ElementsAre("reload", "1 failed"));
    EXPECT_EQ(a_.find("x")->value, 1);
    EXPECT_EQ(core_->durable(), 1U);
    EXPECT_EQ(journal_.loads, 2);
}

TEST_F(CoreTest, ABatchIsBounded) {
    open();
    put("first", 0, "first");
    loop_.run_until_idle();  // in flight: the others queue behind it
    for (int i = 0; i < 2'500; ++i) put(std::to_string(i), i, "n");
    journal_.finish();
    while (journal_.appending()) journal_.finish();
    EXPECT_THAT(journal_.batch_sizes, ElementsAre(1, 1'000, 1'000, 500));
    EXPECT_EQ(seen_.size(), 2'501U);
    EXPECT_EQ(core_->durable(), 2'501U);
}

TEST_F(CoreTest, ARetryFromAFailedCallbackStartsOver) {
    open();
    Transaction t;
    t.put(a_, "x", {1});
    core_->commit(std::move(t), "1", [this](const Result<void>& how) {
        EXPECT_FALSE(how);
        put("x", 2, "again");
    });
    loop_.run_until_idle();
    journal_.finish(unavailable("once"));
    loop_.run_until_idle();
    journal_.finish();
    EXPECT_THAT(seen_, ElementsAre("again"));
    EXPECT_EQ(a_.find("x")->value, 2);
}

TEST_F(CoreTest, MayBeDestroyedByACallbackOrWithWorkWaiting) {
    open();
    Transaction t;
    t.put(a_, "x", {1});
    core_->commit(std::move(t), "1", [this](const Result<void>&) { core_.reset(); });
    put("y", 1, "dropped");
    loop_.run_until_idle();
    journal_.finish();
    loop_.run_until_idle();
    EXPECT_EQ(core_, nullptr);
    EXPECT_THAT(seen_, IsEmpty());
}

TEST_F(CoreTest, AnAppendThatOutlivesTheCoreIsIgnored) {
    open();
    put("x", 1, "1");
    loop_.run_until_idle();
    put("y", 1, "2");
    core_.reset();
    journal_.finish();
    loop_.run_until_idle();
    EXPECT_THAT(seen_, IsEmpty());
}

using CoreDeathTest = CoreTest;

TEST_F(CoreDeathTest, SubscribersMustNotCommitOnTheFeed) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    open();
    core_->subscribe({.on_change = [this](const Change&) { put("y", 1, "no"); }, .on_reload = {}});
    put("x", 1, "1");
    loop_.run_until_idle();
    EXPECT_DEATH(journal_.finish(), "publishing_");
}

}  // namespace
}  // namespace gantry::core
