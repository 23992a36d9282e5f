#include <gmock/gmock.h>

#include "services/ecs/reconcile/planner_test_support.h"

namespace gantry::ecs {
namespace {

using api::ecs::SchedulingStrategy;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class DaemonRolloutTest : public ServicePlannerTest {
  protected:
    DaemonRolloutTest() {
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

TEST_F(DaemonRolloutTest, OneOnEachInstance) {
    add_on("y");
    const ServicePlan made = plan();
    EXPECT_THAT(
        made.starts,
        ElementsAre(ServiceStart{"ecs-svc/1", 1, "x"}, ServiceStart{"ecs-svc/1", 1, "z"})
    );
    EXPECT_EQ(made.row.desired_count, 3);
}

TEST_F(DaemonRolloutTest, NoneIsStartedWhereTheAgentIsAway) {
    instances_[0].can_start = false;
    add_on("y");
    add_on("z");
    EXPECT_THAT(plan().starts, IsEmpty());
}

TEST_F(DaemonRolloutTest, TheOldOneStopsBeforeTheNewOneStarts) {
    add_deployment("ecs-svc/2");
    for (const char* id : {"x", "y", "z"}) add_on(id);
    const ServicePlan made = plan();
    EXPECT_EQ(made.stops.size(), 3U);
    EXPECT_THAT(made.starts, IsEmpty());
    for (ServiceTask& task : tasks_) task.stopping = task.stopped_by_scheduler = true;
    EXPECT_THAT(plan().starts, IsEmpty());
    tasks_.erase(tasks_.begin());
    EXPECT_THAT(plan().starts, ElementsAre(ServiceStart{"ecs-svc/2", 1, "x"}));
}

TEST_F(DaemonRolloutTest, TheFloorHolds) {
    set_percent(60, 100);  // 2 of 3
    add_deployment("ecs-svc/2");
    for (const char* id : {"x", "y", "z"}) add_on(id);
    EXPECT_EQ(plan().stops.size(), 1U);
}

TEST_F(DaemonRolloutTest, OneThatSeesADrainingInstanceThroughDoesNotHoldTheFloor) {
    set_percent(60, 100);
    instances_.erase(instances_.begin());  // two are left: both are needed
    add_deployment("ecs-svc/2");
    for (const char* id : {"x", "y", "z"}) add_on(id);
    tasks_[0].instance_draining = tasks_[0].others_on_instance = true;
    EXPECT_THAT(plan().stops, IsEmpty());
}

TEST_F(DaemonRolloutTest, Above100PercentTheNewOneStartsFirst) {
    set_percent(100, 150);  // one more
    add_deployment("ecs-svc/2");
    for (const char* id : {"x", "y", "z"}) add_on(id);
    const ServicePlan made = plan();
    EXPECT_THAT(made.stops, IsEmpty());
    EXPECT_THAT(made.starts, ElementsAre(ServiceStart{"ecs-svc/2", 1, "x"}));
    add_on("x", "ecs-svc/2");
    EXPECT_THAT(stops(plan()), ElementsAre("ecs-svc/1@x"));
}

TEST_F(DaemonRolloutTest, ServesOthersOnADrainingInstanceToTheEnd) {
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

TEST_F(DaemonRolloutTest, LeavesInstancesThatNoLongerFit) {
    for (const char* id : {"x", "y", "z"}) add_on(id);
    instances_.pop_back();
    EXPECT_THAT(stops(plan()), ElementsAre("ecs-svc/1@z"));
}

}  // namespace
}  // namespace gantry::ecs
