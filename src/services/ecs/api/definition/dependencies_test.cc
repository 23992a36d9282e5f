#include <gtest/gtest.h>

#include "services/ecs/api/definition/cycles.h"
#include "services/ecs/api/definition/test_support.h"

namespace gantry::ecs::definition {
namespace {

/// Container `c`, which depends on `d`, and `d` with these members.
std::string depends(const std::string& condition, const std::string& members) {
    return verdict(containers(
        container(
            "c", R"("dependsOn":[{"containerName":"d","condition":")" + condition + R"("}])"
        ) +
        "," + container("d", members)
    ));
}

TEST(DefinitionDependencies, TD_050_OnContainersThatExist) {
    EXPECT_EQ(
        verdict(one_container(R"("dependsOn":[{"containerName":"d","condition":"START"}])")),
        "Cannot depend on container d because it does not exist"
    );
    EXPECT_EQ(depends("START", R"("essential":true)"), "ok");
}

TEST(DefinitionDependencies, TD_051_WhatMustEndIsNotEssential) {
    for (const std::string condition : {"SUCCESS", "COMPLETE"}) {
        EXPECT_EQ(
            depends(condition, R"("essential":true)"),
            "A dependency container with SUCCESS or COMPLETE condition cannot be an essential "
            "container"
        );
        EXPECT_EQ(depends(condition, R"("essential":false)"), "ok");
    }
}

TEST(DefinitionDependencies, TD_052_HealthNeedsACheck) {
    EXPECT_EQ(
        depends("HEALTHY", R"("essential":true)"),
        "A dependency container with HEALTHY condition must have health check configured"
    );
    EXPECT_EQ(depends("HEALTHY", R"("healthCheck":{"command":["CMD","true"]})"), "ok");
}

TEST(DefinitionDependencies, TD_053_NoCycles) {
    constexpr const char* kCycle = "Container dependencies should not have a cycle";
    EXPECT_EQ(
        depends("START", R"("dependsOn":[{"containerName":"c","condition":"START"}])"), kCycle
    );
    EXPECT_EQ(depends("START", R"("links":["c"])"), kCycle);
    EXPECT_EQ(depends("START", R"("volumesFrom":[{"sourceContainer":"c"}])"), kCycle);
    EXPECT_EQ(
        verdict(one_container(R"("dependsOn":[{"containerName":"c","condition":"START"}])")), kCycle
    );
}

TEST(Cycles, AreFoundWhereverTheyAre) {
    EXPECT_FALSE(has_cycle({}));
    EXPECT_FALSE(has_cycle({{"a", {"b", "c"}}, {"b", {"c"}}, {"c", {}}}));
    EXPECT_TRUE(has_cycle({{"a", {"a"}}}));
    EXPECT_TRUE(has_cycle({{"x", {"a"}}, {"a", {"b"}}, {"b", {"c"}}, {"c", {"a"}}}));
    EXPECT_FALSE(has_cycle({{"a", {"outside"}}}));
}

}  // namespace
}  // namespace gantry::ecs::definition
