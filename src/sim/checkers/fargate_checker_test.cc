#include "sim/checkers/fargate_checker.h"

#include <gtest/gtest.h>

namespace gantry::sim {
namespace {

TEST(FargateChecker, SharesOutByBaseAndWeight) {
    const std::vector<Share> even{{"A", 0, 1}, {"B", 0, 1}};
    EXPECT_TRUE(is_shared_out(even, {{"A", 2}, {"B", 2}}));
    EXPECT_TRUE(is_shared_out(even, {{"A", 3}, {"B", 2}}));
    EXPECT_FALSE(is_shared_out(even, {{"A", 4}, {"B", 2}}));
    EXPECT_FALSE(is_shared_out(even, {{"A", 1}, {"B", 1}, {"C", 1}}));
    EXPECT_TRUE(is_shared_out(even, {}));

    const std::vector<Share> based{{"A", 2, 1}, {"B", 0, 3}};
    EXPECT_TRUE(is_shared_out(based, {{"A", 1}}));
    EXPECT_FALSE(is_shared_out(based, {{"B", 1}}));
    EXPECT_TRUE(is_shared_out(based, {{"A", 3}, {"B", 3}}));
    EXPECT_FALSE(is_shared_out(based, {{"A", 2}, {"B", 8}}));
}

}  // namespace
}  // namespace gantry::sim
