#include "services/logs/engine/removed.h"

#include <gtest/gtest.h>

namespace gantry::logs {
namespace {

TEST(LogsRemovedTest, GroupsAndStreamsOfTheirs) {
    Removed removed;
    EXPECT_FALSE(removed.has("g", "a"));
    removed.add_stream("g", "a");
    EXPECT_TRUE(removed.has("g", "a"));
    EXPECT_FALSE(removed.has("g", "b"));
    EXPECT_FALSE(removed.has("h", "a"));
    removed.add_group("g");
    EXPECT_TRUE(removed.has("g", "b"));
}

TEST(LogsRemovedTest, TheNewestAreRemembered) {
    Removed removed;
    removed.add_group("first");
    const auto name = [](std::size_t number) { return std::to_string(number); };
    for (std::size_t i = 0; i < 3 * Removed::kMost; ++i) {
        removed.add_stream("g", name(i));
        if (i >= Removed::kMost) {
            ASSERT_TRUE(removed.has("g", name(i - Removed::kMost + 1)));
        }
    }
    EXPECT_FALSE(removed.has("g", name(0)));
    EXPECT_TRUE(removed.has("first", "a")) << "streams push out no group";
}

}  // namespace
}  // namespace gantry::logs
