#include "base/thread_loop.h"

#include <gtest/gtest.h>

#include <future>
#include <vector>

namespace gantry {
namespace {

TEST(ThreadLoop, RunsWorkInOrder) {
    ThreadLoop loop{"test"};
    std::vector<int> seen;
    for (int i = 0; i < 100; ++i) loop.post([&seen, i] { seen.push_back(i); });
    loop.run_and_wait([] {});
    ASSERT_EQ(seen.size(), 100U);
    EXPECT_EQ(seen.front(), 0);
    EXPECT_EQ(seen.back(), 99);
}

TEST(ThreadLoop, TimersRunInOrderOfTheirTime) {
    ThreadLoop loop{"test"};
    std::vector<int> seen;
    loop.run_and_wait([&] {
        loop.call_after(milliseconds{20}, [&] { seen.push_back(2); });
        loop.call_after(milliseconds{5}, [&] { seen.push_back(1); });
    });
    std::promise<void> done;
    loop.run_and_wait([&] { loop.call_after(milliseconds{30}, [&] { done.set_value(); }); });
    done.get_future().wait();
    EXPECT_EQ(seen, (std::vector<int>{1, 2}));
}

TEST(ThreadLoop, ATimerOfManyThousandYearsIsNotDue) {
    ThreadLoop loop{"test"};
    bool ran = false;
    std::promise<void> done;
    loop.run_and_wait([&] {
        loop.call_after(hours{24} * 365 * 8'000, [&] { ran = true; });
        loop.call_after(milliseconds{10}, [&] { done.set_value(); });
    });
    done.get_future().wait();
    EXPECT_FALSE(ran);
}

TEST(ThreadLoop, ADueTimerCanStillBeCancelledByTheWorkBeforeIt) {
    ThreadLoop loop{"test"};
    bool ran = false;
    std::promise<void> done;
    loop.run_and_wait([&] {
        TimerId second = 0;
        auto* id = new TimerId{0};
        loop.call_after(milliseconds{0}, [&loop, id] {
            loop.cancel(*id);
            delete id;
        });
        second = loop.call_after(milliseconds{0}, [&] { ran = true; });
        *id = second;
        loop.call_after(milliseconds{10}, [&] { done.set_value(); });
    });
    done.get_future().wait();
    EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace gantry
