#include "agent/logs/event_maker.h"

#include <gtest/gtest.h>

#include "wire/utf8.h"

namespace gantry::agent {
namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;

/// A maker, and what has become of the pieces that it was given.
struct Made {
    explicit Made(std::optional<wire::Pattern> event_start = std::nullopt)
        : maker(std::move(event_start)) {}

    void add(std::string text, bool ends_line = true, std::int64_t time_ms = 1) {
        ++given;
        done += maker.add({time_ms * kNsPerMs, std::move(text), ends_line}, events);
    }
    [[nodiscard]] std::size_t pieces() const {
        std::size_t sum = done;
        for (const LogEvent& event : events) sum += event.pieces;
        return sum;
    }
    [[nodiscard]] std::string text() const {
        std::string all;
        for (const LogEvent& event : events) all += event.text;
        return all;
    }

    EventMaker maker;
    std::vector<LogEvent> events;
    std::size_t given = 0;
    std::size_t done = 0;
};

wire::Pattern pattern(std::string_view text) {
    return *wire::Pattern::compile(text);
}

TEST(EventMaker, ALineIsAnEvent) {
    Made made;
    made.add("one", true, 7);
    made.add("two", true, 8);
    ASSERT_EQ(made.events.size(), 2U);
    EXPECT_EQ(made.events[0].text, "one");
    EXPECT_EQ(made.events[0].time_ms, 7);
    EXPECT_EQ(made.events[1].text, "two");
    EXPECT_EQ(made.pieces(), 2U);
    EXPECT_FALSE(made.maker.holding());
}

TEST(EventMaker, AnEmptyLineIsNoEvent) {
    Made made;
    made.add("");
    EXPECT_TRUE(made.events.empty());
    EXPECT_EQ(made.pieces(), 1U);
}

TEST(EventMaker, PiecesOfALineAreJoined) {
    Made made;
    made.add("a long ", false, 7);
    EXPECT_TRUE(made.maker.holding());
    made.add("line", true, 9);
    made.add("", false);
    made.add("");
    made.add("next");
    ASSERT_EQ(made.events.size(), 2U);
    EXPECT_EQ(made.events[0].text, "a long line");
    EXPECT_EQ(made.events[0].time_ms, 7);
    EXPECT_EQ(made.events[1].text, "next");
    EXPECT_EQ(made.pieces(), made.given);
}

TEST(EventMaker, ALineOfTenMegabytesGoesOnInTheNextEvents) {
    Made made;
    std::string line;
    // Characters of three bytes, so that pieces end within one.
    while (line.size() < 10U << 20U) line += "\xE2\x82\xAC";
    constexpr std::size_t kPiece = 16U << 10U;
    for (std::size_t at = 0; at < line.size(); at += kPiece) {
        made.add(line.substr(at, kPiece), at + kPiece >= line.size());
    }
    EXPECT_EQ(made.text(), line);
    EXPECT_EQ(made.pieces(), made.given);
    for (const LogEvent& event : made.events) {
        EXPECT_LE(event.text.size(), kMaxEventBytes);
        EXPECT_EQ(event.text.size() % 3, 0U) << "a character is not cut";
    }
    EXPECT_LE(made.events.size(), 45U);
}

TEST(EventMaker, OnePieceOfAnyLengthIsCut) {
    Made made;
    made.add(std::string(3 * kMaxEventBytes + 1, '\xFF'));
    EXPECT_EQ(made.pieces(), 1U);
    std::size_t characters = 0;
    for (const LogEvent& event : made.events) {
        EXPECT_LE(event.text.size(), kMaxEventBytes);
        characters += wire::count_characters(event.text);
    }
    EXPECT_EQ(characters, 3 * kMaxEventBytes + 1);
}

TEST(EventMaker, WhatIsNoTextIsReplaced) {
    Made made;
    made.add("a\xFF z\xC3");
    EXPECT_EQ(made.events.at(0).text, "a\xEF\xBF\xBD z\xEF\xBF\xBD");
}

TEST(EventMaker, APatternBeginsAnEvent) {
    Made made(pattern(R"(^\d{4})"));
    for (const char* line : {"before", "2026 one", "  at a", "", "  at b", "2026 two"}) {
        made.add(line);
    }
    ASSERT_EQ(made.events.size(), 2U);
    EXPECT_EQ(made.events[0].text, "before\n");
    EXPECT_EQ(made.events[1].text, "2026 one\n  at a\n\n  at b\n");
    EXPECT_TRUE(made.maker.holding());
    made.maker.flush(made.events);
    ASSERT_EQ(made.events.size(), 3U);
    EXPECT_EQ(made.events[2].text, "2026 two\n");
    EXPECT_EQ(made.pieces(), made.given);
}

TEST(EventMaker, EventsOfManyLinesAreBounded) {
    Made made(pattern("^never"));
    const std::string line(1'000, 'x');
    for (int i = 0; i < 1'000; ++i) made.add(line);
    made.maker.flush(made.events);
    EXPECT_EQ(made.text().size(), 1'001'000U);
    EXPECT_EQ(made.pieces(), made.given);
    for (const LogEvent& event : made.events) EXPECT_LE(event.text.size(), kMaxEventBytes);
}

// ---- Batches ---------------------------------------------------------------------------------

std::deque<LogEvent> queue_of(std::size_t events, std::size_t bytes, std::int64_t apart_ms = 0) {
    std::deque<LogEvent> queue;
    for (std::size_t i = 0; i < events; ++i) {
        queue.push_back({static_cast<std::int64_t>(i) * apart_ms, std::string(bytes, 'x'), 1});
    }
    return queue;
}

TEST(LogBatch, IsWithinTheLimitsOfACall) {
    auto many = queue_of(10'001, 1);
    EXPECT_EQ(take_batch(many).events.size(), kMaxBatchEvents);
    EXPECT_EQ(many.size(), 1U);

    // 1,024 events of 998 bytes and 26 more each: exactly what is taken.
    auto full = queue_of(1'025, 998);
    EXPECT_EQ(take_batch(full).events.size(), 1'024U);

    auto large = queue_of(5, kMaxEventBytes);
    EXPECT_EQ(take_batch(large).events.size(), 4U);

    auto long_ago = queue_of(26, 1, 60LL * 60 * 1000);
    EXPECT_EQ(take_batch(long_ago).events.size(), 25U) << "24 hours from first to last";
}

TEST(LogBatch, IsInOrderOfTime) {
    std::deque<LogEvent> queue{{2, "b", 1}, {1, "a", 0}, {2, "c", 3}, {1, "A", 1}};
    const LogBatch batch = take_batch(queue);
    std::string order;
    for (const LogEvent& event : batch.events) order += event.text;
    EXPECT_EQ(order, "aAbc");
    EXPECT_EQ(batch.pieces, 5U);
    EXPECT_TRUE(queue.empty());
    EXPECT_TRUE(take_batch(queue).events.empty());
}

}  // namespace
}  // namespace gantry::agent
