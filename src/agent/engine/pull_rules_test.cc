#include "agent/engine/pull_rules.h"

#include <gtest/gtest.h>

namespace gantry::agent {
namespace {

TEST(PullRules, ACopyWillDoWhereNoRegistryIsWanted) {
    const runtime::ImageStatus pulled{.repo_digests = {"app@sha256:1"}};
    const runtime::ImageStatus local;
    EXPECT_FALSE(is_good_enough(PullBehavior::Default, "app:1", pulled));
    EXPECT_TRUE(is_good_enough(PullBehavior::Default, "app:1", local));
    EXPECT_TRUE(is_good_enough(PullBehavior::Default, "app@sha256:1", pulled));
    for (const auto& copy : {pulled, local}) {
        EXPECT_FALSE(is_good_enough(PullBehavior::Always, "app:1", copy));
        EXPECT_TRUE(is_good_enough(PullBehavior::Once, "app:1", copy));
        EXPECT_TRUE(is_good_enough(PullBehavior::PreferCached, "app:1", copy));
    }
}

TEST(PullRules, WhatTheRegistryWillSayAgainIsHopeless) {
    EXPECT_TRUE(is_hopeless(not_found("manifest unknown: manifest unknown")));
    EXPECT_TRUE(is_hopeless(internal_error("unauthorized: authentication required")));
    EXPECT_FALSE(is_hopeless(internal_error("dial tcp 10.0.0.1:443: connection refused")));
    EXPECT_FALSE(is_hopeless(unavailable("it did not answer in time")));
    EXPECT_EQ(as_final(unavailable("it did not answer in time")).kind, ErrorKind::Internal);
}

}  // namespace
}  // namespace gantry::agent
