#include "cmd/logs/log_places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"

namespace gantry::cmd {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::int64_t kNow = 1'800'000'000'000;
constexpr std::int64_t kHour = 3'600'000;

Moment at(std::int64_t ms) {
    return {from_epoch_ms(kNow + ms), {milliseconds{ms}}};
}

/// What CloudWatch Logs would have, and one who reads it.
struct PlacesWorld {
    explicit PlacesWorld(std::int64_t start_ms = kNow - kHour) : places(start_ms) {}

    void put(const std::string& stream, std::int64_t time_ms) {
        streams.emplace(stream, false);
        events.emplace_back(time_ms, std::to_string(next++), stream);
        std::ranges::sort(events);
    }
    void answer(const LogRead& read, std::int64_t ms) {
        ++calls;
        for (const auto& [time, id, stream] : events) {
            if (time < read.from_ms || std::ranges::count(read.streams, stream) == 0) continue;
            ++answered;
            if (places.take(read, stream, time, id, at(ms))) taken.push_back(stream + id);
        }
    }
    void turn(std::int64_t ms) {
        for (const LogRead& read : places.plan(at(ms))) answer(read, ms);
        for (const LogRead& read : places.plan_woken()) answer(read, ms);
    }

    LogPlaces places;
    std::map<std::string, bool> streams;
    std::vector<std::tuple<std::int64_t, std::string, std::string>> events;
    std::vector<std::string> taken;
    int next = 0;
    std::size_t calls = 0;
    std::size_t answered = 0;
};

TEST(LogPlacesTest, EachEventIsTakenOnceAndFewAreReadAgain) {
    PlacesWorld world;
    for (int i = 0; i < 1000; ++i) world.put("a", kNow - kHour + i * 3000);
    world.places.keep(world.streams, at(0));
    world.turn(0);
    EXPECT_THAT(world.taken, SizeIs(1000));
    world.answered = 0;
    for (int turn = 1; turn < 10; ++turn) world.turn(turn * 300);
    EXPECT_THAT(world.taken, SizeIs(1000));
    EXPECT_EQ(world.answered, 9U);  // the newest one each time
    EXPECT_EQ(world.places.remembered(), 1U);
}

TEST(LogPlacesTest, WhatAnAgentThatWasAwaySendsLateIsTaken) {
    PlacesWorld world;
    world.put("away", kNow - kHour + 10);
    world.put("busy", kNow);
    world.places.keep(world.streams, at(0));
    world.turn(0);
    EXPECT_THAT(world.taken, ElementsAre("away0", "busy1"));
    std::int64_t ms = 0;
    for (int i = 0; i < 100; ++i) {
        ms += 300;
        world.put("busy", kNow + ms);
        world.turn(ms);
    }
    for (int i = 1; i <= 5; ++i) world.put("away", kNow - kHour + i * 60'000);
    world.taken.clear();
    world.turn(ms += 300);
    EXPECT_THAT(world.taken, ElementsAre("away102", "away103", "away104", "away105", "away106"));
}

TEST(LogPlacesTest, WhatIsBeforeALiveEventIsNotLeftOut) {
    PlacesWorld world;
    for (int i = 0; i < 20; ++i) world.put("quiet" + std::to_string(10 + i), kNow - kHour + 1);
    world.places.keep(world.streams, at(0));
    world.turn(0);
    for (std::int64_t ms = 300; ms < 9000; ms += 300) world.turn(ms);
    world.taken.clear();
    for (const auto& [stream, stopped] : world.streams) {
        world.put(stream, kNow - 1000);  // came late
        world.put(stream, kNow + 8900);
    }
    world.turn(9000);
    EXPECT_THAT(world.taken, SizeIs(40));
}

TEST(LogPlacesTest, AMachineWhoseClockIsAheadHidesNobodyElse) {
    PlacesWorld world;
    world.put("ahead", kNow + kHour);
    world.put("right", kNow);
    world.places.keep(world.streams, at(0));
    world.turn(0);
    world.taken.clear();
    std::int64_t ms = 0;
    for (int i = 0; i < 50; ++i) {
        ms += 300;
        world.put("ahead", kNow + kHour + ms);
        world.put("right", kNow + ms);
        world.turn(ms);
    }
    EXPECT_THAT(world.taken, SizeIs(100));
    EXPECT_LE(world.places.remembered(), 60U);
    world.taken.clear();
    world.put("ahead", kNow + kHour + ms - 9000);  // set back by nine seconds
    world.turn(ms + 300);
    EXPECT_THAT(world.taken, SizeIs(1));
}

TEST(LogPlacesTest, AHundredStreamsTakeFewCalls) {
    PlacesWorld world;
    const auto write_all = [&](std::int64_t ms) {
        for (int i = 0; i < 100; ++i) world.put("s" + std::to_string(i), kNow + ms - i);
    };
    write_all(0);
    world.places.keep(world.streams, at(0));
    world.turn(0);
    world.calls = 0;
    for (int i = 1; i <= 10; ++i) {
        write_all(i * 300);
        world.turn(i * 300);
    }
    EXPECT_LE(world.calls, 20U);
    for (std::int64_t ms = 3300; ms < 9000; ms += 300) world.turn(ms);
    world.calls = 0;
    world.answered = 0;
    for (std::int64_t ms = 60'000; ms < 63'000; ms += 300) world.turn(ms);
    EXPECT_LE(world.calls, 40U);
    EXPECT_LE(world.answered, 10U * 2 * LogPlaces::kAsleepAtOnce * 4);
}

TEST(LogPlacesTest, AThousandStreamsAreReadAHundredAtATime) {
    LogPlaces places(kNow);
    std::map<std::string, bool> streams;
    for (int i = 0; i < 1000; ++i) streams["s" + std::to_string(i)] = false;
    places.keep(streams, at(0));
    const auto reads = places.plan(at(0));
    ASSERT_THAT(reads, SizeIs(10));
    for (const LogRead& read : reads) EXPECT_THAT(read.streams, SizeIs(100));
}

TEST(LogPlacesTest, AMissingStreamIsLookedForAgainWithTheTasks) {
    LogPlaces places(kNow);
    places.keep({{"a", false}, {"b", true}}, at(0));
    EXPECT_THAT(places.plan(at(0)).front().streams, ElementsAre("a", "b"));
    places.set_missing("a", at(0));
    places.set_missing("b", at(0));
    EXPECT_THAT(places.plan(at(300)), IsEmpty());
    places.keep({{"a", true}, {"b", true}}, at(3000));
    EXPECT_THAT(places.plan(at(3000)).front().streams, ElementsAre("a"));
    places.set_missing("a", at(3000));
    places.keep({{"a", true}, {"b", true}}, at(6000));
    EXPECT_THAT(places.plan(at(6000)), IsEmpty());
}

TEST(LogPlacesTest, AStreamThatIsMadeLongAfterItsContainerStoppedIsFound) {
    PlacesWorld world;
    world.streams = {{"late", true}};
    world.places.keep(world.streams, at(0));
    world.turn(0);
    world.places.set_missing("late", at(0));
    world.put("late", kNow - 10);  // its group was made by now
    world.places.keep(world.streams, at(29'000));
    world.turn(29'000);
    EXPECT_THAT(world.taken, IsEmpty());
    world.places.keep(world.streams, at(30'000));
    world.turn(30'000);
    EXPECT_THAT(world.taken, ElementsAre("late0"));
}

TEST(LogPlacesTest, StreamsThatAreGoneAreForgotten) {
    PlacesWorld world;
    world.put("a", kNow);
    world.places.keep(world.streams, at(0));
    world.turn(0);
    EXPECT_EQ(world.places.remembered(), 1U);
    world.places.keep({}, at(300));
    EXPECT_EQ(world.places.remembered(), 0U);
    EXPECT_THAT(world.places.plan(at(300)), IsEmpty());
}

/// Streams with clocks of their own, away at times; whoever reads sees all, once.
TEST(LogPlacesTest, NoEventIsLostOrTakenTwiceWhateverTheClocks) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Random random(seed);
        PlacesWorld world(0);
        struct Machine {
            std::int64_t skew_ms;
            bool away = false;
            std::vector<std::int64_t> kept{};
        };
        std::map<std::string, Machine> machines;
        for (int i = 0; i < 12; ++i) {
            const auto skew = static_cast<std::int64_t>(random.below(240'000)) - 120'000;
            machines.emplace("s" + std::to_string(i), Machine{skew});
            world.streams["s" + std::to_string(i)] = false;
        }
        world.places.keep(world.streams, at(0));
        std::int64_t ms = 0;
        std::size_t written = 0;
        for (int turn = 0; turn < 300; ++turn, ms += 300) {
            for (auto& [stream, machine] : machines) {
                if (random.below(50) == 0) machine.away = !machine.away;
                if (random.below(20) == 0) machine.kept.push_back(kNow + ms + machine.skew_ms);
                if (machine.away) continue;
                for (const std::int64_t time : machine.kept) world.put(stream, time);
                written += machine.kept.size();
                machine.kept.clear();
            }
            world.turn(ms);
        }
        for (int turn = 0; turn < 10; ++turn, ms += 300) world.turn(ms);
        EXPECT_THAT(world.taken, SizeIs(written)) << "seed " << seed;
    }
}

}  // namespace
}  // namespace gantry::cmd
