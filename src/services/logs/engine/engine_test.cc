// What every engine does.
#include "services/logs/engine/engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/random.h"
#include "services/logs/engine/block.h"
#include "services/logs/engine/engine_test_support.h"
#include "services/logs/engine/memory_engine.h"
#include "services/logs/engine/rocksdb_engine.h"

namespace gantry::logs {
namespace {

using Messages = std::vector<std::string>;

class EngineTest : public testing::TestWithParam<bool> {
  protected:
    EngineTest() {
        if (GetParam()) {
            engine_ = std::make_unique<RocksdbEngine>(RocksdbOptions{directory_.path() + "/logs"});
        } else {
            engine_ = std::make_unique<MemoryEngine>(loop_);
        }
        world_ = std::make_unique<Waiting>(
            *engine_, GetParam() ? std::function<void()>() : [this] { loop_.run_until_idle(); }
        );
    }
    Waiting& world() { return *world_; }

    ManualLoop loop_;
    TestDirectory directory_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<Waiting> world_;
};

INSTANTIATE_TEST_SUITE_P(All, EngineTest, testing::Bool(), [](const auto& info) {
    return std::string(info.param ? "Rocksdb" : "Memory");
});

TEST_P(EngineTest, EventsAreInOrderOfTime) {
    EXPECT_TRUE(world().read({}).first.empty());
    ASSERT_TRUE(world().append("a", {{1'000, "1"}, {3'000, "3"}, {200'000, "200"}}));
    ASSERT_TRUE(world().append("a", {{2'000, "2"}, {3'000, "3b"}}));
    ASSERT_TRUE(world().append("b", {{2'500, "b"}}));
    EXPECT_EQ(world().read({}).first, (Messages{"1", "2", "3", "3b", "200"}));
    EXPECT_EQ(world().read({.backward = true}).first, (Messages{"200", "3b", "3", "2", "1"}));
    EXPECT_EQ(
        world().read({.streams = {"a", "b", "none"}}).first,
        (Messages{"1", "2", "b", "3", "3b", "200"})
    );
    EXPECT_EQ(world().read({.from_ms = 2'000, .to_ms = 3'000}).first, (Messages{"2"}))
        << "the end is no more within";
    EXPECT_EQ(
        world().read({.from_ms = 2'000, .to_ms = 3'000, .backward = true}).first, (Messages{"2"})
    );
    EXPECT_TRUE(world().read({.group = "other"}).first.empty());
}

TEST_P(EngineTest, GoesOnFromAPosition) {
    ASSERT_TRUE(world().append("a", {{1, "1"}, {1, "2"}, {1, "3"}}));
    ASSERT_TRUE(world().append("a", {{1, "4"}, {5, "5"}}));
    Messages all;
    std::optional<Position> beyond;
    for (int i = 0; i < 6; ++i) {
        const auto [messages, end] =
            world().read({.beyond = beyond, .visit = [](const EventView&) { return false; }});
        EXPECT_EQ(end.complete, messages.empty());
        if (messages.empty()) break;
        beyond = end.last;
        all.insert(all.end(), messages.begin(), messages.end());
    }
    EXPECT_EQ(all, (Messages{"1", "2", "3", "4", "5"}));
    const auto [before, end] = world().read({.beyond = beyond, .backward = true});
    EXPECT_EQ(before, (Messages{"4", "3", "2", "1"}));
    EXPECT_TRUE(end.complete);
}

TEST_P(EngineTest, ScansEndAtTheirBound) {
    ASSERT_TRUE(world().append("a", {{1, "12345"}, {2, "12345"}, {3, "12345"}}));
    const auto [messages, end] = world().read({.max_bytes = 6});
    EXPECT_EQ(messages.size(), 2U);
    EXPECT_FALSE(end.complete);
    EXPECT_EQ(end.bytes, 10U);
    EXPECT_EQ(end.last->timestamp_ms, 2);
    const auto stop = std::make_shared<std::atomic<bool>>(true);
    const auto [none, stopped] = world().read({.stop = stop});
    EXPECT_TRUE(none.empty());
    EXPECT_FALSE(stopped.complete);
}

TEST_P(EngineTest, CountsStreams) {
    EXPECT_TRUE(world().stats().empty());
    ASSERT_TRUE(world().append("a", {{1'000, "abc"}}, 7));
    ASSERT_TRUE(world().append("a", {{500, "d"}, {900, "e"}}, 9));
    const auto stats = world().stats();
    ASSERT_EQ(stats.size(), 1U);
    EXPECT_EQ(stats.at("a").first_ms, 500);
    EXPECT_EQ(stats.at("a").last_ms, 1'000);
    EXPECT_EQ(stats.at("a").last_ingested_ms, 9);
    EXPECT_EQ(stats.at("a").bytes, 5U + 3 * 26);
}

TEST_P(EngineTest, WhatIsRemovedIsGone) {
    ASSERT_TRUE(world().append("a", {{1, "a"}}));
    ASSERT_TRUE(world().append("b", {{2, "b"}}));
    ASSERT_TRUE(world().append("c", {{3, "c"}}));
    ASSERT_TRUE(world().wait<void>([&](auto done) { engine_->remove_stream("g", "a", done); }));
    const std::vector<std::string> all = {"a", "b", "c"};
    EXPECT_EQ(world().read({.streams = all}).first, (Messages{"b", "c"}));
    engine_->keep_only({{"g", {"c"}}});
    EXPECT_EQ(world().append("c", {{4, "d"}}).has_value(), true);
    EXPECT_EQ(world().read({.streams = all}).first, (Messages{"c", "d"}));
    ASSERT_TRUE(world().wait<void>([&](auto done) { engine_->remove_group("g", done); }));
    EXPECT_TRUE(world().read({.streams = all}).first.empty());
    EXPECT_TRUE(world().stats().empty());
}

/// Both may be decided in one turn of the core, and be told the other way round.
TEST_P(EngineTest, NothingIsPutBehindARemoval) {
    ASSERT_TRUE(world().append("a", {{1, "a"}}));
    ASSERT_TRUE(world().wait<void>([&](auto done) { engine_->remove_stream("g", "a", done); }));
    ASSERT_TRUE(world().append("a", {{2, "late"}}));
    ASSERT_TRUE(world().append("b", {{3, "b"}}));
    EXPECT_EQ(world().read({.streams = {"a", "b"}}).first, (Messages{"b"}));
    EXPECT_FALSE(world().stats().contains("a"));
    ASSERT_TRUE(world().wait<void>([&](auto done) { engine_->remove_group("g", done); }));
    ASSERT_TRUE(world().append("b", {{4, "late"}}));
    ASSERT_TRUE(world().append("c", {{5, "late"}}));
    EXPECT_TRUE(world().read({.streams = {"a", "b", "c"}}).first.empty());
    EXPECT_TRUE(world().stats().empty());
}

TEST_P(EngineTest, ChangesTakeEffectInTheirOrder) {
    engine_->append({"g", "a", 1, {{1, "a"}}}, [](const Result<void>&) {});
    engine_->append({"g", "b", 1, {{2, "b"}}}, [](const Result<void>&) {});
    engine_->keep_only({{"g", {"b"}}});
    engine_->append({"g", "c", 1, {{3, "c"}}}, [](const Result<void>&) {});
    ASSERT_TRUE(world().append("d", {{4, "d"}}));
    EXPECT_EQ(world().read({.streams = {"a", "b", "c", "d"}}).first, (Messages{"b", "c", "d"}));
}

/// Whatever was put, in whatever order, is read as a sorted list would be.
TEST_P(EngineTest, ReadsWhatASortedListWouldShow) {
    struct Known {
        std::string stream;
        std::string message;
    };
    Random random(7);
    std::multimap<std::int64_t, Known> expected;  // what is equal stays in order of arrival
    const std::vector<std::string> streams = {"a", "b", "c"};
    for (int i = 0; i < 120; ++i) {
        const std::string& stream = streams[random.below(streams.size())];
        std::vector<NewEvent> events;
        std::int64_t time = random.between(0, 10) * 60'000 + random.between(0, 59'999);
        for (std::uint64_t n = random.below(30) + 1; n > 0; --n) {
            time += random.between(0, random.chance(0.1) ? 50'000 : 500);
            events.push_back({time, std::to_string(i) + "/" + std::to_string(n)});
            expected.emplace(time, Known{stream, events.back().message});
        }
        ASSERT_TRUE(world().append(stream, events));
    }
    for (int i = 0; i < 200; ++i) {
        Scan scan{
            .from_ms = random.between(0, 700'000),
            .to_ms = random.between(1, 900'000),
            .backward = random.chance(0.5),
        };
        const auto wanted = random.below(4);
        scan.streams =
            wanted == 3 && !scan.backward ? streams : std::vector<std::string>{streams[wanted % 3]};
        Messages messages;
        for (const auto& [time, known] : expected) {
            const bool of_stream =
                std::ranges::find(scan.streams, known.stream) != scan.streams.end();
            if (of_stream && time >= scan.from_ms && time < scan.to_ms) {
                messages.push_back(known.message);
            }
        }
        if (scan.backward) std::ranges::reverse(messages);
        const auto read = world().read(scan).first;
        ASSERT_EQ(read, messages) << scan.from_ms << " " << scan.to_ms << " " << scan.backward;
    }
}

}  // namespace
}  // namespace gantry::logs
