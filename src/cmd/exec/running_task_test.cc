#include "cmd/exec/running_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cmd/logs/log_test_support.h"

namespace gantry::cmd {
namespace {

TEST(RunningTaskTest, OneThatStillStartsIsPassedOver) {
    FakeAws aws;
    aws.page_size = 2;
    for (const char digit : {'1', '2', '3', '4', '5'}) aws.start(digit, "d", {"app"});
    for (const char digit : {'1', '2', '3', '5'}) {
        aws.tasks.at(FakeAws::arn_of(digit)).last_status = "PENDING";
    }
    const auto found = find_running_task(aws, {.service = "web"});
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(*found, FakeAws::arn_of('4'));
}

TEST(RunningTaskTest, NothingRuns) {
    FakeAws aws;
    const auto none = find_running_task(aws, {.service = "web"});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().message, "service 'web' has no running task");
    aws.start('1', "d", {"app"}).last_status = "PROVISIONING";
    const auto starts = find_running_task(aws, {.service = "web"});
    ASSERT_FALSE(starts);
    EXPECT_EQ(starts.error().message, "service 'web' has no running task");
}

TEST(RunningTaskTest, NoSuchService) {
    FakeAws aws;
    const auto found = find_running_task(aws, {.service = "nobody"});
    ASSERT_FALSE(found);
    EXPECT_THAT(found.error().message, testing::HasSubstr("there is no service 'nobody'"));
}

}  // namespace
}  // namespace gantry::cmd
