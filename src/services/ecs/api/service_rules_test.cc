#include <fmt/format.h>
#include <gmock/gmock.h>

#include "services/ecs/api/services.h"
#include "services/ecs/api/task_test_support.h"

namespace gantry::ecs {
namespace {

/// Which members of a service go together, at create and at update. Source: API Reference,
/// CreateService and UpdateService; texts as observed from Amazon ECS.
class ServiceRules : public TaskApiTest {
  protected:
    std::string create(const std::string& members) {
        return outcome(run_json(
            "CreateService", R"({"serviceName":"new","taskDefinition":"web",)" + members + "}"
        ));
    }
    /// An update of a service made with `made`.
    std::string update(const std::string& made, const std::string& members) {
        const std::string name = "s" + std::to_string(++made_);
        EXPECT_EQ(
            outcome(run_json(
                "CreateService",
                R"({"serviceName":")" + name + R"(","taskDefinition":"web",)" + made + "}"
            )),
            "ok"
        );
        return outcome(run_json("UpdateService", R"({"service":")" + name + "\"," + members + "}"));
    }

  private:
    int made_ = 0;
};

const std::string kReplica = R"("desiredCount":0)";
const std::string kDaemon = R"("schedulingStrategy":"DAEMON")";
const std::string kInvalid = "InvalidParameterException: ";

std::string percents(int low, int high) {
    return R"("deploymentConfiguration":{"minimumHealthyPercent":)" + std::to_string(low) +
           R"(,"maximumPercent":)" + std::to_string(high) + "}";
}

TEST_F(ServiceRules, DaemonsNeverRunTwiceOnAnInstance) {
    const std::string text =
        kInvalid +
        "The daemon scheduling strategy does not support values above 100 for maximumPercent on a "
        "deployment configuration. Change the maximumPercent value to 100, and try again";
    for (const int high : {101, 200}) {
        EXPECT_EQ(create(kDaemon + "," + percents(0, high)), text);
        EXPECT_EQ(update(kDaemon, percents(0, high)), text);
        EXPECT_EQ(update(kDaemon, R"("deploymentConfiguration":{"maximumPercent":200})"), text);
    }
    EXPECT_EQ(create(kDaemon + "," + percents(50, 100)), "ok");
    EXPECT_EQ(update(kDaemon, percents(50, 100)), "ok");
}

TEST_F(ServiceRules, PercentagesLeaveRoom) {
    const std::string blocked =
        kInvalid +
        "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block "
        "deployments.";
    EXPECT_EQ(create(kReplica + "," + percents(100, 100)), blocked);
    EXPECT_EQ(update(kReplica, percents(100, 100)), blocked);
    EXPECT_EQ(create(kDaemon + "," + percents(100, 100)), blocked);
    EXPECT_EQ(
        update(kDaemon, R"("deploymentConfiguration":{"minimumHealthyPercent":100})"), blocked
    );
    for (const auto& [low, high] : {std::pair{-1, 200}, {101, 200}, {50, 99}}) {
        EXPECT_NE(create(kReplica + "," + percents(low, high)), "ok") << low << " " << high;
        EXPECT_NE(update(kReplica, percents(low, high)), "ok") << low << " " << high;
    }
}

TEST_F(ServiceRules, DaemonsHaveNoCount) {
    const std::string text =
        kInvalid +
        "The daemon scheduling strategy does not support a desired count for services. Remove the "
        "desired count value and try again";
    EXPECT_EQ(create(kDaemon + R"(,"desiredCount":1)"), text);
    EXPECT_EQ(update(kDaemon, R"("desiredCount":1)"), text);
    EXPECT_EQ(
        create(R"("launchType":"EC2")"),
        kInvalid + "The desired count is required for the replica scheduling strategy."
    );
}

TEST_F(ServiceRules, DaemonsGoEverywhere) {
    const std::string strategy = R"("placementStrategy":[{"type":"random"}])";
    const std::string zones = R"("availabilityZoneRebalancing":"ENABLED")";
    for (const std::string& member : {strategy, zones}) {
        const std::string made = create(fmt::format("{},{}", kDaemon, member));
        EXPECT_THAT(
            made, testing::StartsWith(kInvalid + "The daemon scheduling strategy does not")
        );
        EXPECT_EQ(update(kDaemon, member), made);
    }
}

TEST_F(ServiceRules, ALaunchTypeExcludesAStrategy) {
    const std::string strategy = R"("capacityProviderStrategy":[{"capacityProvider":"mine"}])";
    EXPECT_EQ(
        create(kReplica + R"(,"launchType":"EC2",)" + strategy),
        kInvalid +
            "Specifying both a launch type and capacity provider strategy is not supported. Remove "
            "one and try again."
    );
    const std::string foreign =
        kInvalid +
        "The specified capacity provider strategy cannot contain a capacity provider "
        "that is not associated with the cluster.";
    EXPECT_THAT(create(kReplica + "," + strategy), testing::StartsWith(foreign));
    EXPECT_EQ(
        update(kReplica, strategy),
        kInvalid +
            "When switching from launch type to capacity provider strategy on an existing service, "
            "or making a change to a capacity provider strategy on a service that is already using "
            "one, you must force a new deployment."
    );
    EXPECT_THAT(
        update(kReplica, strategy + R"(,"forceNewDeployment":true)"), testing::StartsWith(foreign)
    );
    EXPECT_EQ(update(kReplica, R"("capacityProviderStrategy":[])"), "ok");
}

TEST_F(ServiceRules, AnEmptyTaskDefinitionIsNone) {
    const std::string text = kInvalid + "Family should not be null or empty.";
    EXPECT_EQ(
        outcome(
            run_json("CreateService", R"({"serviceName":"a","taskDefinition":"","desiredCount":1})")
        ),
        text
    );
    EXPECT_EQ(outcome(run_json("CreateService", R"({"serviceName":"a","desiredCount":1})")), text);
    EXPECT_EQ(update(kReplica, R"("taskDefinition":"")"), text);
}

TEST_F(ServiceRules, WhatBelongsToALoadBalancerNeedsOne) {
    EXPECT_EQ(
        create(kReplica + R"(,"role":"ecsServiceRole")"),
        kInvalid + "A role was passed, but no load balancers were present."
    );
    const std::string grace = R"("healthCheckGracePeriodSeconds":30)";
    const std::string text =
        kInvalid +
        "Health check grace period is only valid for services configured to use load balancers";
    EXPECT_EQ(create(kReplica + "," + grace), text);
    EXPECT_EQ(update(kReplica, grace), text);
}

TEST_F(ServiceRules, APlatformVersionIsFargates) {
    const std::string version = R"("platformVersion":"LATEST")";
    const std::string text =
        kInvalid + "The platform version must be null when specifying an EC2 launch type.";
    EXPECT_EQ(create(kReplica + "," + version), text);
    EXPECT_EQ(update(kReplica, version), text);
}

TEST_F(ServiceRules, ANetworkIsForAwsvpc) {
    const std::string network =
        R"("networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"]}})";
    const std::string text =
        kInvalid +
        "Network Configuration is not valid for the given networkMode of this task definition.";
    EXPECT_EQ(create(kReplica + "," + network), text);
    EXPECT_EQ(update(kReplica, network), text);

    TaskDefinitionRow vpc = web();
    vpc.definition.network_mode = api::ecs::NetworkMode::Awsvpc;
    put_definition(vpc);
    EXPECT_EQ(
        create(kReplica),
        kInvalid + "Network Configuration must be provided when networkMode 'awsvpc' is specified."
    );
    EXPECT_EQ(
        create(kReplica + R"(,"networkConfiguration":{"awsvpcConfiguration":{"subnets":[]}})"),
        kInvalid + "subnets can not be empty."
    );
    EXPECT_THAT(
        create(kReplica + "," + network),
        testing::StartsWith(kInvalid + "Error retrieving subnet information for [subnet-1]")
    );
}

TEST_F(ServiceRules, ConstraintsAreReadable) {
    const std::string distinct =
        R"("placementConstraints":[{"type":"distinctInstance","expression":"x"}])";
    const std::string text = kInvalid + "distinctInstance expression should not be specified.";
    EXPECT_EQ(create(kReplica + "," + distinct), text);
    EXPECT_EQ(update(kReplica, distinct), text);
    std::string many;
    for (int i = 0; i < 11; ++i) many += R"({"type":"distinctInstance"},)";
    many.pop_back();
    EXPECT_NE(create(kReplica + R"(,"placementConstraints":[)" + many + "]"), "ok");
    EXPECT_NE(update(kReplica, R"("placementConstraints":[)" + many + "]"), "ok");
}

TEST_F(ServiceRules, RebalancingNeedsRoomForOneMore) {
    const std::string text =
        kInvalid + "Availability Zone Rebalancing does not support maximumPercent <= 100%";
    const std::string asked = R"("availabilityZoneRebalancing":"ENABLED",)" + percents(50, 100);
    EXPECT_EQ(create(kReplica + "," + asked), text);
    EXPECT_EQ(update(kReplica, asked), text);
}

TEST_F(ServiceRules, ALaunchTypeNeedsACompatibleDefinition) {
    TaskDefinitionRow row = web();
    row.definition.compatibilities = {{api::ecs::Compatibility::Ec2}};
    put_definition(row);
    EXPECT_EQ(
        create(kReplica + R"(,"launchType":"EXTERNAL")"),
        kInvalid + "Task definition does not support launch_type EXTERNAL."
    );
}

}  // namespace
}  // namespace gantry::ecs
