#include "base/manual_loop.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace gantry {
namespace {

TEST(ManualLoop, RunsNothingByItself) {
    ManualLoop loop;
    bool ran = false;
    loop.post([&] { ran = true; });
    EXPECT_FALSE(ran);
    EXPECT_EQ(loop.run_until_idle(), 1U);
    EXPECT_TRUE(ran);
}

TEST(ManualLoop, OrdersByTimeThenByQueueing) {
    ManualLoop loop;
    std::string seen;
    loop.call_after(milliseconds{10}, [&] { seen += 'c'; });
    loop.call_after(milliseconds{10}, [&] { seen += 'd'; });
    loop.call_after(milliseconds{5}, [&] { seen += 'b'; });
    loop.post([&] { seen += 'a'; });
    EXPECT_EQ(loop.advance(milliseconds{9}), 2U);
    EXPECT_EQ(seen, "ab");
    loop.advance(milliseconds{1});
    EXPECT_EQ(seen, "abcd");
}

TEST(ManualLoop, WorkSeesTheTimeItWasDue) {
    ManualLoop loop;
    std::vector<SysTime> seen;
    loop.call_after(milliseconds{10}, [&] {
        seen.push_back(loop.now());
        loop.call_after(milliseconds{10}, [&] { seen.push_back(loop.now()); });
    });
    loop.advance(Seconds{1});
    const SysTime start = ManualLoop::kDefaultStart;
    EXPECT_EQ(seen, (std::vector{start + milliseconds{10}, start + milliseconds{20}}));
    EXPECT_EQ(loop.now(), start + Seconds{1});
    EXPECT_EQ(loop.mono().since_start, Seconds{1});
}

TEST(ManualLoop, RunUntilIdleRunsWhatWorkPostsButLetsNoTimePass) {
    ManualLoop loop;
    int ran = 0;
    loop.post([&] {
        ++ran;
        loop.post([&] { ++ran; });
        loop.call_after(milliseconds{0}, [&] { ++ran; });
        loop.call_after(milliseconds{1}, [&] { ++ran; });
    });
    EXPECT_EQ(loop.run_until_idle(), 3U);
    EXPECT_EQ(ran, 3);
    EXPECT_EQ(loop.pending(), 1U);
    EXPECT_EQ(loop.next_due()->since_start, milliseconds{1});
}

TEST(ManualLoop, CancelledTimersDoNotRun) {
    ManualLoop loop;
    bool ran = false;
    TimerId second = 0;
    loop.call_after(milliseconds{1}, [&] { loop.cancel(second); });
    second = loop.call_after(milliseconds{1}, [&] { ran = true; });
    loop.advance(milliseconds{5});
    EXPECT_FALSE(ran);
    loop.cancel(second);
    loop.cancel(0);
    EXPECT_EQ(loop.pending(), 0U);
}

TEST(ManualLoop, StepJumpsToTheNextItem) {
    ManualLoop loop;
    loop.call_after(hours{5}, [] {});
    EXPECT_TRUE(loop.step());
    EXPECT_EQ(loop.mono().since_start, hours{5});
    EXPECT_FALSE(loop.step());
}

TEST(ManualLoop, RunUntilStopsAtTheConditionOrTheLimit) {
    ManualLoop loop;
    int ticks = 0;
    std::function<void()> tick = [&] {
        ++ticks;
        loop.call_after(Seconds{1}, tick);
    };
    tick();
    EXPECT_TRUE(loop.run_until([&] { return ticks == 4; }, minutes{1}));
    EXPECT_EQ(loop.mono().since_start, Seconds{3});
    EXPECT_FALSE(loop.run_until([&] { return ticks == 1000; }, minutes{1}));
    EXPECT_EQ(loop.mono().since_start, Seconds{63});
}

TEST(ManualLoop, WallTimeCanJumpWhileTimersKeepTheirDistance) {
    ManualLoop loop;
    bool ran = false;
    loop.call_after(Seconds{10}, [&] { ran = true; });
    loop.set_wall(from_epoch_ms(1000));
    EXPECT_EQ(loop.now(), from_epoch_ms(1000));
    loop.advance(Seconds{10});
    EXPECT_TRUE(ran);
    EXPECT_EQ(loop.now(), from_epoch_ms(11'000));
}

TEST(ManualLoop, DroppedWorkMayCancelTimersWhileTheLoopEnds) {
    auto loop = std::make_unique<ManualLoop>();
    const TimerId other = loop->call_after(Seconds{2}, [] {});
    std::shared_ptr<void> guard(nullptr, [l = loop.get(), other](void*) { l->cancel(other); });
    loop->call_after(Seconds{1}, [guard = std::move(guard)] {});
    EXPECT_EQ(loop->pending(), 2U);
}

}  // namespace
}  // namespace gantry
