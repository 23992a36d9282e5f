#include "core/core_fixture.h"

namespace gantry::core {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

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

TEST_F(CoreTest, CarriesRowsOfUnknownTables) {
    static std::vector<std::string> log;
    log.clear();
    set_log_sink([](LogLevel, std::string_view line) { log.emplace_back(line); });
    journal_.state.rows = {{"a", {{"x", "1"}}}, {"future", {{"x", "no number"}, {"y", "{}"}}}};
    open();
    EXPECT_EQ(core_->export_rows(), journal_.state.rows);
    EXPECT_EQ(core_->unknown_rows().at("future").size(), 2U);
    ASSERT_EQ(log.size(), 1U);
    EXPECT_THAT(log[0], HasSubstr("journal_table_unknown table=future rows=2"));
    put("x", 2, "1");
    loop_.run_until_idle();
    journal_.finish();
    EXPECT_EQ(core_->export_rows(), journal_.state.rows);
    set_log_sink([](LogLevel, std::string_view) {});
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

TEST_F(CoreTest, ABatchKeepsTheJournalsLimits) {
    core_.reset();
    journal_.limits_set = {.records = 4, .changes = 5, .bytes = 40};
    core_ = std::make_unique<Core>(loop_, journal_, std::vector<TableBase*>{&a_, &b_});
    open();
    put("first", 0, "");
    loop_.run_until_idle();
    for (int i = 0; i < 6; ++i) put(std::to_string(i), i, "");  // 3 bytes each
    Transaction wide;
    for (int i = 0; i < 4; ++i) wide.put(b_, std::to_string(i), {i});
    core_->commit(std::move(wide), "");
    put("x", 1, std::string(20, 'c'));
    put("y", 1, std::string(20, 'c'));
    journal_.finish();
    while (journal_.appending()) journal_.finish();
    EXPECT_THAT(journal_.batch_sizes, ElementsAre(1, 4, 2, 2, 1));
    EXPECT_EQ(core_->durable(), 10U);
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
