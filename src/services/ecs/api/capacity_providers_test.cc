#include "services/ecs/api/capacity_providers.h"

#include <gtest/gtest.h>

#include <string>

#include "services/ecs/api/capacity_provider_strategy.h"
#include "services/ecs/api/clusters.h"
#include "services/ecs/api/test_support.h"

namespace gantry::ecs {
namespace {

constexpr const char* kProvider =
    R"({"name":"mine","autoScalingGroupProvider":{"autoScalingGroupArn":"arn:aws:autoscaling:g"}})";

class CapacityProviders : public ApiTest {
  protected:
    std::string put_providers(const std::string& providers, const std::string& strategy) {
        return outcome(
            run(&put_cluster_capacity_providers,
                R"({"cluster":"default","capacityProviders":)" + providers +
                    R"(,"defaultCapacityProviderStrategy":)" + strategy + "}")
        );
    }
};

TEST_F(CapacityProviders, FargateIsAlwaysThere) {
    const auto output = run(&describe_capacity_providers, "{}");
    ASSERT_TRUE(output);
    ASSERT_EQ(output->capacity_providers->size(), 2U);
    EXPECT_EQ(output->capacity_providers->at(0).name, "FARGATE");
    EXPECT_EQ(
        output->capacity_providers->at(1).capacity_provider_arn,
        "arn:aws:ecs:us-east-1:123456789012:capacity-provider/FARGATE_SPOT"
    );
}

TEST_F(CapacityProviders, DefaultsAreFilledIn) {
    const auto output = run(&create_capacity_provider, kProvider);
    ASSERT_TRUE(output) << outcome(output);
    const auto& group = *output->capacity_provider->auto_scaling_group_provider;
    EXPECT_EQ(group.managed_scaling->status, api::ecs::ManagedScalingStatus::Disabled);
    EXPECT_EQ(group.managed_scaling->target_capacity, 100);
    EXPECT_EQ(group.managed_scaling->maximum_scaling_step_size, 10000);
    EXPECT_EQ(group.managed_draining, api::ecs::ManagedDraining::Enabled);
}

TEST_F(CapacityProviders, NamesAndGroupsAreUnique) {
    ASSERT_TRUE(run(&create_capacity_provider, kProvider));
    EXPECT_EQ(run(&create_capacity_provider, kProvider).error().code, "ClientException");
    EXPECT_EQ(
        outcome(
            run(&create_capacity_provider,
                R"({"name":"other","autoScalingGroupProvider":
                {"autoScalingGroupArn":"arn:aws:autoscaling:g"}})")
        ),
        "ClientException: The specified Auto Scaling group ARN is already being used by another "
        "capacity provider. Specify a unique Auto Scaling group ARN and try again."
    );
    for (const std::string name : {"awsome", "ECS1", "fargate", "a b", ""}) {
        EXPECT_FALSE(
            run(&create_capacity_provider,
                R"({"name":")" + name +
                    R"(","autoScalingGroupProvider":{"autoScalingGroupArn":"arn:x"}})")
        ) << name;
    }
}

TEST_F(CapacityProviders, ManagedInstancesAreRefusedOpenly) {
    const auto refused = run_json(
        "CreateCapacityProvider",
        R"({"name":"mine","managedInstancesProvider":{"infrastructureRoleArn":"r",
            "instanceLaunchTemplate":{"ec2InstanceProfileArn":"p","networkConfiguration":{}}}})"
    );
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "UnsupportedFeatureException");
}

TEST_F(CapacityProviders, UpdatesMergeAndTerminationProtectionNeedsScaling) {
    ASSERT_TRUE(run(&create_capacity_provider, kProvider));
    EXPECT_FALSE(run(
        &update_capacity_provider,
        R"({"name":"mine","autoScalingGroupProvider":{"managedTerminationProtection":"ENABLED"}})"
    ));
    const auto output =
        run(&update_capacity_provider,
            R"({"name":"mine","autoScalingGroupProvider":
            {"managedScaling":{"status":"ENABLED","targetCapacity":80},
             "managedTerminationProtection":"ENABLED"}})");
    ASSERT_TRUE(output) << outcome(output);
    const auto& group = *output->capacity_provider->auto_scaling_group_provider;
    EXPECT_EQ(group.managed_scaling->target_capacity, 80);
    EXPECT_EQ(group.managed_scaling->instance_warmup_period, 300);
    EXPECT_FALSE(run(
        &update_capacity_provider,
        R"({"name":"mine","autoScalingGroupProvider":{"managedScaling":{"targetCapacity":101}}})"
    ));
    EXPECT_FALSE(run(&update_capacity_provider, R"({"name":"FARGATE"})"));
    EXPECT_EQ(
        run(&update_capacity_provider, R"({"name":"mine","autoScalingGroupProvider":
            {"managedScaling":{"status":"DISABLED"}}})")
            .error()
            .code,
        "ClientException"
    );
}

TEST_F(CapacityProviders, AnAttachedOneCannotGo) {
    ASSERT_TRUE(run(&create_capacity_provider, kProvider));
    ASSERT_TRUE(run(&create_cluster, R"({"capacityProviders":["mine"]})"));
    const auto failed = run(&delete_capacity_provider, R"({"capacityProvider":"mine"})");
    ASSERT_TRUE(failed);
    EXPECT_EQ(
        failed->capacity_provider->update_status,
        api::ecs::CapacityProviderUpdateStatus::DeleteFailed
    );
    ASSERT_EQ(put_providers("[]", "[]"), "ok");
    const std::string_view by_arn =
        R"({"capacityProvider":"arn:aws:ecs:us-east-1:123456789012:capacity-provider/mine"})";
    const auto deleted = run(&delete_capacity_provider, by_arn);
    ASSERT_TRUE(deleted) << outcome(deleted);
    EXPECT_FALSE(deleted->capacity_provider->update_status_reason) << "of the failure before";
    EXPECT_EQ(
        outcome(run(&delete_capacity_provider, by_arn)),
        "ClientException: The specified capacity provider does not exist. Specify a valid name or "
        "ARN and try again."
    );
    const auto output =
        run(&describe_capacity_providers, R"({"capacityProviders":["mine","FARGATE"]})");
    EXPECT_EQ(output->capacity_providers->size(), 1U);
    EXPECT_EQ(output->failures->at(0).reason, "MISSING");
}

TEST_F(CapacityProviders, AUsedOneCannotLeaveItsCluster) {
    ASSERT_TRUE(run(&create_cluster, R"({"capacityProviders":["FARGATE"]})"));
    TaskRow task{.account = scope_.account, .region = scope_.region, .cluster = "default"};
    task.id = ids_.hex32();
    task.capacity_provider = "FARGATE";
    put(tables_.tasks, task.key(), task);
    EXPECT_EQ(
        put_providers("[]", "[]"),
        "ResourceInUseException: The specified capacity provider is in use and cannot be removed."
    );
    EXPECT_EQ(put_providers(R"(["FARGATE","FARGATE_SPOT"])", "[]"), "ok");
}

TEST_F(CapacityProviders, StrategiesHaveRules) {
    ASSERT_TRUE(run(&create_capacity_provider, kProvider));
    ASSERT_TRUE(run(&create_cluster, "{}"));
    const std::string both = R"(["FARGATE","FARGATE_SPOT"])";
    const std::string text = "InvalidParameterException: The specified capacity provider strategy ";
    EXPECT_EQ(put_providers(both, R"([{"capacityProvider":"FARGATE"}])"), "ok");
    EXPECT_EQ(
        put_providers(R"(["FARGATE"])", R"([{"capacityProvider":"FARGATE_SPOT"}])"),
        text +
            "cannot contain a capacity provider that is not associated with the cluster. Associate "
            "the capacity provider with the cluster or specify a valid capacity provider and try "
            "again."
    );
    EXPECT_EQ(
        put_providers(
            both,
            R"([{"capacityProvider":"FARGATE","base":1,"weight":1},
                {"capacityProvider":"FARGATE_SPOT","base":1}])"
        ),
        text + "can have only one capacity provider with a base."
    );
    EXPECT_EQ(
        put_providers(
            both, R"([{"capacityProvider":"FARGATE"},{"capacityProvider":"FARGATE_SPOT"}])"
        ),
        text + "must have a weight greater than 0 for at least one capacity provider."
    );
    EXPECT_EQ(
        put_providers(
            R"(["FARGATE","mine"])",
            R"([{"capacityProvider":"FARGATE","weight":1},{"capacityProvider":"mine"}])"
        ),
        "InvalidParameterException: A capacity provider strategy cannot contain a mix of capacity "
        "providers using Auto Scaling groups and Fargate providers. Specify one or the other and "
        "try again."
    );
    EXPECT_EQ(
        put_providers(
            both, R"([{"capacityProvider":"FARGATE","weight":1},{"capacityProvider":"FARGATE"}])"
        ),
        text + "cannot contain the same capacity provider twice."
    );
    EXPECT_NE(put_providers(R"(["nobody"])", "[]"), "ok");
}

TEST_F(CapacityProviders, TagsAreShownWhenAskedFor) {
    ASSERT_TRUE(
        run(&create_capacity_provider,
            R"({"name":"mine","autoScalingGroupProvider":{"autoScalingGroupArn":"arn:g"},
            "tags":[{"key":"a","value":"1"}]})")
    );
    const auto without = run(&describe_capacity_providers, R"({"capacityProviders":["mine"]})");
    EXPECT_TRUE(without->capacity_providers->at(0).tags->empty());
    const auto with =
        run(&describe_capacity_providers, R"({"capacityProviders":["mine"],"include":["TAGS"]})");
    EXPECT_EQ(with->capacity_providers->at(0).tags->size(), 1U);
}

}  // namespace
}  // namespace gantry::ecs
