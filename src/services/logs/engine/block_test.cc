#include "services/logs/engine/block.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "services/logs/engine/keys.h"

namespace gantry::logs {
namespace {

TEST(BlockTest, WhatIsWrittenIsRead) {
    Random random(1);
    for (int i = 0; i < 500; ++i) {
        std::vector<NewEvent> events;
        std::int64_t time = random.between(0, 100'000'000);
        for (std::uint64_t n = random.below(50) + 1; n > 0; --n) {
            time += random.between(0, 30'000);
            events.push_back({time, std::string(random.below(300), 'x')});
        }
        std::span<const NewEvent> rest = events;
        std::size_t seen = 0;
        while (!rest.empty()) {
            const auto part = take_block(rest);
            ASSERT_EQ(bucket_of(part.front().timestamp_ms), bucket_of(part.back().timestamp_ms));
            const std::string bytes = encode_block(part, 77);
            Block block;
            ASSERT_TRUE(decode_block(bytes, part.front().timestamp_ms, block));
            ASSERT_EQ(block.entries.size(), part.size());
            EXPECT_EQ(block.ingested_ms, 77);
            for (std::size_t k = 0; k < part.size(); ++k) {
                EXPECT_EQ(block.entries[k].timestamp_ms, part[k].timestamp_ms);
                EXPECT_EQ(block.entries[k].message, part[k].message);
            }
            std::int64_t last = 0;
            ASSERT_TRUE(read_last_time(bytes, part.front().timestamp_ms, last));
            EXPECT_EQ(last, part.back().timestamp_ms);
            seen += part.size();
        }
        EXPECT_EQ(seen, events.size());
    }
}

TEST(BlockTest, DamagedBytesAreNoBlock) {
    const std::vector<NewEvent> events = {{1'000, "one"}, {2'000, "two"}};
    const std::string good = encode_block(events, 5);
    Block block;
    for (std::size_t size = 0; size < good.size(); ++size) {
        EXPECT_FALSE(decode_block(good.substr(0, size), 1'000, block)) << size;
    }
    Random random(1);
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes = good;
        bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
        static_cast<void>(decode_block(bytes, 1'000, block));  // survives
    }
}

TEST(BlockTest, KeysAreInOrderOfTime) {
    const std::string prefix = stream_prefix("g", "s");
    EXPECT_LT(block_key(prefix, 1, 9), block_key(prefix, 2, 1));
    EXPECT_LT(block_key(prefix, 255, 1), block_key(prefix, 256, 1));
    EXPECT_LT(block_key(prefix, 5, 1), block_key(prefix, 5, 300));
    EXPECT_LT(block_key(prefix, 5, 300), after_prefix(prefix));
    const std::string key = block_key(prefix, 1'234'567, 89);
    const auto name = parse_block_key(key);
    ASSERT_TRUE(name);
    EXPECT_EQ(name->group, "g");
    EXPECT_EQ(name->stream, "s");
    EXPECT_EQ(name->first_ms, 1'234'567);
    EXPECT_EQ(name->sequence, 89U);
    EXPECT_FALSE(parse_block_key("mformat"));
    EXPECT_FALSE(parse_block_key("e12345678901234567890"));
}

TEST(StatsTest, WhatIsLeftOfAStream) {
    const StreamStats stats{.first_ms = 1'000, .last_ms = 1'999, .bytes = 5'000};
    EXPECT_EQ(stats.bytes_since(0), 5'000U);
    EXPECT_EQ(stats.bytes_since(1'500), 2'500U);
    EXPECT_EQ(stats.bytes_since(2'000), 0U);
}

}  // namespace
}  // namespace gantry::logs
