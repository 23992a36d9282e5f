// What a core does when its journal fails, refuses or turns it away.
#include "core/core_fixture.h"

namespace gantry::core {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

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
    journal_.keep_open_batch();
    journal_.finish(unavailable("the disk did not say"));
    EXPECT_THAT(seen_, ElementsAre("reload", "1 failed"));
    EXPECT_EQ(a_.find("x")->value, 1);
    EXPECT_EQ(core_->durable(), 1U);
    EXPECT_EQ(core_->applied(), 1U);
    EXPECT_EQ(journal_.loads, 1);  // only what was missing was read
}

TEST_F(CoreTest, WhatWasWrittenAndTrimmedMeanwhileIsLoaded) {
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

TEST_F(CoreTest, WhatIsLargerThanAnAppendIsRefusedAndLeavesNoTrace) {
    core_.reset();
    journal_.limits_set = {.records = 4, .changes = 2, .bytes = 40};
    core_ = std::make_unique<Core>(loop_, journal_, std::vector<TableBase*>{&a_, &b_});
    journal_.state = {.last_sequence = 1, .last_time = {}, .rows = {{"a", {{"x", "1"}}}}};
    open();
    put("x", 2, "2");
    put("x", 3, std::string(60, 'c'));
    Transaction wide;
    wide.erase(a_, "x");
    for (int i = 0; i < 2; ++i) wide.put(b_, std::to_string(i), {i});
    core_->commit(std::move(wide), "wide", note("wide"));
    EXPECT_EQ(a_.find("x")->value, 2);
    EXPECT_EQ(b_.size(), 0U);
    EXPECT_EQ(core_->applied(), 2U);
    EXPECT_THAT(seen_, IsEmpty());
    loop_.run_until_idle();
    EXPECT_THAT(seen_, ElementsAre(std::string(60, 'c') + " failed", "wide failed"));
    EXPECT_EQ(last_error_.kind, ErrorKind::LimitExceeded);
    EXPECT_THAT(last_error_.message, HasSubstr("in 3 rows; 40 bytes and 2 rows are the most"));
    put("x", 4, "4");
    journal_.finish();
    journal_.finish();
    EXPECT_EQ(seen_.back(), "4");
    EXPECT_TRUE(core_->writable());
}

/// Somebody else is the writer now.
class DeposedCoreTest : public CoreTest {
  protected:
    void expect_over() {
        EXPECT_FALSE(core_->available());
        EXPECT_FALSE(core_->writable());
        ASSERT_TRUE(core_->closed());
        EXPECT_THAT(core_->closed()->message, HasSubstr("another has the lease"));
        seen_.clear();
        put("y", 1, "write");
        core_->after_durable(note("read"));
        loop_.advance(minutes{10});
        EXPECT_THAT(seen_, ElementsAre("write failed", "read failed"));
        EXPECT_EQ(last_error_.kind, ErrorKind::Unavailable);
        EXPECT_THAT(last_error_.message, HasSubstr("another one writes. another has the lease"));
        EXPECT_FALSE(journal_.appending());
    }
};

TEST_F(DeposedCoreTest, ClosesWhenAnAppendSaysSo) {
    open();
    watch();
    put("x", 1, "1");
    loop_.run_until_idle();
    put("x", 2, "2");
    core_->after_durable(note("read"));
    journal_.finish(deposed("another has the lease"));
    EXPECT_THAT(seen_, ElementsAre("1 failed", "2 failed", "read failed"));
    expect_over();
    EXPECT_EQ(journal_.resumes, 0);
    EXPECT_EQ(journal_.loads, 1);
}

TEST_F(DeposedCoreTest, ClosesWhenTheJournalSaysSoAfterAFailure) {
    open();
    put("x", 1, "1");
    loop_.run_until_idle();
    journal_.load_error = unavailable("no answer");
    journal_.finish(unavailable("no answer"));
    loop_.advance(Seconds{3});
    EXPECT_FALSE(core_->closed());
    journal_.load_error = deposed("another has the lease");
    loop_.advance(Seconds{1});
    const int resumes = journal_.resumes;
    expect_over();
    EXPECT_EQ(journal_.resumes, resumes);
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

}  // namespace
}  // namespace gantry::core
