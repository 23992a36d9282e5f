#include "services/ecs/placement/capacity_split.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace gantry::ecs::placement {
namespace {

using SplitStrategy = std::vector<api::ecs::CapacityProviderStrategyItem>;

api::ecs::CapacityProviderStrategyItem provider_item(
    std::string name, std::int32_t weight, std::int32_t base = 0
) {
    return {.capacity_provider = std::move(name), .weight = weight, .base = base};
}

/// "2+3": how many of each, in the strategy's order.
std::string shares(
    const SplitStrategy& strategy, std::size_t count, std::map<std::string, std::int64_t> now = {}
) {
    const auto providers = split_over_providers(strategy, std::move(now), count);
    std::string text;
    for (const auto& item : strategy) {
        if (!text.empty()) text += "+";
        text += std::to_string(std::ranges::count(providers, *item.capacity_provider));
    }
    return text;
}

/// Source: Developer Guide, capacity provider strategy examples.
TEST(CapacitySplitTest, SharesFollowTheWeights) {
    const SplitStrategy equal{provider_item("FARGATE", 1), provider_item("FARGATE_SPOT", 1)};
    EXPECT_EQ(shares(equal, 4), "2+2");
    EXPECT_EQ(shares(equal, 5), "3+2");
    const SplitStrategy mostly_spot{provider_item("FARGATE", 1), provider_item("FARGATE_SPOT", 4)};
    EXPECT_EQ(shares(mostly_spot, 5), "1+4");
    EXPECT_EQ(shares(mostly_spot, 10), "2+8");
}

TEST(CapacitySplitTest, TheBaseComesFirst) {
    const SplitStrategy strategy{provider_item("FARGATE", 1, 1), provider_item("FARGATE_SPOT", 4)};
    EXPECT_EQ(shares(strategy, 1), "1+0");
    EXPECT_EQ(shares(strategy, 6), "2+4");
    EXPECT_EQ(shares(strategy, 11), "3+8");
}

TEST(CapacitySplitTest, AWeightOfNothingGetsItsBaseAlone) {
    const SplitStrategy strategy{provider_item("FARGATE", 0, 2), provider_item("FARGATE_SPOT", 1)};
    EXPECT_EQ(shares(strategy, 5), "2+3");
    EXPECT_EQ(shares({provider_item("FARGATE", 0), provider_item("FARGATE_SPOT", 1)}, 3), "0+3");
}

TEST(CapacitySplitTest, TheOnlyProviderNeedsNoWeight) {
    EXPECT_EQ(shares({provider_item("FARGATE_SPOT", 0)}, 3), "3");
}

TEST(CapacitySplitTest, WhatIsThereCounts) {
    const SplitStrategy equal{provider_item("FARGATE", 1), provider_item("FARGATE_SPOT", 1)};
    EXPECT_EQ(shares(equal, 2, {{"FARGATE", 3}, {"FARGATE_SPOT", 1}}), "0+2");
    const SplitStrategy based{provider_item("FARGATE", 1, 2), provider_item("FARGATE_SPOT", 1)};
    EXPECT_EQ(shares(based, 1, {{"FARGATE", 1}, {"FARGATE_SPOT", 5}}), "1+0");
}

}  // namespace
}  // namespace gantry::ecs::placement
