#include <gmock/gmock.h>

#include <map>

#include "services/ecs/api/fargate_test_support.h"
#include "services/ecs/api/service_deployments.h"
#include "services/ecs/api/services.h"
#include "services/ecs/network/ec2_interfaces.h"
#include "services/ecs/reconcile/service_turn.h"

namespace gantry::ecs {
namespace {

using testing::HasSubstr;

class FargateServicesTest : public FargateTest {
  protected:
    auto create(std::string_view members, int count = 2) {
        return run(
            &create_service,
            R"({"serviceName":"s","taskDefinition":"far","desiredCount":)" + std::to_string(count) +
                R"(,"networkConfiguration":)" + network({subnet_a_, subnet_b_}) + "," +
                std::string(members) + "}"
        );
    }
    auto update(std::string_view members) {
        return run(&update_service, R"({"service":"s",)" + std::string(members) + "}");
    }
    void turn() {
        Ec2Interfaces source(world_.registry(), ids_);
        auto plan = service_turn(
            tables_, in_cluster_key(scope_, "default", "s"), ids_, loop_.now(), {}, {}, &source
        );
        commit(std::move(plan.changes));
    }
    [[nodiscard]] std::map<std::string, int> shares() const {
        std::map<std::string, int> by_provider;
        for (const auto& [key, row] : tables_.tasks.rows()) {
            if (row->goal == TaskGoal::Running) ++by_provider[row->capacity_provider];
        }
        return by_provider;
    }
    [[nodiscard]] std::string newest_event() const {
        std::string text;
        for (const auto& [key, row] : tables_.service_events.rows()) text = row->message;
        return text;
    }
    [[nodiscard]] ServiceRow row() const {
        return *tables_.services.find(in_cluster_key(scope_, "default", "s"));
    }
};

const std::string kFargate = R"("launchType":"FARGATE")";

TEST_F(FargateServicesTest, ItsTasksRunOnThePool) {
    put_machine();
    const auto created = create(kFargate);
    ASSERT_TRUE(created) << outcome(created);
    const auto& service = *created->service;
    EXPECT_EQ(service.launch_type, api::ecs::LaunchType::Fargate);
    EXPECT_EQ(service.platform_version, "LATEST");
    EXPECT_EQ(service.platform_family, "Linux");
    EXPECT_EQ(service.deployments->front().platform_version, "1.4.0");
    EXPECT_FALSE(service.capacity_provider_strategy);
    turn();
    ASSERT_EQ(tables_.tasks.size(), 2U);
    std::map<std::string, int> zones;
    for (const auto& [key, task] : tables_.tasks.rows()) {
        EXPECT_EQ(task->host_cluster, kFargatePool);
        EXPECT_EQ(task->platform_version, "1.4.0");
        EXPECT_EQ(task->ephemeral_gib, 20);
        ++zones[task->availability_zone];
    }
    EXPECT_EQ(zones, (std::map<std::string, int>{{"us-east-1a", 1}, {"us-east-1b", 1}}));
    const std::string revision = *service.current_service_revisions->front().arn;
    const auto revisions =
        run(&describe_service_revisions, R"({"serviceRevisionArns":[")" + revision + "\"]}");
    EXPECT_EQ(revisions->service_revisions->front().platform_version, "1.4.0");
}

TEST_F(FargateServicesTest, WithoutRoomItWaitsAndSaysSo) {
    ASSERT_TRUE(create(kFargate));
    turn();
    EXPECT_EQ(tables_.tasks.size(), 0U);
    EXPECT_THAT(
        newest_event(),
        HasSubstr("(service s) was unable to place a task. Reason: Capacity is unavailable at this "
                  "time. Please try again later or in a different availability zone.")
    );
    const auto& waiting =
        tables_.waiting_services_by_cluster.keys(cluster_key(scope_, kFargatePool));
    EXPECT_TRUE(waiting.contains(row().key())) << "what the pool gets is told to it";
    put_machine();
    turn();
    EXPECT_EQ(tables_.tasks.size(), 2U);
}

TEST_F(FargateServicesTest, AStrategyIsKeptToAsTasksComeAndGo) {
    put_machine();
    const auto created = create(
        strategy(R"({"capacityProvider":"FARGATE","weight":1,"base":1},
                    {"capacityProvider":"FARGATE_SPOT","weight":1})"),
        5
    );
    ASSERT_TRUE(created) << outcome(created);
    EXPECT_FALSE(created->service->launch_type);
    EXPECT_EQ(created->service->capacity_provider_strategy->size(), 2U);
    EXPECT_FALSE(created->service->deployments->front().launch_type);
    turn();
    EXPECT_EQ(shares(), (std::map<std::string, int>{{"FARGATE", 3}, {"FARGATE_SPOT", 2}}));
    for (const auto& [key, task] : tables_.tasks.rows()) {
        if (task->capacity_provider != "FARGATE_SPOT") continue;
        TaskRow ended = *task;
        ended.status = TaskStatus::Stopped;
        ended.goal = TaskGoal::Stopped;
        ended.stop_code = api::ecs::TaskStopCode::SpotInterruption;
        put_task(ended);
        break;
    }
    turn();
    EXPECT_EQ(shares(), (std::map<std::string, int>{{"FARGATE", 3}, {"FARGATE_SPOT", 2}}));
    EXPECT_EQ(row().deployments.front().failed_tasks, 0) << "an interruption is no failure";
}

TEST_F(FargateServicesTest, ChangesOfCapacityAreForcedAndBeginADeployment) {
    put_machine();
    ASSERT_TRUE(create(kFargate));
    const std::string spot = strategy(R"({"capacityProvider":"FARGATE_SPOT","weight":1})");
    EXPECT_THAT(outcome(update(spot)), HasSubstr("you must force a new deployment"));
    const auto changed = update(spot + R"(,"forceNewDeployment":true)");
    ASSERT_TRUE(changed) << outcome(changed);
    EXPECT_EQ(changed->service->deployments->size(), 2U);
    EXPECT_FALSE(changed->service->launch_type);
    EXPECT_EQ(changed->service->deployments->at(1).launch_type, api::ecs::LaunchType::Fargate);
    turn();
    EXPECT_EQ(shares(), (std::map<std::string, int>{{"FARGATE_SPOT", 2}}));
    const auto back = update(R"("capacityProviderStrategy":[],"forceNewDeployment":true)");
    ASSERT_TRUE(back) << outcome(back);
    EXPECT_EQ(back->service->launch_type, api::ecs::LaunchType::Fargate);
}

TEST_F(FargateServicesTest, AnotherPlatformVersionIsAnotherDeployment) {
    ASSERT_TRUE(create(kFargate));
    EXPECT_EQ(update(R"("platformVersion":"1.4.0")")->service->deployments->size(), 1U);
    const auto older = update(R"("platformVersion":"1.3.0")");
    ASSERT_TRUE(older) << outcome(older);
    ASSERT_EQ(older->service->deployments->size(), 2U);
    EXPECT_EQ(older->service->deployments->front().platform_version, "1.3.0");
    EXPECT_EQ(older->service->platform_version, "1.3.0");
    EXPECT_EQ(
        outcome(update(R"("platformVersion":"2")")),
        "PlatformUnknownException: The specified platform does not exist."
    );
}

TEST_F(FargateServicesTest, WhatFargateHasNot) {
    EXPECT_THAT(
        outcome(
            run(&create_service,
                R"({"serviceName":"s","taskDefinition":"far","schedulingStrategy":"DAEMON",)" +
                    kFargate + R"(,"networkConfiguration":)" + network({subnet_a_}) + "}")
        ),
        HasSubstr("daemon scheduling strategy does not support")
    );
    EXPECT_THAT(
        outcome(create(kFargate + R"(,"placementStrategy":[{"type":"random"}])")),
        HasSubstr("Placement strategies are not supported with FARGATE launch type.")
    );
    ASSERT_TRUE(create(kFargate));
    EXPECT_THAT(
        outcome(update(R"("placementConstraints":[{"type":"distinctInstance"}])")),
        HasSubstr("Placement constraints are not supported with FARGATE launch type.")
    );
}

}  // namespace
}  // namespace gantry::ecs
