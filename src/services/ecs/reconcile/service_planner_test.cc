#include <gmock/gmock.h>

#include "services/ecs/reconcile/planner_test_support.h"

namespace gantry::ecs {
namespace {

using api::ecs::DeploymentRolloutState;
using api::ecs::HealthStatus;
using api::ecs::TaskStopCode;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// REPLICA: counts.

TEST_F(ServicePlannerTest, StartsWhatIsMissing) {
    row_.desired_count = 3;
    add_ready("a");
    const ServicePlan made = plan();
    EXPECT_THAT(made.starts, ElementsAre(ServiceStart{"ecs-svc/1", 2, ""}));
    EXPECT_THAT(made.stops, IsEmpty());
}

TEST_F(ServicePlannerTest, PendingTasksCountAsThere) {
    row_.desired_count = 2;
    add_pending("a");
    add_pending("b");
    EXPECT_EQ(starts(plan()), 0);
}

TEST_F(ServicePlannerTest, ATaskThatIsEndingIsReplacedAtOnce) {
    row_.desired_count = 1;
    set_percent(0, 100);
    complete_primary();
    add_ready("a").stopping = true;  // its essential container exited, another one still stops
    add_end(TaskStopCode::EssentialContainerExited, kLong);
    EXPECT_EQ(starts(plan()), 1);
}

TEST_F(ServicePlannerTest, WhatWeStopHoldsItsSlotUntilItIsGone) {
    row_.desired_count = 1;
    set_percent(0, 100);
    add_deployment("ecs-svc/2");
    ServiceTask& old = add_ready("a");
    old.stopping = old.stopped_by_scheduler = true;
    EXPECT_EQ(starts(plan()), 0);
}

TEST_F(ServicePlannerTest, StartsAtMostSoManyAtOnce) {
    row_.desired_count = 1000;
    EXPECT_EQ(starts(plan()), SchedulerRules{}.starts_at_once);
}

TEST_F(ServicePlannerTest, ScaleInOrder) {
    row_.desired_count = 2;
    add_ready("crowded_zone_crowded_instance").instance_id = "x";
    add_ready("crowded_zone_same_instance").instance_id = "x";
    add_ready("crowded_zone");
    add_ready("other_zone").zone = "b";
    add_pending("pending").zone = "b";
    EXPECT_THAT(
        stops(plan()), ElementsAre("pending", "crowded_zone_crowded_instance", "crowded_zone")
    );
}

TEST_F(ServicePlannerTest, ScaleInLeavesWhatIsBestForTheStrategies) {
    row_.desired_count = 2;
    const auto add = [this](const char* id, StrategyValue rack, StrategyValue memory) {
        add_ready(id).strategy_values = {std::move(rack), std::move(memory)};
    };
    add("crowded_rack_full", {.group = "r1"}, {.free = 10});
    add("crowded_rack_empty", {.group = "r1"}, {.free = 900});
    add("other_rack_empty", {.group = "r2"}, {.free = 999});
    add("crowded_rack_half", {.group = "r1"}, {.free = 500});
    EXPECT_THAT(stops(plan()), ElementsAre("crowded_rack_empty", "crowded_rack_half"));
}

TEST_F(ServicePlannerTest, ScaleInSaysWhoBeganIt) {
    row_.desired_count = 0;
    add_ready("a");
    const ServicePlan made = plan();
    ASSERT_EQ(made.stops.size(), 1U);
    EXPECT_EQ(made.stops[0].reason, "Scaling activity initiated by (deployment ecs-svc/1)");
    EXPECT_THAT(made.events, Contains("has stopped 1 running tasks: (task a)."));
}

TEST_F(ServicePlannerTest, ScaleInSparesProtectedTasks) {
    row_.desired_count = 0;
    complete_primary();
    add_ready("a").protected_until = kNow + minutes{5};
    add_ready("b").protected_until = kNow - minutes{5};
    const ServicePlan made = plan();
    EXPECT_THAT(stops(made), ElementsAre("b"));
    EXPECT_EQ(made.look_again_at, kNow + minutes{5});
}

// REPLICA: rolling.

TEST_F(ServicePlannerTest, RollingStartsUpToTheCeilingAndKeepsTheFloor) {
    row_.desired_count = 4;
    set_percent(50, 150);
    add_deployment("ecs-svc/2");
    for (const char* id : {"a", "b", "c", "d"}) add_ready(id);
    const ServicePlan made = plan();
    EXPECT_EQ(starts(made), 2);         // 6 at most
    EXPECT_EQ(stops(made).size(), 2U);  // 2 at least
}

TEST_F(ServicePlannerTest, RollingStopsAnOldTaskOnceItsSuccessorIsReady) {
    row_.desired_count = 1;
    add_deployment("ecs-svc/2");
    add_ready("old");
    ServiceTask& fresh = add_ready("new", "ecs-svc/2");
    const SysTime settled = kNow + Duration{5'000};
    fresh.started_at = settled - SchedulerRules{}.settle;
    const ServicePlan made = plan();
    EXPECT_THAT(stops(made), IsEmpty());
    EXPECT_EQ(made.look_again_at, settled);
    EXPECT_THAT(stops(plan(settled)), ElementsAre("old"));
}

TEST_F(ServicePlannerTest, WithAHealthCheckOnlyHealthyIsReady) {
    row_.desired_count = 1;
    add_deployment("ecs-svc/2");
    add_ready("old");
    ServiceTask& fresh = add_ready("new", "ecs-svc/2");
    fresh.has_health_check = true;
    EXPECT_THAT(stops(plan()), IsEmpty());
    fresh.health = HealthStatus::Healthy;
    EXPECT_THAT(stops(plan()), ElementsAre("old"));
}

TEST_F(ServicePlannerTest, OldTasksThatNeverRanGoFirstAndCostNothing) {
    row_.desired_count = 2;
    add_deployment("ecs-svc/2");
    add_pending("a");
    add_pending("b");
    const ServicePlan made = plan();
    EXPECT_THAT(stops(made), UnorderedElementsAre("a", "b"));
    EXPECT_EQ(starts(made), 2);
}

TEST_F(ServicePlannerTest, EqualFloorAndCeilingCannotMoveAndSaysSoOnce) {
    row_.desired_count = 1;
    set_percent(100, 150);  // floor(1.5) = 1
    add_deployment("ecs-svc/2");
    add_ready("a");
    const ServicePlan made = plan();
    EXPECT_EQ(starts(made), 0);
    EXPECT_THAT(stops(made), IsEmpty());
    EXPECT_THAT(
        made.events, ElementsAre(HasSubstr("because of the service deployment configuration"))
    );
    row_ = made.row;
    EXPECT_THAT(plan().events, IsEmpty());
}

TEST_F(ServicePlannerTest, RollingSparesProtectedTasks) {
    row_.desired_count = 1;
    set_percent(0, 200);
    add_deployment("ecs-svc/2");
    add_ready("a").protected_until = kNow + minutes{5};
    const ServicePlan made = plan();
    EXPECT_THAT(stops(made), IsEmpty());
    EXPECT_EQ(starts(made), 1);
}

// REPLICA: replacing.

TEST_F(ServicePlannerTest, UnhealthyIsReplacedBeforeItGoesWhereThereIsRoom) {
    row_.desired_count = 1;
    complete_primary();
    add_ready("bad").health = HealthStatus::Unhealthy;
    ServicePlan made = plan();
    EXPECT_EQ(starts(made), 1);
    EXPECT_THAT(stops(made), IsEmpty());

    add_ready("good");
    made = plan();
    EXPECT_EQ(starts(made), 0);
    ASSERT_EQ(made.stops.size(), 1U);
    EXPECT_EQ(made.stops[0], (ServiceStop{"bad", "Task failed container health checks"}));
    EXPECT_THAT(made.events, Contains("(task bad) failed container health checks."));
}

TEST_F(ServicePlannerTest, UnhealthyGoesFirstWhereThereIsNoRoom) {
    row_.desired_count = 2;
    set_percent(50, 100);
    add_ready("good");
    add_ready("bad").health = HealthStatus::Unhealthy;
    const ServicePlan made = plan();
    EXPECT_EQ(starts(made), 0);
    EXPECT_THAT(stops(made), ElementsAre("bad"));
}

TEST_F(ServicePlannerTest, UnhealthyGoesFirstWhenItsSuccessorFindsNoPlace) {
    row_.desired_count = 1;
    row_.last_placement_failure = "was unable to place a task";
    row_.last_placement_failure_at = kNow;
    add_ready("bad").health = HealthStatus::Unhealthy;
    const ServicePlan made = plan();
    EXPECT_EQ(starts(made), 1);
    EXPECT_THAT(stops(made), ElementsAre("bad"));
}

TEST_F(ServicePlannerTest, TasksOnDrainingInstancesAreReplaced) {
    row_.desired_count = 2;
    add_ready("stays");
    add_ready("drains").instance_draining = true;
    add_pending("pending").instance_draining = true;
    ServicePlan made = plan();
    EXPECT_EQ(starts(made), 1);
    EXPECT_THAT(stops(made), ElementsAre("pending"));

    tasks_.pop_back();
    add_ready("fresh");
    made = plan();
    ASSERT_EQ(made.stops.size(), 1U);
    EXPECT_EQ(made.stops[0].task_id, "drains");
    EXPECT_THAT(made.stops[0].reason, HasSubstr("container instance is in DRAINING state"));
}

TEST_F(ServicePlannerTest, DrainingStopsDownToTheFloor) {
    row_.desired_count = 2;
    set_percent(50, 100);
    add_ready("a").instance_draining = true;
    add_ready("b").instance_draining = true;
    EXPECT_EQ(stops(plan()).size(), 1U);
}

// Deployments.

TEST_F(ServicePlannerTest, CompletesWhenAllAreReadyAndNoOthersAreLeft) {
    row_.desired_count = 1;
    add_deployment("ecs-svc/2");
    add_ready("new", "ecs-svc/2");
    ServiceTask& old = add_ready("old");
    old.stopping = old.stopped_by_scheduler = true;
    ServicePlan made = plan();
    EXPECT_EQ(made.row.deployments.size(), 2U);
    EXPECT_THAT(made.events, IsEmpty());

    tasks_.pop_back();
    made = plan();
    ASSERT_EQ(made.row.deployments.size(), 1U);
    EXPECT_EQ(made.row.primary()->rollout_state, DeploymentRolloutState::Completed);
    EXPECT_EQ(made.row.primary()->rollout_reason, "ECS deployment ecs-svc/2 completed.");
    EXPECT_EQ(made.row.last_completed, *made.row.primary());
    EXPECT_THAT(
        made.events,
        ElementsAre("(deployment ecs-svc/2) deployment completed.", "has reached a steady state.")
    );
}

TEST_F(ServicePlannerTest, EarlySuccessAsksForSomeReadyTasksOnly) {
    row_.desired_count = 4;
    set_percent(50, 200);
    auto& early = row_.deployment_configuration.early_success_criteria.emplace();
    early.enable = true;
    early.healthy_percent = 50;
    complete_primary();
    add_deployment("ecs-svc/2");
    add_ready("new1", "ecs-svc/2");
    add_ready("new2", "ecs-svc/2");
    ServiceTask& old = add_ready("old");
    old.stopping = old.stopped_by_scheduler = true;
    const auto state = [this] { return plan().row.primary()->rollout_state; };
    EXPECT_EQ(state(), DeploymentRolloutState::InProgress);  // until the old ones are gone
    early.source_service_revision_cleanup = api::ecs::ServiceRevisionCleanup::Deferred;
    EXPECT_EQ(state(), DeploymentRolloutState::Completed);
    early.healthy_percent = 51;
    EXPECT_EQ(state(), DeploymentRolloutState::InProgress);
}

TEST_F(ServicePlannerTest, TheFirstPullDecidesWhatATagMeansForTheDeployment) {
    row_.desired_count = 2;
    add_pending("a").images = {{"app", "sha256:1"}};
    row_ = plan().row;
    add_pending("b").images = {{"app", "sha256:2"}, {"side", "sha256:3"}};
    const std::vector<ResolvedImage> first = {{"app", "sha256:1"}, {"side", "sha256:3"}};
    EXPECT_EQ(plan().row.primary()->images, first);
    add_deployment("ecs-svc/2");  // by force: tags are read anew
    EXPECT_THAT(plan().row.primary()->images, IsEmpty());
}

TEST_F(ServicePlannerTest, WhatCrashesAtOnceHasCompletedNothing) {
    row_.desired_count = 1;
    add_ready("a").started_at = kNow - Duration{500};
    EXPECT_EQ(plan().row.primary()->rollout_state, DeploymentRolloutState::InProgress);
}

TEST_F(ServicePlannerTest, ADeploymentInProgressIsLookedAtNowAndThen) {
    row_.desired_count = 1;
    ServiceTask& task = add_ready("a");
    task.has_health_check = true;  // nothing but a report of its health is awaited
    EXPECT_EQ(plan().look_again_at, kNow + SchedulerRules{}.look_again);
}

TEST_F(ServicePlannerTest, StopsOfPendingTasksAreToldApart) {
    row_.desired_count = 0;
    add_ready("a");
    add_pending("b");
    const ServicePlan made = plan();
    EXPECT_THAT(made.events, Contains("stopped 1 pending tasks."));
    EXPECT_THAT(made.events, Contains("has stopped 1 running tasks: (task a)."));
}

TEST_F(ServicePlannerTest, SteadyStateIsToldAgainAfterSixHours) {
    row_.desired_count = 1;
    complete_primary();
    add_ready("a");
    row_ = plan().row;
    EXPECT_THAT(plan(kNow + hours{5}).events, IsEmpty());
    EXPECT_EQ(plan(kNow + hours{5}).look_again_at, kNow + hours{6});
    EXPECT_THAT(plan(kNow + hours{6}).events, ElementsAre("has reached a steady state."));
}

TEST_F(ServicePlannerTest, SteadyStateIsToldAgainAfterADisturbance) {
    row_.desired_count = 1;
    complete_primary();
    add_ready("a");
    row_ = plan().row;
    tasks_.clear();
    row_ = plan().row;
    EXPECT_FALSE(row_.steady_since);
    add_ready("b");
    EXPECT_THAT(plan().events, ElementsAre("has reached a steady state."));
}

TEST_F(ServicePlannerTest, NothingWantedIsSteady) {
    EXPECT_THAT(plan().events, Contains("has reached a steady state."));
}

// Deletion.

TEST_F(ServicePlannerTest, DeletionStopsEverythingAndEnds) {
    row_.status = ServiceStatus::Draining;
    add_ready("a").protected_until = kNow + kLong;
    add_pending("b");
    ServicePlan made = plan();
    EXPECT_THAT(stops(made), UnorderedElementsAre("a", "b"));
    EXPECT_EQ(made.row.status, ServiceStatus::Draining);

    tasks_.clear();
    made = plan();
    EXPECT_EQ(made.row.status, ServiceStatus::Inactive);
    row_ = made.row;
    EXPECT_TRUE(plan().empty({row_, tasks_, ends_, instances_}));
    EXPECT_EQ(plan().look_again_at, kNow + hours{1});
    EXPECT_TRUE(plan(kNow + hours{1}).forget);
}

}  // namespace
}  // namespace gantry::ecs
