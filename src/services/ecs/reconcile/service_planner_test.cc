#include "services/ecs/reconcile/service_planner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"

namespace gantry::ecs {
namespace {

using api::ecs::DeploymentRolloutState;
using api::ecs::HealthStatus;
using api::ecs::SchedulingStrategy;
using api::ecs::TaskStopCode;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr SysTime kNow{Duration{1'800'000'000'000}};
constexpr Duration kLong = minutes{10};

/// A service and its tasks, to be bent into the shape of a case.
class ServicePlanner : public testing::Test {
  protected:
    ServicePlanner() {
        row_.account = "000000000000";
        row_.region = "us-east-1";
        row_.cluster = "default";
        row_.name = "web";
        row_.created_at = kNow - hours{1};
        set_percent(100, 200);
        add_deployment("ecs-svc/1");
    }

    void set_percent(std::int32_t low, std::int32_t high) {
        row_.deployment_configuration.minimum_healthy_percent = low;
        row_.deployment_configuration.maximum_percent = high;
    }
    void set_breaker(bool rollback) {
        row_.deployment_configuration.deployment_circuit_breaker = {
            .enable = true, .rollback = rollback
        };
    }

    /// The new one is PRIMARY, all others ACTIVE.
    void add_deployment(std::string id) {
        for (DeploymentRow& older : row_.deployments) older.status = DeploymentStatus::Active;
        row_.deployments.insert(
            row_.deployments.begin(), DeploymentRow{.id = std::move(id), .created_at = kNow}
        );
    }
    void complete_primary() {
        DeploymentRow& primary = row_.deployments.front();
        primary.rollout_state = DeploymentRolloutState::Completed;
        row_.last_completed = primary;
    }

    ServiceTask& add_task(std::string id, std::string deployment, TaskStatus status) {
        tasks_.push_back(
            {.id = std::move(id),
             .deployment_id = std::move(deployment),
             .instance_id = "i" + std::to_string(tasks_.size()),
             .zone = "a",
             .status = status,
             .created_at = kNow - kLong}
        );
        if (status == TaskStatus::Running) tasks_.back().started_at = kNow - kLong;
        return tasks_.back();
    }
    ServiceTask& add_ready(std::string id, std::string deployment = "ecs-svc/1") {
        return add_task(std::move(id), std::move(deployment), TaskStatus::Running);
    }
    ServiceTask& add_pending(std::string id, std::string deployment = "ecs-svc/1") {
        return add_task(std::move(id), std::move(deployment), TaskStatus::Pending);
    }
    void add_end(
        TaskStopCode code, std::optional<Duration> ran, std::string deployment = "ecs-svc/1"
    ) {
        ServiceTaskEnd end{
            .id = "end" + std::to_string(ends_.size()),
            .deployment_id = std::move(deployment),
            .stop_code = code,
            .created_at = kNow,
            .ended_at = kNow,
        };
        if (ran) end.started_at = kNow - *ran;
        ends_.push_back(std::move(end));
    }

    ServicePlan plan(SysTime now = kNow) {
        return plan_service({row_, tasks_, ends_, instances_}, now);
    }
    static std::int64_t starts(const ServicePlan& plan) {
        std::int64_t total = 0;
        for (const ServiceStart& start : plan.starts) total += start.count;
        return total;
    }
    static std::vector<std::string> stops(const ServicePlan& plan) {
        std::vector<std::string> ids;
        for (const ServiceStop& stop : plan.stops) ids.push_back(stop.task_id);
        return ids;
    }

    ServiceRow row_;
    std::vector<ServiceTask> tasks_;
    std::vector<ServiceTaskEnd> ends_;
    std::vector<DaemonInstance> instances_;
};

// REPLICA: counts.

TEST_F(ServicePlanner, StartsWhatIsMissing) {
    row_.desired_count = 3;
    add_ready("a");
    const ServicePlan made = plan();
    EXPECT_THAT(made.starts, ElementsAre(ServiceStart{"ecs-svc/1", 2, ""}));
    EXPECT_THAT(made.stops, IsEmpty());
}

TEST_F(ServicePlanner, PendingTasksCountAsThere) {
    row_.desired_count = 2;
    add_pending("a");
    add_pending("b");
    EXPECT_EQ(starts(plan()), 0);
}

TEST_F(ServicePlanner, ATaskThatIsEndingIsReplacedAtOnce) {
    row_.desired_count = 1;
    set_percent(0, 100);
    complete_primary();
    add_ready("a").stopping = true;  // its essential container exited, another one still stops
    add_end(TaskStopCode::EssentialContainerExited, kLong);
    EXPECT_EQ(starts(plan()), 1);
}

TEST_F(ServicePlanner, WhatWeStopHoldsItsSlotUntilItIsGone) {
    row_.desired_count = 1;
    set_percent(0, 100);
    add_deployment("ecs-svc/2");
    ServiceTask& old = add_ready("a");
    old.stopping = old.stopped_by_scheduler = true;
    EXPECT_EQ(starts(plan()), 0);
}

TEST_F(ServicePlanner, StartsAtMostSoManyAtOnce) {
    row_.desired_count = 1000;
    EXPECT_EQ(starts(plan()), SchedulerRules{}.starts_at_once);
}

TEST_F(ServicePlanner, ScaleInOrder) {
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

TEST_F(ServicePlanner, ScaleInSaysWhoBeganIt) {
    row_.desired_count = 0;
    add_ready("a");
    const ServicePlan made = plan();
    ASSERT_EQ(made.stops.size(), 1U);
    EXPECT_EQ(made.stops[0].reason, "Scaling activity initiated by (deployment ecs-svc/1)");
    EXPECT_THAT(made.events, Contains("has stopped 1 running tasks: (task a)."));
}

TEST_F(ServicePlanner, ScaleInSparesProtectedTasks) {
    row_.desired_count = 0;
    add_ready("a").protected_until = kNow + minutes{5};
    add_ready("b").protected_until = kNow - minutes{5};
    const ServicePlan made = plan();
    EXPECT_THAT(stops(made), ElementsAre("b"));
    EXPECT_EQ(made.look_again_at, kNow + minutes{5});
}

// REPLICA: rolling.

TEST_F(ServicePlanner, RollingStartsUpToTheCeilingAndKeepsTheFloor) {
    row_.desired_count = 4;
    set_percent(50, 150);
    add_deployment("ecs-svc/2");
    for (const char* id : {"a", "b", "c", "d"}) add_ready(id);
    const ServicePlan made = plan();
    EXPECT_EQ(starts(made), 2);         // 6 at most
    EXPECT_EQ(stops(made).size(), 2U);  // 2 at least
}

TEST_F(ServicePlanner, RollingStopsAnOldTaskOnceItsSuccessorIsReady) {
    row_.desired_count = 1;
    add_deployment("ecs-svc/2");
    add_ready("old");
    ServiceTask& fresh = add_ready("new", "ecs-svc/2");
    fresh.started_at = kNow - Duration{100};
    ServicePlan made = plan();
    EXPECT_THAT(stops(made), IsEmpty());
    EXPECT_EQ(made.look_again_at, *fresh.started_at + SchedulerRules{}.settle);
    EXPECT_THAT(stops(plan(*made.look_again_at)), ElementsAre("old"));
}

TEST_F(ServicePlanner, WithAHealthCheckOnlyHealthyIsReady) {
    row_.desired_count = 1;
    add_deployment("ecs-svc/2");
    add_ready("old");
    ServiceTask& fresh = add_ready("new", "ecs-svc/2");
    fresh.has_health_check = true;
    EXPECT_THAT(stops(plan()), IsEmpty());
    fresh.health = HealthStatus::Healthy;
    EXPECT_THAT(stops(plan()), ElementsAre("old"));
}

TEST_F(ServicePlanner, OldTasksThatNeverRanGoFirstAndCostNothing) {
    row_.desired_count = 2;
    add_deployment("ecs-svc/2");
    add_pending("a");
    add_pending("b");
    const ServicePlan made = plan();
    EXPECT_THAT(stops(made), UnorderedElementsAre("a", "b"));
    EXPECT_EQ(starts(made), 2);
}

TEST_F(ServicePlanner, EqualFloorAndCeilingCannotMoveAndSaysSoOnce) {
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

TEST_F(ServicePlanner, RollingSparesProtectedTasks) {
    row_.desired_count = 1;
    set_percent(0, 200);
    add_deployment("ecs-svc/2");
    add_ready("a").protected_until = kNow + minutes{5};
    const ServicePlan made = plan();
    EXPECT_THAT(stops(made), IsEmpty());
    EXPECT_EQ(starts(made), 1);
}

// REPLICA: replacing.

TEST_F(ServicePlanner, UnhealthyIsReplacedBeforeItGoesWhereThereIsRoom) {
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

TEST_F(ServicePlanner, UnhealthyGoesFirstWhereThereIsNoRoom) {
    row_.desired_count = 2;
    set_percent(50, 100);
    add_ready("good");
    add_ready("bad").health = HealthStatus::Unhealthy;
    const ServicePlan made = plan();
    EXPECT_EQ(starts(made), 0);
    EXPECT_THAT(stops(made), ElementsAre("bad"));
}

TEST_F(ServicePlanner, UnhealthyGoesFirstWhenItsSuccessorFindsNoPlace) {
    row_.desired_count = 1;
    row_.last_placement_failure = "was unable to place a task";
    row_.last_placement_failure_at = kNow;
    add_ready("bad").health = HealthStatus::Unhealthy;
    const ServicePlan made = plan();
    EXPECT_EQ(starts(made), 1);
    EXPECT_THAT(stops(made), ElementsAre("bad"));
}

TEST_F(ServicePlanner, TasksOnDrainingInstancesAreReplaced) {
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

TEST_F(ServicePlanner, DrainingStopsDownToTheFloor) {
    row_.desired_count = 2;
    set_percent(50, 100);
    add_ready("a").instance_draining = true;
    add_ready("b").instance_draining = true;
    EXPECT_EQ(stops(plan()).size(), 1U);
}

// Deployments.

TEST_F(ServicePlanner, CompletesWhenAllAreReadyAndNoOthersAreLeft) {
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

TEST_F(ServicePlanner, WhatCrashesAtOnceHasCompletedNothing) {
    row_.desired_count = 1;
    add_ready("a").started_at = kNow - Duration{500};
    EXPECT_EQ(plan().row.primary()->rollout_state, DeploymentRolloutState::InProgress);
}

TEST_F(ServicePlanner, SteadyStateIsToldAgainAfterSixHours) {
    row_.desired_count = 1;
    complete_primary();
    add_ready("a");
    row_ = plan().row;
    EXPECT_THAT(plan(kNow + hours{5}).events, IsEmpty());
    EXPECT_EQ(plan(kNow + hours{5}).look_again_at, kNow + hours{6});
    EXPECT_THAT(plan(kNow + hours{6}).events, ElementsAre("has reached a steady state."));
}

TEST_F(ServicePlanner, SteadyStateIsToldAgainAfterADisturbance) {
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

TEST_F(ServicePlanner, NothingWantedIsSteady) {
    EXPECT_THAT(plan().events, Contains("has reached a steady state."));
}

// Failures.

TEST_F(ServicePlanner, RestartDelayGrows) {
    row_.desired_count = 1;
    std::vector<std::int64_t> delays;
    SysTime now = kNow;
    for (int wave = 0; wave < 15; ++wave) {
        ends_.clear();
        add_end(TaskStopCode::TaskFailedToStart, {});
        ends_[0].created_at = now;
        now += Duration{10};
        row_ = plan(now).row;
        const SysTime next = std::max(row_.next_start_at.value_or(now), now);
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

TEST_F(ServicePlanner, TasksThatFailTogetherAreOneWave) {
    row_.desired_count = 10;
    for (int i = 0; i < 10; ++i) {
        add_end(TaskStopCode::TaskFailedToStart, {});
        ends_.back().created_at = kNow - Duration{100};
    }
    const ServicePlan made = plan();
    EXPECT_EQ(made.row.consecutive_failures, 1);
    EXPECT_EQ(made.row.primary()->failed_tasks, 10);
    EXPECT_EQ(made.noted_ends.size(), 10U);
}

TEST_F(ServicePlanner, OnlyFailuresCountAsFailures) {
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

TEST_F(ServicePlanner, ThrottlingIsTold) {
    row_.desired_count = 1;
    row_.consecutive_failures = 2;
    add_end(TaskStopCode::TaskFailedToStart, {});
    EXPECT_THAT(plan().events, ElementsAre("is unable to consistently start tasks successfully."));
}

TEST_F(ServicePlanner, ATaskThatKeepsRunningEndsTheThrottle) {
    row_.desired_count = 1;
    row_.consecutive_failures = 5;
    row_.last_failure_at = kNow;
    row_.next_start_at = kNow + minutes{1};
    add_ready("a").started_at = kNow + Duration{100};
    ServicePlan made = plan(kNow + Duration{5'000});
    EXPECT_EQ(made.row.consecutive_failures, 5);
    EXPECT_EQ(made.look_again_at, kNow + Duration{100} + SchedulerRules{}.quick_exit);
    made = plan(*made.look_again_at);
    EXPECT_EQ(made.row.consecutive_failures, 0);
    EXPECT_FALSE(made.row.next_start_at);
}

TEST_F(ServicePlanner, CircuitBreakerTripsAtItsThreshold) {
    set_breaker(false);
    for (const auto [desired, threshold] :
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

TEST_F(ServicePlanner, AFailedDeploymentStartsNoMoreAndKeepsTheOldTasks) {
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

TEST_F(ServicePlanner, RollbackReturnsToTheLastCompletedDeployment) {
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

TEST_F(ServicePlanner, RollbackWorksWhenTheOldDeploymentIsLongGone) {
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

TEST_F(ServicePlanner, AFailedRollbackIsNotRolledBack) {
    set_breaker(true);
    row_.desired_count = 1;
    complete_primary();
    row_.deployments.front().rollout_state = DeploymentRolloutState::InProgress;
    row_.deployments.front().failed_tasks = 3;
    const ServicePlan made = plan();
    EXPECT_EQ(made.row.primary()->rollout_state, DeploymentRolloutState::Failed);
    EXPECT_EQ(starts(made), 0);
}

TEST_F(ServicePlanner, UnhealthyTasksCountForTheCircuitBreaker) {
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

// Deletion.

TEST_F(ServicePlanner, DeletionStopsEverythingAndEnds) {
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

// DAEMON.

class DaemonPlanner : public ServicePlanner {
  protected:
    DaemonPlanner() {
        row_.scheduling = SchedulingStrategy::Daemon;
        set_percent(0, 100);
        for (const char* id : {"x", "y", "z"}) instances_.push_back({id});
    }
    ServiceTask& add_on(const char* instance, const std::string& deployment = "ecs-svc/1") {
        ServiceTask& task = add_ready(deployment + "@" + instance, deployment);
        task.instance_id = instance;
        return task;
    }
};

TEST_F(DaemonPlanner, OneOnEachInstance) {
    add_on("y");
    const ServicePlan made = plan();
    EXPECT_THAT(
        made.starts,
        ElementsAre(ServiceStart{"ecs-svc/1", 1, "x"}, ServiceStart{"ecs-svc/1", 1, "z"})
    );
    EXPECT_EQ(made.row.desired_count, 3);
}

TEST_F(DaemonPlanner, NoneIsStartedWhereTheAgentIsAway) {
    instances_[0].can_start = false;
    add_on("y");
    add_on("z");
    EXPECT_THAT(plan().starts, IsEmpty());
}

TEST_F(DaemonPlanner, TheOldOneStopsBeforeTheNewOneStarts) {
    add_deployment("ecs-svc/2");
    for (const char* id : {"x", "y", "z"}) add_on(id);
    ServicePlan made = plan();
    EXPECT_EQ(made.stops.size(), 3U);
    EXPECT_THAT(made.starts, IsEmpty());
    for (ServiceTask& task : tasks_) task.stopping = task.stopped_by_scheduler = true;
    EXPECT_THAT(plan().starts, IsEmpty());
    tasks_.erase(tasks_.begin());
    EXPECT_THAT(plan().starts, ElementsAre(ServiceStart{"ecs-svc/2", 1, "x"}));
}

TEST_F(DaemonPlanner, TheFloorHolds) {
    set_percent(60, 100);  // 2 of 3
    add_deployment("ecs-svc/2");
    for (const char* id : {"x", "y", "z"}) add_on(id);
    EXPECT_EQ(plan().stops.size(), 1U);
}

TEST_F(DaemonPlanner, Above100PercentTheNewOneStartsFirst) {
    set_percent(100, 150);  // one more
    add_deployment("ecs-svc/2");
    for (const char* id : {"x", "y", "z"}) add_on(id);
    ServicePlan made = plan();
    EXPECT_THAT(made.stops, IsEmpty());
    EXPECT_THAT(made.starts, ElementsAre(ServiceStart{"ecs-svc/2", 1, "x"}));
    add_on("x", "ecs-svc/2");
    EXPECT_THAT(stops(plan()), ElementsAre("ecs-svc/1@x"));
}

TEST_F(DaemonPlanner, ServesOthersOnADrainingInstanceToTheEnd) {
    instances_.erase(instances_.begin());
    add_on("y");
    add_on("z");
    ServiceTask& drains = add_on("x");
    drains.instance_draining = true;
    drains.others_on_instance = true;
    EXPECT_THAT(plan().stops, IsEmpty());
    EXPECT_THAT(plan().events, Contains("has reached a steady state."));
    drains.others_on_instance = false;
    EXPECT_THAT(stops(plan()), ElementsAre("ecs-svc/1@x"));
}

TEST_F(DaemonPlanner, LeavesInstancesThatNoLongerFit) {
    for (const char* id : {"x", "y", "z"}) add_on(id);
    instances_.pop_back();
    EXPECT_THAT(stops(plan()), ElementsAre("ecs-svc/1@z"));
}

}  // namespace
}  // namespace gantry::ecs
