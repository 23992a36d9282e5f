// What happens to the tasks of the revision that works while a newer one rolls out, or fails to.
#include <gmock/gmock.h>

#include "services/ecs/reconcile/planner_test_support.h"

namespace gantry::ecs {
namespace {

using api::ecs::DeploymentRolloutState;
using api::ecs::HealthStatus;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// Three tasks of a completed deployment are wanted; a newer one has just begun.
class ServiceFallbackTest : public ServicePlannerTest {
  protected:
    ServiceFallbackTest() {
        row_.desired_count = 3;
        complete_primary();
        add_deployment("ecs-svc/2");
    }
    void add_pending_of_new(int count) {
        for (int i = 0; i < count; ++i) add_pending("new" + std::to_string(i), "ecs-svc/2");
    }
    DeploymentRow& fresh() { return row_.deployments.front(); }
    DeploymentRow& good() { return row_.deployments[1]; }
};

TEST_F(ServiceFallbackTest, ALostTaskIsReplacedInItsOwnRevision) {
    add_ready("a");
    add_ready("b");
    add_pending_of_new(3);
    const ServicePlan made = plan();
    EXPECT_THAT(made.starts, ElementsAre(ServiceStart{"ecs-svc/1", 1, ""}));
    EXPECT_THAT(made.stops, IsEmpty());
}

TEST_F(ServiceFallbackTest, TheGoodRevisionComesFirstWhereTheCeilingAllowsOneOnly) {
    set_percent(100, 134);  // four at most
    add_ready("a");
    add_ready("b");
    add_pending_of_new(1);
    EXPECT_THAT(plan().starts, ElementsAre(ServiceStart{"ecs-svc/1", 1, ""}));
}

TEST_F(ServiceFallbackTest, NothingIsReplacedThatTheFloorDoesNotNeed) {
    set_percent(50, 200);
    add_ready("a");
    add_ready("b");
    add_pending_of_new(3);
    EXPECT_THAT(plan().starts, IsEmpty());
    tasks_.erase(tasks_.begin());
    EXPECT_THAT(plan().starts, ElementsAre(ServiceStart{"ecs-svc/1", 1, ""}));
}

TEST_F(ServiceFallbackTest, AnUpdateSparesAReplacementThatIsOnItsWay) {
    add_ready("a");
    add_ready("b");
    add_pending("replacement");
    const ServicePlan made = plan();
    EXPECT_THAT(made.stops, IsEmpty());
    EXPECT_THAT(made.starts, ElementsAre(ServiceStart{"ecs-svc/2", 3, ""}));
}

TEST_F(ServiceFallbackTest, AReplacementGoesOnceTheNewOnesAreReady) {
    add_ready("a");
    add_ready("b");
    add_pending("replacement");
    for (const char* id : {"n1", "n2", "n3"}) add_ready(id, "ecs-svc/2");
    EXPECT_THAT(stops(plan()), UnorderedElementsAre("a", "b", "replacement"));
}

TEST_F(ServiceFallbackTest, AnUnhealthyOldTaskIsReplacedBeforeItGoes) {
    add_ready("a");
    add_ready("b");
    add_ready("bad").health = HealthStatus::Unhealthy;
    add_pending_of_new(2);
    ServicePlan made = plan();
    EXPECT_THAT(made.starts, ElementsAre(ServiceStart{"ecs-svc/1", 1, ""}));
    EXPECT_THAT(made.stops, IsEmpty());
    EXPECT_EQ(made.replaced_unhealthy, 1);

    add_ready("replacement");
    made = plan();
    EXPECT_THAT(stops(made), ElementsAre("bad"));
    EXPECT_THAT(made.events, Contains("(task bad) failed container health checks."));
    EXPECT_EQ(made.row.primary()->failed_tasks, 0);  // no failure of the new revision
}

TEST_F(ServiceFallbackTest, AnUnhealthyOldTaskGoesFirstWhereTheCeilingAllowsNoOther) {
    add_ready("a");
    add_ready("b");
    add_ready("bad").health = HealthStatus::Unhealthy;
    add_pending_of_new(3);
    EXPECT_THAT(stops(plan()), ElementsAre("bad"));
}

TEST_F(ServiceFallbackTest, OfTwoUnhealthyTasksTheOlderHasWarmedUp) {
    add_ready("a");
    add_ready("b");
    add_ready("old").health = HealthStatus::Unhealthy;
    ServiceTask& replacement = add_ready("replacement");
    replacement.health = HealthStatus::Unhealthy;
    replacement.created_at = kNow;
    add_pending_of_new(2);
    EXPECT_THAT(stops(plan()), ElementsAre("replacement"));
}

TEST_F(ServiceFallbackTest, TheNewRevisionsPausesAreItsOwn) {
    fresh().throttle = {.waves = 9, .last_wave_at = kNow, .next_start_at = kNow + minutes{1}};
    add_ready("a");
    add_ready("b");
    EXPECT_THAT(plan().starts, ElementsAre(ServiceStart{"ecs-svc/1", 1, ""}));
}

TEST_F(ServiceFallbackTest, AScaleOutGoesToBoth) {
    row_.desired_count = 6;
    good().share = 6;  // scaled by UpdateService
    for (const char* id : {"a", "b", "c"}) add_ready(id);
    add_pending_of_new(3);
    EXPECT_THAT(
        plan().starts,
        ElementsAre(ServiceStart{"ecs-svc/1", 3, ""}, ServiceStart{"ecs-svc/2", 3, ""})
    );
}

TEST_F(ServiceFallbackTest, TasksThatAnUpdateAddsAreOfTheNewRevision) {
    row_.desired_count = 6;  // wanted by the same update
    for (const char* id : {"a", "b", "c"}) add_ready(id);
    EXPECT_THAT(plan().starts, ElementsAre(ServiceStart{"ecs-svc/2", 6, ""}));
}

TEST_F(ServiceFallbackTest, ADrainedOldTaskIsReplacedInItsOwnRevision) {
    add_ready("a");
    add_ready("b");
    add_ready("drains").instance_draining = true;
    add_pending_of_new(2);
    const ServicePlan made = plan();
    EXPECT_THAT(made.starts, ElementsAre(ServiceStart{"ecs-svc/1", 1, ""}));
    EXPECT_THAT(made.stops, IsEmpty());
    add_ready("replacement");
    EXPECT_THAT(stops(plan()), ElementsAre("drains"));
}

TEST_F(ServiceFallbackTest, IsKeptUpWhenTheNewDeploymentFailedWithoutRollback) {
    fresh().rollout_state = DeploymentRolloutState::Failed;
    add_ready("a");
    add_ready("b");
    add_pending_of_new(2);
    const ServicePlan made = plan();
    EXPECT_THAT(made.starts, ElementsAre(ServiceStart{"ecs-svc/1", 1, ""}));
    EXPECT_THAT(stops(made), UnorderedElementsAre("new0", "new1"));  // more than wanted
}

TEST_F(ServiceFallbackTest, StaysInTheListUntilItIsNotNeeded) {
    row_.last_placement_failure = "was unable to place a task";
    good().throttle.next_start_at = kNow + minutes{1};  // nothing can be started just now
    EXPECT_EQ(plan().row.deployments.size(), 2U);
    for (const char* id : {"n1", "n2", "n3"}) add_ready(id, "ecs-svc/2");
    const ServicePlan made = plan();
    EXPECT_EQ(made.row.deployments.size(), 1U);
    EXPECT_EQ(made.row.primary()->rollout_state, DeploymentRolloutState::Completed);
}

TEST_F(ServiceFallbackTest, IsTheOneThatWasCompletedNotTheOneBetween) {
    add_deployment("ecs-svc/3");
    add_ready("a");
    add_ready("b");
    add_pending("between", "ecs-svc/2");
    const ServicePlan made = plan();
    EXPECT_THAT(stops(made), ElementsAre("between"));
    EXPECT_THAT(made.starts, Contains(ServiceStart{"ecs-svc/1", 1, ""}));
}

TEST_F(ServiceFallbackTest, MayBeOneThatNeverCompletedButServes) {
    good().rollout_state = DeploymentRolloutState::InProgress;
    add_ready("a");
    add_pending("b");
    const ServicePlan made = plan();
    EXPECT_THAT(made.stops, IsEmpty());
    EXPECT_THAT(made.starts, Contains(ServiceStart{"ecs-svc/1", 1, ""}));
}

TEST_F(ServiceFallbackTest, ProtectionThatHoldsADeploymentUpIsTold) {
    row_.desired_count = 1;
    add_ready("old").protected_until = kNow + minutes{5};
    add_ready("new", "ecs-svc/2");
    EXPECT_THAT(
        plan().events,
        ElementsAre(
            "(taskSet ecs-svc/1) was unable to scale in due to (reason 1 tasks under protection)"
        )
    );
}

class DaemonFallbackTest : public ServicePlannerTest {
  protected:
    DaemonFallbackTest() {
        row_.scheduling = api::ecs::SchedulingStrategy::Daemon;
        row_.desired_count = 5;
        set_percent(60, 100);  // three of five
        complete_primary();
        add_deployment("ecs-svc/2");
        for (const char* id : {"v", "w", "x", "y", "z"}) instances_.push_back({id});
    }
    ServiceTask& add_on(const char* instance, ServiceTask& task) {
        task.instance_id = instance;
        return task;
    }
};

TEST_F(DaemonFallbackTest, ALostDaemonComesBackInItsRevisionWhileTheFloorNeedsIt) {
    add_on("v", add_pending("new1", "ecs-svc/2"));
    add_on("w", add_pending("new2", "ecs-svc/2"));
    add_on("x", add_ready("a"));
    add_on("y", add_ready("b"));
    EXPECT_THAT(plan().starts, ElementsAre(ServiceStart{"ecs-svc/1", 1, "z"}));
    add_on("z", add_pending("replacement"));
    EXPECT_THAT(plan().stops, IsEmpty());
}

TEST_F(DaemonFallbackTest, ElseTheNewRevisionTakesItsPlace) {
    add_on("v", add_ready("new1", "ecs-svc/2"));
    add_on("w", add_pending("new2", "ecs-svc/2"));
    add_on("x", add_ready("a"));
    add_on("y", add_ready("b"));
    EXPECT_THAT(plan().starts, ElementsAre(ServiceStart{"ecs-svc/2", 1, "z"}));
}

}  // namespace
}  // namespace gantry::ecs
