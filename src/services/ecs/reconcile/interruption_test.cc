#include "services/ecs/reconcile/interruption.h"

#include <gtest/gtest.h>

#include "services/ecs/reconcile/task_report.h"

namespace gantry::ecs {
namespace {

using api::ecs::TaskStopCode;

const SysTime kNoon{hours{12}};

TaskRow spot_task() {
    TaskRow task;
    task.id = "1";
    task.status = TaskStatus::Running;
    task.launch_type = api::ecs::LaunchType::Fargate;
    task.capacity_provider = "FARGATE_SPOT";
    return task;
}

TEST(InterruptionTest, TheNoticeComesFirstAndTheTaskRunsOn) {
    const auto told = give_spot_notice(spot_task(), kSpotNotice, kNoon);
    ASSERT_TRUE(told);
    EXPECT_EQ(told->stop_code, TaskStopCode::TerminationNotice);
    EXPECT_EQ(told->stopped_reason, "Your Spot Task was interrupted.");
    EXPECT_EQ(told->goal, TaskGoal::Running);
    EXPECT_EQ(told->status, TaskStatus::Running);
    EXPECT_EQ(told->interrupt_at, kNoon + minutes{2});
    EXPECT_EQ(told->version, 2);
    EXPECT_TRUE(awaits_interruption(*told));
}

TEST(InterruptionTest, ThenItIsAskedToStop) {
    const auto told = give_spot_notice(spot_task(), kSpotNotice, kNoon);
    ASSERT_TRUE(told);
    const TaskRow stopping = interrupt(*told, kNoon + minutes{2});
    EXPECT_EQ(stopping.goal, TaskGoal::Stopped);
    EXPECT_EQ(stopping.stop_code, TaskStopCode::SpotInterruption);
    EXPECT_EQ(stopping.stopped_reason, "Your Spot Task was interrupted.");
    EXPECT_FALSE(awaits_interruption(stopping));
}

TEST(InterruptionTest, ARepeatedNoticeGivesNoMoreTime) {
    const auto told = give_spot_notice(spot_task(), kSpotNotice, kNoon);
    ASSERT_TRUE(told);
    const auto again = give_spot_notice(*told, kSpotNotice, kNoon + minutes{1});
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *told);
}

TEST(InterruptionTest, OnlySpotTasksThatGoOnAreInterrupted) {
    TaskRow on_demand = spot_task();
    on_demand.capacity_provider = "FARGATE";
    EXPECT_FALSE(give_spot_notice(on_demand, kSpotNotice, kNoon));
    const TaskRow stopping = ask_to_stop(spot_task(), TaskStopCode::UserInitiated, "enough", kNoon);
    EXPECT_FALSE(give_spot_notice(stopping, kSpotNotice, kNoon));
}

TEST(InterruptionTest, WhoeverStopsItDuringTheNoticeIsNamed) {
    const auto told = give_spot_notice(spot_task(), kSpotNotice, kNoon);
    ASSERT_TRUE(told);
    const TaskRow stopped = ask_to_stop(*told, TaskStopCode::UserInitiated, "enough", kNoon);
    EXPECT_EQ(stopped.stop_code, TaskStopCode::UserInitiated);
    EXPECT_EQ(interrupt(stopped, kNoon + minutes{2}), stopped);
}

}  // namespace
}  // namespace gantry::ecs
