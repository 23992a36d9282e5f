#include <gmock/gmock.h>

#include <map>

#include "services/ecs/api/clusters.h"
#include "services/ecs/api/container_instances.h"
#include "services/ecs/api/fargate_test_support.h"

namespace gantry::ecs {
namespace {

using testing::HasSubstr;

constexpr std::string_view kSpotAndOnDemand =
    R"({"capacityProvider":"FARGATE","weight":1},{"capacityProvider":"FARGATE_SPOT","weight":4})";

TEST_F(FargateTest, ATaskRunsOnAMachineThatNobodySees) {
    put_machine();
    const auto output = run_far();
    const auto row = only_task(output);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->host_cluster, kFargatePool);
    EXPECT_EQ(row->instance_key(), in_cluster_key(scope_, kFargatePool, std::string(32, '9')));
    const api::ecs::Task& shown = output->tasks->front();
    EXPECT_FALSE(shown.container_instance_arn);
    EXPECT_EQ(shown.launch_type, api::ecs::LaunchType::Fargate);
    EXPECT_FALSE(shown.capacity_provider_name);
    EXPECT_EQ(shown.platform_version, "1.4.0");
    EXPECT_EQ(shown.platform_family, "Linux");
    EXPECT_EQ(shown.ephemeral_storage->size_in_gib, 20);
    EXPECT_EQ(shown.fargate_ephemeral_storage->size_in_gib, 20);
    EXPECT_EQ(shown.last_status, "PROVISIONING");
    EXPECT_TRUE(shown.availability_zone == "us-east-1a" || shown.availability_zone == "us-east-1b")
        << "its subnet's, not the machine's";
    const auto listed = run(&list_container_instances, "{}");
    EXPECT_TRUE(listed->container_instance_arns->empty());
    const auto cluster = run(&describe_clusters, "{}");
    EXPECT_EQ(cluster->clusters->front().registered_container_instances_count, 0);
    EXPECT_EQ(cluster->clusters->front().pending_tasks_count, 1);
    EXPECT_THAT(
        outcome(run(&list_container_instances, R"({"cluster":"gantry.fargate"})")),
        HasSubstr("must match")
    );
    EXPECT_THAT(
        outcome(run(&create_cluster, R"({"clusterName":"gantry.fargate"})")),
        HasSubstr("must match")
    );
    EXPECT_THAT(
        outcome(run(&list_tasks, R"({"cluster":"gantry.fargate"})")), HasSubstr("must match")
    );
}

TEST_F(FargateTest, TasksOfAllClustersShareThePool) {
    put_machine();
    ASSERT_TRUE(run(&create_cluster, R"({"clusterName":"other"})"));
    EXPECT_EQ(run_far(R"(,"count":4)")->tasks->size(), 4U);
    EXPECT_EQ(run_far(R"(,"count":3,"cluster":"other")")->tasks->size(), 3U);
    const auto full = run_far(R"(,"count":2)");
    EXPECT_EQ(full->tasks->size(), 1U) << "512 MiB of 4096 for each";
    EXPECT_EQ(full->failures->size(), 1U);
}

TEST_F(FargateTest, WithoutRoomItSaysSoAndLeavesNothing) {
    const auto output = run_far(R"(,"count":2)");
    ASSERT_TRUE(output) << outcome(output);
    EXPECT_TRUE(output->tasks->empty());
    ASSERT_EQ(output->failures->size(), 2U);
    const auto& failure = output->failures->front();
    EXPECT_EQ(
        failure.reason,
        "Capacity is unavailable at this time. Please try again later or in a different "
        "availability zone"
    );
    EXPECT_FALSE(failure.arn);
    EXPECT_THAT(*failure.detail, HasSubstr("gantry agent --pool fargate"));
    EXPECT_EQ(tables_.tasks.size(), 0U);
    EXPECT_EQ(interfaces(), 0U);
    put_instance();
    EXPECT_TRUE(run_far()->tasks->empty()) << "instances of the cluster are not of the pool";
}

TEST_F(FargateTest, AStrategyIsSplitByTheBook) {
    put_machine();
    const auto output = run_far(R"(,"count":5)", strategy(kSpotAndOnDemand));
    ASSERT_TRUE(output) << outcome(output);
    std::map<std::string, int> shares;
    for (const auto& task : *output->tasks) {
        ++shares[*task.capacity_provider_name];
        EXPECT_EQ(task.launch_type, api::ecs::LaunchType::Fargate);
    }
    EXPECT_EQ(shares, (std::map<std::string, int>{{"FARGATE", 1}, {"FARGATE_SPOT", 4}}));
}

TEST_F(FargateTest, TheClustersDefaultStrategyDecidesWhereNothingIsSaid) {
    put_machine();
    ASSERT_TRUE(
        run(&put_cluster_capacity_providers,
            R"({"cluster":"default","capacityProviders":["FARGATE","FARGATE_SPOT"],
            "defaultCapacityProviderStrategy":[{"capacityProvider":"FARGATE_SPOT","weight":1}]})")
    );
    const auto output = run_far("", R"("startedBy":"me")");
    EXPECT_EQ(output->tasks->front().capacity_provider_name, "FARGATE_SPOT");
    put_instance();
    const auto told =
        run(&run_task,
            R"({"taskDefinition":"far","launchType":"EC2","networkConfiguration":)" +
                network({subnet_a_}) + "}");
    EXPECT_EQ(told->tasks->front().launch_type, api::ecs::LaunchType::Ec2);
}

TEST_F(FargateTest, WhatStrategiesMayNotBe) {
    put_machine();
    const std::string one = R"({"capacityProvider":"FARGATE","weight":1})";
    EXPECT_EQ(
        refusal_of_far(R"(,"launchType":"FARGATE")", strategy(one)),
        "InvalidParameterException: Specifying both a launch type and capacity provider strategy "
        "is not supported. Remove one and try again."
    );
    EXPECT_THAT(
        refusal_of_far("", strategy(R"({"capacityProvider":"mine","weight":1})")),
        HasSubstr("cannot contain a capacity provider that is not associated with the cluster")
    );
    EXPECT_THAT(
        refusal_of_far(
            "", strategy(R"({"capacityProvider":"FARGATE"},{"capacityProvider":"FARGATE_SPOT"})")
        ),
        HasSubstr("weight greater than 0")
    );
    core::Transaction tx;
    tx.update(tables_.clusters, cluster_key(scope_, "default"), [](ClusterRow& cluster) {
        cluster.capacity_providers.emplace_back("mine");
    });
    commit(std::move(tx));
    EXPECT_THAT(
        refusal_of_far("", strategy(one + R"(,{"capacityProvider":"mine","weight":1})")),
        HasSubstr("a mix of capacity providers using Auto Scaling groups and Fargate providers")
    );
    EXPECT_THAT(
        refusal_of_far("", strategy(R"({"capacityProvider":"mine","weight":1})")),
        HasSubstr("UnsupportedFeatureException: Gantry does not place tasks through")
    );
}

TEST_F(FargateTest, PlatformVersionsAreNumbersThatThereAre) {
    put_machine();
    EXPECT_EQ(run_far(R"(,"platformVersion":"LATEST")")->tasks->front().platform_version, "1.4.0");
    const auto older = run_far(R"(,"platformVersion":"1.3.0")");
    EXPECT_EQ(older->tasks->front().platform_version, "1.3.0");
    EXPECT_FALSE(older->tasks->front().ephemeral_storage);
    EXPECT_EQ(
        refusal_of_far(R"(,"platformVersion":"9.9")"),
        "PlatformUnknownException: The specified platform does not exist."
    );
    EXPECT_EQ(
        refusal_of_far(R"(,"platformVersion":"1.4.0")", R"("launchType":"EC2")"),
        "InvalidParameterException: The platform version must be null when specifying an EC2 "
        "launch type."
    );
    EXPECT_EQ(
        refusal_of_far(
            R"(,"platformVersion":"1.3.0","overrides":{"ephemeralStorage":{"sizeInGiB":30}})"
        ),
        "PlatformTaskDefinitionIncompatibilityException: One or more of the requested "
        "capabilities are not supported."
    );
}

TEST_F(FargateTest, OverriddenSizesAreAgainSizesThatThereAre) {
    put_machine();
    EXPECT_THAT(
        refusal_of_far(R"(,"overrides":{"cpu":"512"})"),
        HasSubstr("No Fargate configuration exists for given values: 512 CPU, 512 memory.")
    );
    const auto row = only_task(run_far(R"(,"overrides":{"cpu":"512","memory":"1 GB"})"));
    EXPECT_EQ(row->reserved.cpu, 512);
    EXPECT_EQ(row->reserved.memory_mib, 1024);
    const auto larger = run_far(R"(,"overrides":{"ephemeralStorage":{"sizeInGiB":100}})");
    EXPECT_EQ(larger->tasks->front().ephemeral_storage->size_in_gib, 100);
    EXPECT_EQ(
        refusal_of_far(R"(,"overrides":{"ephemeralStorage":{"sizeInGiB":20}})"),
        "InvalidParameterException: EphemeralStorage size should be at least 21"
    );
    EXPECT_EQ(
        refusal_of_far(R"(,"overrides":{"ephemeralStorage":{"sizeInGiB":201}})"),
        "InvalidParameterException: EphemeralStorage size should be at most 200"
    );
    EXPECT_EQ(
        refusal_of_far(
            R"(,"overrides":{"ephemeralStorage":{"sizeInGiB":30}})", R"("launchType":"EC2")"
        ),
        "InvalidParameterException: Tasks using the EC2 launch type do not support "
        "EphemeralStorage"
    );
}

TEST_F(FargateTest, PlacementIsFargatesOwn) {
    put_machine();
    EXPECT_THAT(
        refusal_of_far(R"(,"placementConstraints":[{"type":"distinctInstance"}])"),
        HasSubstr("Placement constraints are not supported with FARGATE launch type.")
    );
    EXPECT_THAT(
        refusal_of_far(R"(,"placementStrategy":[{"type":"random"}])"),
        HasSubstr("Placement strategies are not supported with FARGATE launch type.")
    );
}

// ---- Machines of the pool -------------------------------------------------------------------

class FargateMachinesTest : public FargateTest {
  protected:
    auto register_machine(std::string_view attributes) {
        return run(
            &register_container_instance,
            R"({"cluster":"gantry.fargate","totalResources":[
                {"name":"CPU","type":"INTEGER","integerValue":4096},
                {"name":"MEMORY","type":"INTEGER","integerValue":8192}],"attributes":[)" +
                std::string(attributes) + "]}"
        );
    }
    auto report(std::string_view cluster, const std::string& task, std::string_view members) {
        return run(
            &submit_task_state_change,
            R"({"cluster":")" + std::string(cluster) + R"(","task":")" + task + "\"," +
                std::string(members) + "}"
        );
    }
};

TEST_F(FargateMachinesTest, OnlyAgentsOfThePoolJoinIt) {
    EXPECT_THAT(
        outcome(register_machine("")),
        HasSubstr("InvalidParameterException: Cluster must match ^[a-zA-Z0-9")
    );
    const auto joined = register_machine(R"({"name":"gantry.pool.fargate"})");
    ASSERT_TRUE(joined) << outcome(joined);
    const std::string arn = *joined->container_instance->container_instance_arn;
    EXPECT_THAT(arn, HasSubstr("container-instance/gantry.fargate/"));
    EXPECT_TRUE(run(&list_container_instances, "{}")->container_instance_arns->empty());
    EXPECT_FALSE(run(&describe_container_instances, R"({"containerInstances":[")" + arn + "\"]}"));
    EXPECT_TRUE(run(
        &discover_poll_endpoint,
        *wire::decode_json<api::ecs::DiscoverPollEndpointRequest>(R"({"cluster":"gantry.fargate"})")
    ));
}

TEST_F(FargateMachinesTest, TheyReportOnTasksOfEveryClusterButOnNoOthers) {
    put_machine();
    const auto row = only_task(run_far());
    const std::string running =
        R"("status":"RUNNING","containers":[{"containerName":"app","status":"RUNNING"}])";
    ASSERT_TRUE(report("gantry.fargate", row->arn(), running));
    EXPECT_EQ(find_task(row->id)->status, TaskStatus::Running);
    put_instance();
    put_task('b');
    const TaskRow foreign = *find_task(std::string(32, 'b'));
    EXPECT_FALSE(report("gantry.fargate", foreign.arn(), running)) << "not of the pool";
    EXPECT_FALSE(report("gantry.fargate", row->id, running)) << "of which cluster?";
    EXPECT_TRUE(report("default", row->arn(), R"("status":"STOPPED")"));
    EXPECT_EQ(find_task(row->id)->status, TaskStatus::Running) << "not of the cluster's machines";
}

TEST_F(FargateMachinesTest, WhoTakesCareOfThemMayDrainAndRemoveThem) {
    const auto machine = put_machine();
    const auto row = only_task(run_far());
    const std::string named =
        R"({"cluster":"gantry.fargate","containerInstance":")" + machine.arn() + '"';
    ASSERT_TRUE(
        run(&update_container_instances_state,
            R"({"cluster":"gantry.fargate","status":"DRAINING","containerInstances":[")" +
                machine.id + "\"]}")
    );
    EXPECT_TRUE(run_far()->tasks->empty());
    EXPECT_FALSE(run(&deregister_container_instance, named + "}"));
    ASSERT_TRUE(run(&deregister_container_instance, named + R"(,"force":true})"));
    EXPECT_TRUE(find_task(row->id)->stopped());
}

}  // namespace
}  // namespace gantry::ecs
