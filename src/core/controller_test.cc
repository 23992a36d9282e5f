#include "core/controller.h"

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
using testing::IsEmpty;

/// Counts every row of one table up to 3, one step a plan.
class CountUp final : public Controller {
  public:
    explicit CountUp(const NumberTable& table) : table_(table) {}

    [[nodiscard]] std::string_view name() const override { return "count-up"; }
    void on_change(const Change& change, const Wake& wake) override {
        if (change.is_of(table_)) wake(change.key);
    }
    void all_keys(const Wake& wake) override {
        for (const auto& [key, row] : table_.rows()) wake(key);
    }
    Plan plan(const std::string& key, SysTime) override {
        planned.push_back(key);
        Plan plan{.changes = {}, .again_in = again_in, .reason = "one more"};
        const auto row = table_.find(key);
        if (row && row->value < 3) plan.changes.put(table_, key, {row->value + 1});
        return plan;
    }

    std::vector<std::string> planned;
    std::optional<Duration> again_in;

  private:
    const NumberTable& table_;
};

class ControllerTest : public testing::Test {
  protected:
    ControllerTest() {
        set_log_sink([](LogLevel, std::string_view) {});
        journal_.state.rows = {{"a", {{"x", "0"}, {"y", "2"}}}};
    }
    ~ControllerTest() override { set_log_sink(nullptr); }

    void SetUp() override { ASSERT_TRUE(core_.open()); }

    /// Lets the disk answer well until nothing moves.
    void settle() {
        loop_.run_until_idle();
        while (journal_.appending()) {
            journal_.finish();
            loop_.run_until_idle();
        }
    }

    ManualLoop loop_;
    ScriptedJournal journal_;
    NumberTable a_{"a", kNumberCodec};
    Core core_{loop_, journal_, {&a_}};
    CountUp controller_{a_};
    std::unique_ptr<ControllerRunner> runner_ =
        std::make_unique<ControllerRunner>(core_, std::vector<Controller*>{&controller_});
};

TEST_F(ControllerTest, KnowsWhatWaitsAndForHowLong) {
    EXPECT_EQ(runner_->lag(), std::chrono::nanoseconds{0});
    runner_->start();
    const auto& load = runner_->loads().front();
    EXPECT_EQ(load.controller, &controller_);
    EXPECT_EQ(load.waiting.value(), 2);
    settle();
    EXPECT_EQ(load.waiting.value(), 0);
    EXPECT_EQ(load.plans.read().count, controller_.planned.size());
    EXPECT_EQ(runner_->lag(), std::chrono::nanoseconds{0});
}

TEST_F(ControllerTest, WorksThroughEveryKeyUntilNothingIsLeftToDo) {
    runner_->start();
    EXPECT_EQ(runner_->pending(), 2U);
    settle();
    EXPECT_EQ(a_.find("x")->value, 3);
    EXPECT_EQ(a_.find("y")->value, 3);
    EXPECT_EQ(runner_->pending(), 0U);
    EXPECT_EQ(journal_.records.at(0).cause, "count-up x: one more");
}

TEST_F(ControllerTest, RunsOnePlanATurn) {
    runner_->start();
    std::vector<std::size_t> planned;
    for (int turn = 0; turn < 3; ++turn) {
        loop_.post([&] { planned.push_back(controller_.planned.size()); });
    }
    loop_.run_until_idle();
    EXPECT_THAT(planned, ElementsAre(1, 1, 1));
    EXPECT_EQ(controller_.planned.size(), 2U);
}

TEST_F(ControllerTest, AKeyWokenTwiceIsPlannedOnce) {
    runner_->start();
    runner_->wake(controller_, "x");
    runner_->wake(controller_, "y");
    loop_.run_until_idle();
    EXPECT_THAT(controller_.planned, ElementsAre("x", "y"));
}

TEST_F(ControllerTest, LooksAgainAfterTheTimeAPlanAskedFor) {
    runner_->start();
    settle();
    controller_.planned.clear();
    controller_.again_in = Seconds{10};
    runner_->wake(controller_, "x");
    loop_.run_until_idle();
    loop_.advance(Seconds{9});
    EXPECT_THAT(controller_.planned, ElementsAre("x"));
    runner_->wake(controller_, "x");  // the newer plan moves the timer
    loop_.advance(Seconds{9});
    EXPECT_THAT(controller_.planned, ElementsAre("x", "x"));
    controller_.again_in.reset();
    loop_.advance(Seconds{1});
    EXPECT_THAT(controller_.planned, ElementsAre("x", "x", "x"));
    loop_.advance(minutes{1});
    EXPECT_EQ(controller_.planned.size(), 3U);
    EXPECT_EQ(loop_.pending(), 0U);
}

TEST_F(ControllerTest, LooksAgainWithinTheHourHoweverFarOffATimeIs) {
    runner_->start();
    settle();
    controller_.planned.clear();
    controller_.again_in = hours{24} * 365 * 8'000;
    runner_->wake(controller_, "x");
    loop_.run_until_idle();
    loop_.advance(minutes{59});
    EXPECT_EQ(controller_.planned.size(), 1U);
    loop_.advance(minutes{1});
    EXPECT_EQ(controller_.planned.size(), 2U);
}

TEST_F(ControllerTest, StartsOverAfterAReload) {
    runner_->start();
    loop_.run_until_idle();
    journal_.load_error = unavailable("away");
    journal_.finish(unavailable("away"));
    controller_.planned.clear();
    runner_->wake(controller_, "x");
    loop_.run_until_idle();
    EXPECT_THAT(controller_.planned, IsEmpty());  // nothing to decide on
    journal_.load_error.reset();
    loop_.advance(Seconds{1});
    settle();
    EXPECT_EQ(a_.find("x")->value, 3);
    EXPECT_EQ(a_.find("y")->value, 3);
}

TEST_F(ControllerTest, NothingRunsAfterStopOrDestruction) {
    controller_.again_in = Seconds{1};
    runner_->start();
    loop_.run_until_idle();
    runner_->stop();
    controller_.planned.clear();
    settle();
    loop_.advance(minutes{1});
    EXPECT_THAT(controller_.planned, IsEmpty());

    runner_->start();
    EXPECT_EQ(runner_->pending(), 2U);
    runner_.reset();
    loop_.advance(minutes{1});
    EXPECT_THAT(controller_.planned, IsEmpty());
}

}  // namespace
}  // namespace gantry::core
