#include <gmock/gmock.h>

#include "services/ecs/reconcile/planner_test_support.h"
#include "services/ecs/reconcile/service_rollback.h"

namespace gantry::ecs {
namespace {

using api::ecs::DeploymentRolloutState;
using api::ecs::HealthStatus;
using api::ecs::TaskStopCode;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

using ServiceFailuresTest = ServicePlannerTest;

TEST_F(ServiceFailuresTest, RestartDelayGrows) {
    row_.desired_count = 1;
    std::vector<std::int64_t> delays;
    SysTime now = kNow;
    for (int wave = 0; wave < 15; ++wave) {
        ends_.clear();
        add_end(TaskStopCode::TaskFailedToStart, {});
        ends_[0].created_at = now;
        now += Duration{10};
        row_ = plan(now).row;
        const SysTime next = std::max(row_.primary()->throttle.next_start_at.value_or(now), now);
        delays.push_back((next - now).count());
        now = next;
        ends_.clear();
        EXPECT_EQ(starts(plan(now)), 1);
        if (delays.back() > 0) {
            EXPECT_EQ(starts(plan(now - Duration{1})), 0);
        }
    }
    EXPECT_THAT(
        delays,
        ElementsAre(
            0,
            0,
            1000,
            2000,
            4000,
            8000,
            16000,
            32000,
            64000,
            128000,
            256000,
            512000,
            900000,
            900000,
            900000
        )
    );
}

TEST_F(ServiceFailuresTest, TasksThatFailTogetherAreOneWave) {
    row_.desired_count = 10;
    for (int i = 0; i < 10; ++i) {
        add_end(TaskStopCode::TaskFailedToStart, {});
        ends_.back().created_at = kNow - Duration{100};
    }
    const ServicePlan made = plan();
    EXPECT_EQ(made.row.primary()->throttle.waves, 1);
    EXPECT_EQ(made.row.primary()->failed_tasks, 10);
    EXPECT_EQ(made.noted_ends.size(), 10U);
}

TEST_F(ServiceFailuresTest, OnlyFailuresCountAsFailures) {
    row_.desired_count = 1;
    const auto failures = [this](TaskStopCode code, std::optional<Duration> ran) {
        ends_.clear();
        add_end(code, ran);
        return plan().row.primary()->failed_tasks;
    };
    EXPECT_EQ(failures(TaskStopCode::TaskFailedToStart, {}), 1);
    EXPECT_EQ(failures(TaskStopCode::EssentialContainerExited, {}), 1);
    EXPECT_EQ(failures(TaskStopCode::EssentialContainerExited, Duration{200}), 1);
    EXPECT_EQ(failures(TaskStopCode::EssentialContainerExited, kLong), 0);
    EXPECT_EQ(failures(TaskStopCode::UserInitiated, {}), 0);
    EXPECT_EQ(failures(TaskStopCode::SpotInterruption, Duration{1}), 0);
}

TEST_F(ServiceFailuresTest, ATaskThatNoAgentAcknowledgedIsNoFailureOfItsRevision) {
    row_.desired_count = 1;
    add_end(TaskStopCode::TaskFailedToStart, {});
    ends_[0].acknowledged = false;
    const ServicePlan made = plan();
    EXPECT_EQ(made.row.primary()->failed_tasks, 0);
    EXPECT_EQ(made.row.primary()->throttle.waves, 0);
    EXPECT_EQ(starts(made), 1);
}

TEST_F(ServiceFailuresTest, AnExitWithinTheSettlingTimeCounts) {
    row_.desired_count = 1;
    add_end(TaskStopCode::EssentialContainerExited, Duration{8'000});
    EXPECT_EQ(plan().row.primary()->failed_tasks, 1);
    ends_.clear();
    add_end(TaskStopCode::EssentialContainerExited, SchedulerRules{}.settle);
    EXPECT_EQ(plan().row.primary()->failed_tasks, 0);
}

TEST_F(ServiceFailuresTest, WithAHealthCheckOnlyHealthyProves) {
    row_.desired_count = 1;
    row_.deployments[0].failed_tasks = 2;
    row_.deployments[0].last_failure_at = kNow - kLong;
    row_.deployments[0].throttle = {.waves = 2, .last_wave_at = kNow - kLong};
    ServiceTask& task = add_ready("a");  // RUNNING for long, its first check is still to come
    task.started_at = kNow - kLong / 2;
    task.has_health_check = true;
    EXPECT_EQ(plan().row.primary()->failed_tasks, 2);
    EXPECT_EQ(plan().row.primary()->throttle.waves, 2);
    task.health = HealthStatus::Healthy;
    EXPECT_EQ(plan().row.primary()->failed_tasks, 0);
    EXPECT_EQ(plan().row.primary()->throttle.waves, 0);
}

TEST_F(ServiceFailuresTest, OneThatExitsBeforeItWasHealthyFailedToStart) {
    row_.desired_count = 1;
    add_end(TaskStopCode::EssentialContainerExited, kLong);
    ends_[0].has_health_check = true;
    EXPECT_EQ(plan().row.primary()->failed_tasks, 1);
    ends_[0].healthy = true;
    ends_[0].started_at = kNow - Duration{100};
    EXPECT_EQ(plan().row.primary()->failed_tasks, 0);
}

TEST_F(ServiceFailuresTest, TasksThatNeverBecomeHealthyTripTheCircuitBreaker) {
    set_breaker(true);
    row_.desired_count = 1;
    complete_primary();
    add_deployment("ecs-svc/2");
    add_ready("old");
    for (int failed = 1; failed <= 3; ++failed) {
        ServiceTask& task = add_ready("new" + std::to_string(failed), "ecs-svc/2");
        task.has_health_check = true;
        task.started_at = kNow + minutes{failed};
        task.created_at = *task.started_at;
        task.health = HealthStatus::Unhealthy;
        ServicePlan made = plan(kNow + minutes{failed} + Duration{30'000});
        while (made.stops.empty()) {  // its replacement comes first, and is not healthy either
            row_ = made.row;
            ServiceTask& other = add_ready("other" + std::to_string(failed), "ecs-svc/2");
            other.has_health_check = true;
            made = plan(kNow + minutes{failed} + Duration{30'000});
            other.health = HealthStatus::Unhealthy;
            if (made.stops.empty()) made = plan(kNow + minutes{failed} + Duration{30'000});
        }
        row_ = made.row;
        tasks_.resize(1);
        if (failed < 3) EXPECT_EQ(row_.primary()->failed_tasks, failed);
    }
    row_ = plan(kNow + kLong).row;
    EXPECT_EQ(row_.primary()->id, "ecs-svc/1");
}

TEST_F(ServiceFailuresTest, WithoutACandidateAFailureSaysThatNothingIsRolledBack) {
    set_breaker(true);
    row_.desired_count = 1;
    row_.deployments.front().failed_tasks = 3;
    EXPECT_THAT(plan().events, Contains("No rollback candidate was found to run the rollback."));
}

TEST_F(ServiceFailuresTest, WhatSomebodyKillsIsReplacedAtOnceEachTime) {
    row_.desired_count = 1;
    for (int kill = 0; kill < 20; ++kill) {
        ends_.clear();
        add_end(TaskStopCode::EssentialContainerExited, Duration{50});
        ends_[0].killed = true;
        const ServicePlan made = plan();
        EXPECT_EQ(starts(made), 1);
        EXPECT_FALSE(made.row.primary()->throttle.next_start_at);
        EXPECT_EQ(made.row.primary()->failed_tasks, 0);
        row_ = made.row;
    }
}

TEST_F(ServiceFailuresTest, AProgramThatKillsItselfEachTimeIsThrottled) {
    row_.desired_count = 1;
    row_.quick_kills = SchedulerRules{}.forgiven_kills;
    add_end(TaskStopCode::EssentialContainerExited, Duration{50});
    ends_[0].killed = true;
    EXPECT_EQ(plan().row.primary()->failed_tasks, 1);
    EXPECT_EQ(plan().row.primary()->throttle.waves, 1);
    add_ready("a");  // one that runs on says that the program can
    EXPECT_EQ(plan().row.quick_kills, 0);
}

TEST_F(ServiceFailuresTest, ThrottlingIsTold) {
    row_.desired_count = 1;
    row_.deployments[0].throttle.waves = 2;
    add_end(TaskStopCode::TaskFailedToStart, {});
    EXPECT_THAT(plan().events, ElementsAre("is unable to consistently start tasks successfully."));
}

TEST_F(ServiceFailuresTest, ATaskThatKeepsRunningEndsTheThrottle) {
    row_.desired_count = 1;
    row_.deployments[0].throttle = {
        .waves = 5, .last_wave_at = kNow, .next_start_at = kNow + minutes{1}
    };
    add_ready("a").started_at = kNow + Duration{100};
    const SysTime proof = kNow + Duration{100} + SchedulerRules{}.settle;
    ServicePlan made = plan(proof - Duration{10'000});
    EXPECT_EQ(made.row.primary()->throttle.waves, 5);
    EXPECT_EQ(made.look_again_at, proof);
    made = plan(proof);
    EXPECT_EQ(made.row.primary()->throttle, RestartThrottle{});
}

TEST_F(ServiceFailuresTest, CircuitBreakerTripsAtItsThreshold) {
    set_breaker(false);
    for (const auto& [desired, threshold] :
         {std::pair{1, 3},
          std::pair{6, 3},
          std::pair{7, 4},
          std::pair{100, 50},
          std::pair{1000, 200}}) {
        row_.desired_count = desired;
        row_.deployments.front().failed_tasks = threshold - 1;
        EXPECT_EQ(plan().row.primary()->rollout_state, DeploymentRolloutState::InProgress)
            << desired;
        row_.deployments.front().failed_tasks = threshold;
        EXPECT_EQ(plan().row.primary()->rollout_state, DeploymentRolloutState::Failed) << desired;
    }
}

TEST_F(ServiceFailuresTest, TheThresholdCanBeChosen) {
    using api::ecs::ThresholdType;
    const auto trips_at = [this](ThresholdType type, std::int32_t value, std::int64_t desired) {
        row_.deployment_configuration.deployment_circuit_breaker->threshold_configuration = {
            .type = type, .value = value
        };
        return breaker_threshold(row_, desired);
    };
    set_breaker(false);
    EXPECT_EQ(breaker_threshold(row_, 25), 13);
    EXPECT_EQ(trips_at(ThresholdType::Count, 1, 100), 1);
    EXPECT_EQ(trips_at(ThresholdType::Count, 7, 1), 7);
    EXPECT_EQ(trips_at(ThresholdType::BoundedPercent, 10, 10), 3);
    EXPECT_EQ(trips_at(ThresholdType::BoundedPercent, 100, 800), 200);
    EXPECT_EQ(trips_at(ThresholdType::UnboundedPercent, 10, 15), 2);
    EXPECT_EQ(trips_at(ThresholdType::UnboundedPercent, 100, 800), 800);
}

TEST_F(ServiceFailuresTest, TheCountOnlyGrowsWhereAHealthyTaskDoesNotResetIt) {
    set_breaker(false);
    auto& breaker = *row_.deployment_configuration.deployment_circuit_breaker;
    row_.desired_count = 1;
    row_.deployments[0].failed_tasks = 2;
    row_.deployments[0].last_failure_at = kNow - hours{1};
    add_ready("a");
    breaker.reset_on_healthy_task = false;
    EXPECT_EQ(plan().row.primary()->failed_tasks, 2);
    breaker.reset_on_healthy_task = true;
    EXPECT_EQ(plan().row.primary()->failed_tasks, 0);
}

TEST_F(ServiceFailuresTest, AFailedDeploymentStartsNoMoreAndKeepsTheOldTasks) {
    set_breaker(false);
    row_.desired_count = 1;
    complete_primary();
    add_deployment("ecs-svc/2");
    add_ready("old");
    row_.deployments.front().failed_tasks = 3;
    const ServicePlan made = plan();
    EXPECT_EQ(starts(made), 0);
    EXPECT_THAT(stops(made), IsEmpty());
    EXPECT_THAT(
        made.events, ElementsAre("(deployment ecs-svc/2) deployment failed: tasks failed to start.")
    );
    EXPECT_EQ(
        made.row.primary()->rollout_reason, "ECS deployment circuit breaker: tasks failed to start."
    );
    row_ = made.row;
    EXPECT_TRUE(plan().empty({row_, tasks_, ends_, instances_}));
}

TEST_F(ServiceFailuresTest, AFailedDeploymentStillScalesInAndDrains) {
    set_percent(50, 150);
    row_.desired_count = 4;
    complete_primary();
    add_deployment("ecs-svc/2");
    row_.deployments.front().rollout_state = DeploymentRolloutState::Failed;
    add_ready("a");
    add_ready("b");
    add_ready("c");
    add_ready("new", "ecs-svc/2");
    tasks_[1].instance_draining = true;
    ServicePlan made = plan();
    EXPECT_THAT(stops(made), ElementsAre("b"));
    EXPECT_EQ(
        made.stops[0].reason, "Task stopped because its container instance is in DRAINING state"
    );
    row_.desired_count = 1;
    EXPECT_THAT(stops(plan()), UnorderedElementsAre("a", "b", "c"));
    row_.desired_count = 0;
    EXPECT_EQ(stops(plan()).size(), 4U);
}

TEST_F(ServiceFailuresTest, RollbackReturnsToTheLastCompletedDeployment) {
    set_breaker(true);
    row_.desired_count = 1;
    complete_primary();
    add_deployment("ecs-svc/2");
    add_ready("old");
    add_pending("new", "ecs-svc/2");
    row_.deployments.front().failed_tasks = 3;
    const ServicePlan made = plan();
    EXPECT_THAT(stops(made), ElementsAre("new"));
    EXPECT_EQ(starts(made), 0);  // the old task is what is wanted again
    ASSERT_EQ(made.row.deployments.size(), 2U);
    EXPECT_EQ(made.row.primary()->id, "ecs-svc/1");
    EXPECT_EQ(made.row.primary()->status, DeploymentStatus::Primary);
    EXPECT_EQ(made.row.deployments[1].rollout_state, DeploymentRolloutState::Failed);
    EXPECT_EQ(made.row.deployments[1].status, DeploymentStatus::Active);
    EXPECT_THAT(made.events, Contains("rolling back to deployment ecs-svc/1."));
}

TEST_F(ServiceFailuresTest, RollbackWorksWhenTheOldDeploymentIsLongGone) {
    set_breaker(true);
    row_.desired_count = 2;
    complete_primary();
    add_deployment("ecs-svc/2");
    row_.deployments.pop_back();
    row_.deployments.front().failed_tasks = 3;
    const ServicePlan made = plan();
    EXPECT_EQ(made.row.deployments.size(), 1U);
    EXPECT_THAT(made.starts, ElementsAre(ServiceStart{"ecs-svc/1", 2, ""}));
}

TEST_F(ServiceFailuresTest, AFailedRollbackIsNotRolledBack) {
    set_breaker(true);
    row_.desired_count = 1;
    complete_primary();
    row_.deployments.front().rollout_state = DeploymentRolloutState::InProgress;
    row_.deployments.front().failed_tasks = 3;
    const ServicePlan made = plan();
    EXPECT_EQ(made.row.primary()->rollout_state, DeploymentRolloutState::Failed);
    EXPECT_EQ(starts(made), 0);
}

TEST_F(ServiceFailuresTest, UnhealthyTasksCountForTheCircuitBreaker) {
    set_breaker(false);
    row_.desired_count = 3;
    add_deployment("ecs-svc/2");
    for (const char* id : {"o1", "o2", "o3"}) add_ready(id);
    for (const char* id : {"n1", "n2", "n3"}) {
        ServiceTask& task = add_ready(id, "ecs-svc/2");
        task.has_health_check = true;
        task.health = HealthStatus::Unhealthy;
    }
    const ServicePlan made = plan();
    EXPECT_THAT(stops(made), UnorderedElementsAre("n1", "n2", "n3"));
    EXPECT_EQ(made.row.primary()->failed_tasks, 3);
}

}  // namespace
}  // namespace gantry::ecs
