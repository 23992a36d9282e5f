#include "cmd/logs/task_subject.h"

#include <gtest/gtest.h>

namespace gantry::cmd {
namespace {

TEST(TaskSubjectTest, NamesAreServicesAndIdsAreTasks) {
    const auto service = read_task_subject("web", "prod");
    EXPECT_EQ(service->service, "web");
    EXPECT_EQ(service->cluster, "prod");
    const std::string id = "0123456789abcdef0123456789abcdef";
    EXPECT_EQ(read_task_subject(id, "prod")->task, id);
}

TEST(TaskSubjectTest, AnArnSaysWhere) {
    const std::string arn = "arn:aws:ecs:eu-west-1:123456789012:task/prod/0123";
    const auto task = read_task_subject(arn, "default");
    EXPECT_EQ(task->task, arn);
    EXPECT_EQ(task->cluster, "prod");
    EXPECT_EQ(task->region, "eu-west-1");
    const auto service =
        read_task_subject("arn:aws:ecs:eu-west-1:123456789012:service/prod/web", "default");
    EXPECT_EQ(service->service, "web");
    EXPECT_EQ(service->cluster, "prod");
}

TEST(TaskSubjectTest, OtherArnsAreRefused) {
    EXPECT_FALSE(read_task_subject("arn:aws:ecs:eu-west-1:123456789012:cluster/prod", "default"));
    EXPECT_FALSE(read_task_subject("arn:", "default"));
}

}  // namespace
}  // namespace gantry::cmd
