// Containers with mode=blocking wait for their logs: nothing of what they write is lost, and what
// waits in the runtime's files is bounded.
#include "agent/logs/log_shipper_fixture.h"
#include "agent/logs/writer_hold.h"

namespace gantry::agent {
namespace {

constexpr Duration kTick{10};
const std::string kKilobyte(1'000, 'x');

class LogHoldTest : public test::LogShipperTest {
  protected:
    LogHoldTest() { options.blocking = true; }

    [[nodiscard]] bool held() const { return machine.find(id)->paused; }
    /// Writes so many numbered lines of a kilobyte at once, as far as it may.
    void write_burst(int lines) {
        for (int i = 0; i < lines; ++i) {
            if (!machine.write_log(id, std::to_string(written) + kKilobyte)) return;
            ++written;
        }
    }
    /// @param lines at each of so many hundredths of a second
    void write_for(int ticks, int lines) {
        for (int i = 0; i < ticks; ++i) {
            write_burst(lines);
            loop.advance(kTick);
        }
    }
    /// Lines that were written and that the service has not.
    [[nodiscard]] std::size_t waiting() const { return written - logs.events.size(); }
    void expect_all_in_order() {
        ASSERT_EQ(logs.events.size(), written);
        for (std::size_t i = 0; i < written; ++i) {
            ASSERT_EQ(logs.events[i], std::to_string(i) + kKilobyte);
        }
    }

    std::size_t written = 0;
};

TEST_F(LogHoldTest, AContainerWaitsWhileItsLinesCannotBeSent) {
    make_shipper();
    run_container();
    write_for(10, 10);
    logs.failure = unavailable("connection refused");
    write_for(6'000, 10);  // 60 MB in a minute, if it may
    EXPECT_TRUE(held());
    EXPECT_LE(waiting(), 4'000U);
    const std::size_t before = written;
    loop.advance(hours{3});
    EXPECT_TRUE(held());
    write_burst(1);
    EXPECT_EQ(written, before);
    logs.failure.reset();
    ASSERT_TRUE(soon([&] { return !held(); }));
    EXPECT_EQ(waiting(), 0U) << "it goes on when all was taken";
    write_for(100, 10);
    EXPECT_GT(written, before);
    end_container();
    ASSERT_TRUE(all_shipped());
    expect_all_in_order();
}

TEST_F(LogHoldTest, OneThatDoesNotBlockNeverWaits) {
    options.blocking = false;
    make_shipper();
    run_container();
    logs.failure = unavailable("connection refused");
    write_for(1'000, 10);
    EXPECT_EQ(written, 10'000U);
    EXPECT_FALSE(held());
}

TEST_F(LogHoldTest, AFewLinesMayWaitWithoutIt) {
    make_shipper();
    run_container();
    logs.failure = unavailable("connection refused");
    write_burst(1'000);
    loop.advance(hours{1});
    EXPECT_FALSE(held());
}

TEST_F(LogHoldTest, OneThatWritesFasterThanIsReadWaits) {
    make_shipper();
    run_container();
    write_for(100, 10);
    machine.daemon().set_state(runtime::FakeDaemon::State::Hung);
    write_for(300, 100);  // 30 MB in 3 s
    machine.daemon().set_state(runtime::FakeDaemon::State::Up);
    EXPECT_TRUE(soon([&] { return held(); }, Seconds{1}));
    EXPECT_TRUE(soon([&] { return !held(); }, Seconds{10}));
    write_for(10, 10);
    end_container();
    ASSERT_TRUE(all_shipped());
    expect_all_in_order();
}

TEST_F(LogHoldTest, AnotherLifeLetsGoWhatTheOneBeforeLeftWaiting) {
    make_shipper();
    run_container();
    logs.failure = unavailable("connection refused");
    write_for(1'000, 10);
    ASSERT_TRUE(held());
    const LogMark mark = shipper->mark();
    shipper.reset();
    loop.advance(Seconds{10});
    EXPECT_TRUE(held());
    logs.failure.reset();
    logs.under_way = 0;
    make_shipper(mark);
    shipper->started();
    EXPECT_TRUE(soon([&] { return !held(); }));
    write_for(100, 10);
    end_container();
    ASSERT_TRUE(all_shipped());
    expect_all_in_order();
}

TEST_F(LogHoldTest, OneThatIsToEndDoesNotWait) {
    make_shipper();
    run_container();
    logs.failure = unavailable("connection refused");
    write_for(1'000, 10);
    ASSERT_TRUE(held());
    shipper->ending();
    ASSERT_TRUE(soon([&] { return !held(); }));
    write_for(1'000, 10);
    EXPECT_FALSE(held());
    end_container();
    logs.failure.reset();
    ASSERT_TRUE(all_shipped());
    expect_all_in_order();
}

TEST_F(LogHoldTest, AnEndWhileItWaitsLosesNothing) {
    make_shipper();
    run_container();
    logs.failure = unavailable("connection refused");
    write_for(1'000, 10);
    ASSERT_TRUE(held());
    end_container();
    loop.advance(minutes{1});
    EXPECT_FALSE(shipper->done());
    logs.failure.reset();
    ASSERT_TRUE(all_shipped());
    expect_all_in_order();
}

/// The daemon does what it is asked, and the answer is lost.
TEST_F(LogHoldTest, WhatTheRuntimeMayHaveDoneIsAskedForAgain) {
    ASSERT_TRUE(machine.start(id));
    WriterHold hold(loop, random, *runtime, {.container_id = id, .owner = "app", .on_held = [] {}});
    machine.daemon().faults = {.broken = 1.0, .broken_done = 1.0};
    for (const bool wanted : {false, true}) {
        machine.daemon().faults.broken = 0.0;
        wanted ? hold.let_go() : hold.hold();
        loop.advance(Seconds{10});
        ASSERT_EQ(held(), !wanted);
        machine.daemon().faults.broken = 1.0;
        wanted ? hold.hold() : hold.let_go();
        ASSERT_TRUE(soon([&] { return held() == wanted; }, Duration{100}));
        wanted ? hold.let_go() : hold.hold();
        machine.daemon().faults.broken = 0.0;
        EXPECT_TRUE(soon([&] { return held() != wanted; }));
    }
    hold.end();
    loop.advance(minutes{1});
    EXPECT_FALSE(held()) << "of one that has ended nothing is asked";
}

/// Whatever comes: all lines arrive, in order, never more wait than a second's worth and what may
/// wait to be sent, and in the end nobody is left waiting.
TEST_F(LogHoldTest, NothingIsLostWhateverHappens) {
    int holds = 0;
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
        Random chance(seed);
        id = *machine.create(
            "app" + std::to_string(seed), runtime::make_fake_spec({.image = "app"})
        );
        logs.events.clear();
        logs.has_stream = false;
        written = 0;
        make_shipper();
        run_container();
        for (int i = 0; i < 40; ++i) {
            if (chance.chance(0.1)) logs.failure = unavailable("connection refused");
            if (chance.chance(0.2)) logs.failure.reset();
            const bool away = chance.chance(0.1);
            if (away) machine.daemon().set_state(runtime::FakeDaemon::State::Away);
            write_for(static_cast<int>(chance.below(60)), 20);
            if (away) machine.daemon().set_state(runtime::FakeDaemon::State::Up);
            ASSERT_LE(waiting(), 8'000U) << "seed " << seed;
            holds += held() ? 1 : 0;
        }
        logs.failure.reset();
        ASSERT_TRUE(soon([&] { return !held() && waiting() == 0; })) << "seed " << seed;
        end_container();
        ASSERT_TRUE(all_shipped()) << "seed " << seed;
        expect_all_in_order();
    }
    EXPECT_GT(holds, 1) << "it was to be tried";
}

TEST(ReadingPace, FallsBehindWherePiecesGrowOlder) {
    constexpr std::int64_t kMs = 1'000'000;
    constexpr std::int64_t kSkew = 3'600'000 * kMs;  // the runtime's clock is an hour late
    ReadingPace pace;
    std::int64_t now = 0;
    for (int i = 0; i < 100; ++i, now += 50 * kMs) {
        ASSERT_FALSE(pace.fell_behind(1U << 20U, now - kSkew, now)) << "it keeps up";
    }
    bool behind = false;
    std::int64_t lag = 0;
    for (; !behind && lag < 5'000 * kMs; lag += 25 * kMs, now += 50 * kMs) {
        behind = pace.fell_behind(1U << 20U, now - lag - kSkew, now);
    }
    EXPECT_NEAR(static_cast<double>(lag) / kMs, 1'050, 50);
    pace.reset();
    EXPECT_FALSE(pace.fell_behind(1U << 20U, now - lag - kSkew, now));
    EXPECT_FALSE(pace.fell_behind(1'000, now - 2 * lag - kSkew, now)) << "a few lines may be late";
}

}  // namespace
}  // namespace gantry::agent
