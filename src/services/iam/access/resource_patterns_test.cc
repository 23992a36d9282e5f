#include "services/iam/access/resource_patterns.h"

#include <gtest/gtest.h>

namespace gantry::iam {
namespace {

const std::string kEcs = "arn:aws:ecs:us-east-1:123456789012:";
const std::string kSecret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:";

TEST(ResourcePatternsTest, WildcardsInNamesStandForThemselves) {
    EXPECT_EQ(pattern_of("arn:aws:s3:::b/odd*name"), "arn:aws:s3:::b/odd${*}name");
    EXPECT_EQ(pattern_of("arn:aws:s3:::b/a?$${c}"), "arn:aws:s3:::b/a${?}${$}${$}{c}");
    EXPECT_EQ(pattern_of("arn:aws:s3:::b/all/*"), "arn:aws:s3:::b/all/${*}");
    EXPECT_EQ(pattern_of(kEcs + "task/a*/1"), kEcs + "task/a${*}/1");
    EXPECT_EQ(pattern_of("a*"), "a${*}");
}

TEST(ResourcePatternsTest, WhatAServiceMeansAllByStaysAPattern) {
    EXPECT_EQ(pattern_of("*"), "*");
    EXPECT_EQ(pattern_of(kEcs + "task/a/*"), kEcs + "task/a/*");
    EXPECT_EQ(pattern_of(kEcs + "task-definition/w$b:*"), kEcs + "task-definition/w${$}b:*");
    EXPECT_EQ(pattern_of(kSecret + "n-??????"), kSecret + "n-??????");
    EXPECT_EQ(pattern_of(kEcs + "task/n-??????"), kEcs + "task/n-${?}${?}${?}${?}${?}${?}");
}

TEST(ResourcePatternsTest, Beside) {
    EXPECT_EQ(pattern_beside(kEcs + "task/a$/1*"), kEcs + "task/a${$}/*");
    EXPECT_EQ(pattern_beside("arn:aws:s3:::bucket"), "arn:aws:s3:::bucket");
    EXPECT_EQ(pattern_beside("*"), "*");
}

TEST(ResourcePatternsTest, OfAKind) {
    EXPECT_EQ(pattern_of_kind(kEcs + "task/a/1"), kEcs + "task/*");
    EXPECT_EQ(pattern_of_kind(kSecret + "a/b"), kSecret + "*");
    EXPECT_EQ(pattern_of_kind("arn:aws:s3:::b/c/d:e"), "arn:aws:s3:::b/*");
    EXPECT_EQ(pattern_of_kind("arn:aws:s3:::b"), "arn:aws:s3:::b");
    EXPECT_EQ(pattern_of_kind("arn:aws"), "*");
}

}  // namespace
}  // namespace gantry::iam
