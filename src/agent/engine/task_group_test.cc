#include "agent/engine/task_group.h"

#include <gtest/gtest.h>

namespace gantry::agent {
namespace {

api::acs::Task task(double cpu, std::int32_t memory, std::size_t containers) {
    api::acs::Task task;
    task.arn = "arn:aws:ecs:us-east-1:000000000000:task/default/0123";
    task.cpu = cpu;
    task.memory = memory;
    task.containers.emplace(containers);
    return task;
}

TEST(TaskGroup, ContainersShareTheTasksMemoryAndCpu) {
    const auto group = group_of(task(0.25, 64, 2));
    ASSERT_TRUE(group);
    EXPECT_EQ(group->name, "0123");
    EXPECT_EQ(group->memory_bytes, 64 * 1024 * 1024);
    EXPECT_EQ(group->cpu_quota_us, 25'000);
    EXPECT_EQ(group->cpu_period_us, 100'000);
    EXPECT_EQ(group_of(task(0, 64, 2))->cpu_quota_us, 0);
    EXPECT_EQ(group_of(task(0.001, 0, 2))->cpu_quota_us, 1'000) << "Linux refuses less";
}

TEST(TaskGroup, NothingIsSharedWithoutALimitOrASecondContainer) {
    EXPECT_FALSE(group_of(task(0, 0, 2)));
    EXPECT_FALSE(group_of(task(1, 512, 1)));
    EXPECT_FALSE(group_of(api::acs::Task{}));
}

}  // namespace
}  // namespace gantry::agent
