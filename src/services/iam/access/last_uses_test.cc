#include "services/iam/access/last_uses.h"

#include <gtest/gtest.h>

namespace gantry::iam {
namespace {

TEST(LastUses, TheLastOneIsKept) {
    LastUses uses;
    EXPECT_EQ(uses.find("AKIA1"), nullptr);
    uses.note("AKIA1", {SysTime{Seconds{1}}, "ecs", "eu-west-1"});
    uses.note("AKIA1", {SysTime{Seconds{2}}, "iam", "us-east-1"});
    ASSERT_NE(uses.find("AKIA1"), nullptr);
    EXPECT_EQ(uses.find("AKIA1")->when, SysTime{Seconds{2}});
    EXPECT_EQ(uses.find("AKIA1")->service, "iam");
    EXPECT_EQ(uses.find("AKIA1")->region, "us-east-1");
}

TEST(LastUses, OfTooManyThoseUsedLongestAgoAreForgotten) {
    LastUses uses;
    for (std::size_t i = 0; i <= LastUses::kMax; ++i) {
        const SysTime when{Seconds{static_cast<std::int64_t>(i)}};
        uses.note(std::to_string(i), {when, "ecs", "us-east-1"});
    }
    EXPECT_EQ(uses.find("0"), nullptr);
    EXPECT_NE(uses.find(std::to_string(LastUses::kMax - 1)), nullptr);
    EXPECT_NE(uses.find(std::to_string(LastUses::kMax)), nullptr);
}

}  // namespace
}  // namespace gantry::iam
