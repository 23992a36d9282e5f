#include "services/ecs/reconcile/health_report.h"

#include <gtest/gtest.h>

namespace gantry::ecs {
namespace {

using api::ecs::HealthStatus;

TaskRow task_with(std::vector<TaskContainer> containers) {
    TaskRow task;
    task.containers = std::move(containers);
    return task;
}

TaskContainer checked(std::string name, bool essential = true) {
    return {.name = std::move(name), .essential = essential, .has_health_check = true};
}

HealthStatus after(const TaskRow& task, std::vector<ContainerHealth> healths) {
    const auto changed = apply_health_report(task, healths);
    return changed ? changed->health : task.health;
}

TEST(HealthReport, FollowsTheEssentialContainers) {
    const TaskRow task = task_with({checked("a"), checked("b"), checked("side", false)});
    EXPECT_EQ(after(task, {{"a", HealthStatus::Healthy}}), HealthStatus::Unknown);
    EXPECT_EQ(
        after(task, {{"a", HealthStatus::Healthy}, {"b", HealthStatus::Healthy}}),
        HealthStatus::Healthy
    );
    EXPECT_EQ(
        after(task, {{"a", HealthStatus::Healthy}, {"b", HealthStatus::Unhealthy}}),
        HealthStatus::Unhealthy
    );
    EXPECT_EQ(
        after(
            task,
            {{"a", HealthStatus::Healthy},
             {"b", HealthStatus::Healthy},
             {"side", HealthStatus::Unhealthy}}
        ),
        HealthStatus::Healthy
    );
}

TEST(HealthReport, AnEssentialContainerWithoutACheckLeavesTheTaskUnknownAndTheServiceInNoDoubt) {
    const TaskRow task = task_with({checked("a"), {.name = "plain"}});
    const auto changed = apply_health_report(
        task,
        std::vector<ContainerHealth>{
            {"a", HealthStatus::Healthy}, {"plain", HealthStatus::Unhealthy}
        }
    );
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->health, HealthStatus::Unknown);
    EXPECT_EQ(checked_health_of(*changed), HealthStatus::Healthy);
    EXPECT_EQ(changed->containers[1].health, HealthStatus::Unknown);
    EXPECT_EQ(changed->version, 2);
}

TEST(HealthReport, NoNewsChangesNothing) {
    const TaskRow task = task_with({checked("a")});
    const std::vector<ContainerHealth> healthy = {{"a", HealthStatus::Healthy}};
    const auto changed = apply_health_report(task, healthy);
    ASSERT_TRUE(changed);
    EXPECT_FALSE(apply_health_report(*changed, healthy));
    EXPECT_FALSE(
        apply_health_report(task, std::vector<ContainerHealth>{{"other", HealthStatus::Healthy}})
    );
}

TEST(HealthReport, AStoppedTaskKeepsItsHealth) {
    TaskRow task = task_with({checked("a")});
    task.status = TaskStatus::Stopped;
    EXPECT_FALSE(
        apply_health_report(task, std::vector<ContainerHealth>{{"a", HealthStatus::Unhealthy}})
    );
}

}  // namespace
}  // namespace gantry::ecs
