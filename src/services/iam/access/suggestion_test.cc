#include "services/iam/access/suggestion.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace gantry::iam {
namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kAnn = "arn:aws:iam::123456789012:user/ann";

std::string task_arn(std::string_view cluster, int number) {
    return fmt::format("arn:aws:ecs:us-east-1:123456789012:task/{}/{:02}", cluster, number);
}

TEST(SuggestionTest, ActionsOnTheSameResourcesAreOneStatement) {
    CallLog log;
    log.add(kAnn, "ecs:ListTasks", "*", true);
    log.add(kAnn, "ecs:ListClusters", "*", true);
    log.add(kAnn, "ecs:StopTask", task_arn("a", 1), true);
    log.add(kAnn, "ecs:StopTask", task_arn("a", 2), false);
    log.add(kAnn, "ecs:DeleteCluster", "*", false);
    const auto done = suggest(*log.find(kAnn), false);
    ASSERT_EQ(done.size(), 2U);
    EXPECT_EQ(done[0].actions, (Texts{"ecs:ListClusters", "ecs:ListTasks"}));
    EXPECT_EQ(done[0].resources, Texts{"*"});
    EXPECT_EQ(done[1].resources, Texts{task_arn("a", 1)});
    const auto all = suggest(*log.find(kAnn), true);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].actions.front(), "ecs:DeleteCluster");
    EXPECT_EQ(all[1].resources.size(), 2U);
}

TEST(SuggestionTest, ManyResourcesBecomePatterns) {
    Texts tasks;
    for (int i = 0; i < 10; ++i) tasks.push_back(task_arn("a", i));
    EXPECT_EQ(generalise(tasks, {}), tasks);
    tasks.push_back(task_arn("a", 10));
    EXPECT_EQ(generalise(tasks, {}), Texts{"arn:aws:ecs:us-east-1:123456789012:task/a/*"});
    for (int i = 0; i < 11; ++i) tasks.push_back(task_arn(fmt::format("c{}", i), 1));
    EXPECT_EQ(generalise(tasks, {}), Texts{"arn:aws:ecs:us-east-1:123456789012:task/*"});
    Texts others;
    for (int i = 0; i < 20; ++i) others.push_back(fmt::format("arn:aws:s3:::bucket-{}", i));
    EXPECT_EQ(generalise(others, {}), Texts{"*"});
}

TEST(SuggestionTest, WhatThereWasNoRoomForIsAllowedByItsKind) {
    const Texts tasks{task_arn("a", 1), task_arn("b", 1)};
    const std::string all = "arn:aws:ecs:us-east-1:123456789012:task/*";
    EXPECT_EQ(generalise(tasks, {all}), Texts{all}) << "which has the others in it";
    EXPECT_EQ(
        generalise(tasks, {"arn:aws:s3:::b/*"}), (Texts{tasks[0], tasks[1], "arn:aws:s3:::b/*"})
    );
    EXPECT_EQ(generalise(tasks, {"*"}), Texts{"*"});
    EXPECT_EQ(generalise({}, {all}), Texts{all});
}

TEST(SuggestionTest, AnObjectInAnotherBucketIsAllowedThoughTheLogIsFull) {
    CallLog log;
    for (std::size_t i = 0; i < CallLog::kMaxResources; ++i) {
        log.add(kAnn, "s3:GetObject", fmt::format("arn:aws:s3:::aaa/{}", i), true);
    }
    log.add(kAnn, "s3:GetObject", "arn:aws:s3:::bbb/1", true);
    log.add(kAnn, "s3:GetObject", "arn:aws:s3:::ccc/1", false);
    const auto done = suggest(*log.find(kAnn), false);
    ASSERT_EQ(done.size(), 1U);
    EXPECT_EQ(done[0].resources, (Texts{"arn:aws:s3:::aaa/*", "arn:aws:s3:::bbb/*"}));
    EXPECT_EQ(suggest(*log.find(kAnn), true)[0].resources.back(), "arn:aws:s3:::ccc/*");
    EXPECT_TRUE(log.find(kAnn)->complete);
}

TEST(SuggestionTest, TheLogIsBounded) {
    CallLog log;
    for (std::size_t i = 0; i < CallLog::kMaxResources; ++i) {
        log.add(kAnn, "ecs:StopTask", task_arn("a", static_cast<int>(i)), true);
    }
    for (std::size_t i = 0; i <= CallLog::kMaxKinds; ++i) {
        log.add(kAnn, "ecs:StopTask", fmt::format("arn:aws:s3:::b{}/k", i), true);
    }
    const ActionCalls& stops = log.find(kAnn)->actions.at("ecs:StopTask");
    EXPECT_EQ(stops.all.done, CallLog::kMaxResources + CallLog::kMaxKinds + 1);
    EXPECT_EQ(stops.resources.size(), CallLog::kMaxResources);
    EXPECT_EQ(stops.kinds.size(), CallLog::kMaxKinds + 1);
    EXPECT_EQ(stops.kinds.at("*").done, 1U);
    for (std::size_t i = 0; i <= CallLog::kMaxActions; ++i) {
        log.add(kAnn, fmt::format("a:B{}", i), "*", true);
    }
    EXPECT_FALSE(log.find(kAnn)->complete);
    for (std::size_t i = 0; i <= CallLog::kMaxPrincipals; ++i) {
        log.add(fmt::format("p{}", i), "a:B", "*", true);
    }
    EXPECT_FALSE(log.complete());
    EXPECT_EQ(log.find(fmt::format("p{}", CallLog::kMaxPrincipals)), nullptr);
}

TEST(SuggestionTest, OfANameThatIsTooLongTheKindIsKept) {
    CallLog log;
    const std::string longest(CallLog::kMaxResourceBytes, 'x');
    log.add(kAnn, "s3:GetObject", "arn:aws:s3:::b/" + longest, true);
    log.add(kAnn, "s3:ListBucket", "arn:aws:s3:::" + longest, true);
    const auto& actions = log.find(kAnn)->actions;
    EXPECT_EQ(actions.at("s3:GetObject").kinds.begin()->first, "arn:aws:s3:::b/*");
    EXPECT_EQ(actions.at("s3:ListBucket").kinds.begin()->first, "*");
}

}  // namespace
}  // namespace gantry::iam
