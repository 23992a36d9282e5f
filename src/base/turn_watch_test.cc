#include "base/turn_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/log.h"
#include "base/thread_loop.h"

namespace gantry {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> slow_lines;  // NOLINT: a sink captures nothing

MonoTime at(Duration since_start) {
    return MonoTime{since_start};
}

void busy_for(std::chrono::milliseconds time) {
    const MonoTime until = RealClock{}.mono() + time;
    while (RealClock{}.mono() < until) {
    }
}

class TurnWatchTest : public testing::Test {
  protected:
    TurnWatchTest() {
        slow_lines.clear();
        set_log_sink([](LogLevel, std::string_view line) { slow_lines.emplace_back(line); });
    }
    ~TurnWatchTest() override { set_log_sink(nullptr); }

    void turn(Duration begin, Duration took) {
        watch.begin(at(begin));
        watch.end(at(begin + took));
    }

    TurnWatch watch{Duration{50}};
};

TEST_F(TurnWatchTest, OnlySlowTurnsAreToldOf) {
    turn(Duration{0}, Duration{50});
    EXPECT_TRUE(slow_lines.empty());
    turn(Duration{100}, Duration{51});
    EXPECT_THAT(
        slow_lines, ElementsAre(AllOf(HasSubstr("slow_turn took_ms=51"), HasSubstr("count=1")))
    );
    EXPECT_EQ(watch.turns().read().count, 2U);
    EXPECT_EQ(watch.slow_turns().value(), 1U);
}

TEST_F(TurnWatchTest, ManyAreToldTogetherWithTheLongest) {
    for (const int took : {60, 70, 300, 80}) turn(Duration{took}, Duration{took});
    ASSERT_EQ(slow_lines.size(), 1U);
    turn(Duration{20'000}, Duration{1});  // a quick one: the burst's time is over
    ASSERT_EQ(slow_lines.size(), 2U);
    EXPECT_THAT(slow_lines.back(), AllOf(HasSubstr("took_ms=300"), HasSubstr("count=3")));
    turn(Duration{40'000}, Duration{60});
    EXPECT_THAT(slow_lines.back(), AllOf(HasSubstr("took_ms=60"), HasSubstr("count=1")));
}

TEST_F(TurnWatchTest, TheLongestPartIsNamedWithoutItsOwnParts) {
    watch.begin(at(Duration{0}));
    {
        const TurnPart feed("feed");
        const TurnPart plan("service-controller", "a/b/c");
        busy_for(std::chrono::milliseconds{100});  // longer than others may hold the processor
    }
    {
        const TurnPart brief("brief");
    }
    watch.end(at(Duration{60}));
    EXPECT_THAT(slow_lines, ElementsAre(HasSubstr("what=service-controller of=a/b/c part_ms=")));

    watch.begin(at(Duration{30'000}));
    watch.end(at(Duration{30'060}));
    EXPECT_THAT(slow_lines.back(), HasSubstr("what=unknown")) << "what another turn did is no news";
}

TEST_F(TurnWatchTest, ALoopMeasuresItsTurns) {
    ThreadLoop loop{"test"};
    loop.run_and_wait([&] { loop.watch_turns(&watch); });
    loop.run_and_wait([] {});
    loop.run_and_wait([] {});
    loop.run_and_wait([&] { loop.watch_turns(nullptr); });
    EXPECT_GE(watch.turns().read().count, 2U);
    EXPECT_EQ(loop.waiting(), 0U);
}

}  // namespace
}  // namespace gantry
