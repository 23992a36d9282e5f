#include "services/ecs/api/clusters.h"

#include <gtest/gtest.h>

#include <string>

#include "services/ecs/api/test_support.h"

namespace gantry::ecs {
namespace {

class Clusters : public ApiTest {
  protected:
    api::ecs::Cluster create(std::string_view input) {
        const auto output = run(&create_cluster, input);
        EXPECT_TRUE(output) << outcome(output);
        return output ? *output->cluster : api::ecs::Cluster{};
    }

    api::ecs::Cluster describe(std::string_view input) {
        const auto output = run(&describe_clusters, input);
        EXPECT_TRUE(output) << outcome(output);
        return output->clusters->at(0);
    }

    TaskRow task(const std::string& id, TaskStatus status) const {
        TaskRow row{.account = scope_.account, .region = scope_.region, .cluster = "default"};
        row.id = id;
        row.status = status;
        return row;
    }
};

TEST_F(Clusters, WithoutANameItIsDefault) {
    const auto cluster = create("{}");
    EXPECT_EQ(cluster.cluster_name, "default");
    EXPECT_EQ(cluster.cluster_arn, "arn:aws:ecs:us-east-1:123456789012:cluster/default");
    EXPECT_EQ(cluster.status, "ACTIVE");
}

TEST_F(Clusters, AnAnswerHasTheMembersOfAmazonEcs) {
    EXPECT_EQ(
        *run_json("CreateCluster", R"({"clusterName":"blue"})"),
        R"({"cluster":{"clusterArn":"arn:aws:ecs:us-east-1:123456789012:cluster/blue",)"
        R"("clusterName":"blue","status":"ACTIVE","registeredContainerInstancesCount":0,)"
        R"("runningTasksCount":0,"pendingTasksCount":0,"activeServicesCount":0,"statistics":[],)"
        R"("tags":[],"settings":[{"name":"containerInsights","value":"disabled"}],)"
        R"("capacityProviders":[],"defaultCapacityProviderStrategy":[]}})"
    );
}

TEST_F(Clusters, ARepeatAnswersTheSameCluster) {
    create(R"({"clusterName":"blue","tags":[{"key":"a","value":"1"}]})");
    EXPECT_EQ(create(R"({"clusterName":"blue"})").tags->size(), 1U);
    EXPECT_EQ(
        outcome(run(
            &create_cluster,
            R"({"clusterName":"blue","settings":[{"name":"containerInsights","value":"enabled"}]})"
        )),
        "InvalidParameterException: Arguments on this idempotent request are inconsistent with "
        "arguments used in previous request(s)."
    );
}

TEST_F(Clusters, TheAccountSettingDecidesAboutInsights) {
    ASSERT_TRUE(
        run_json("PutAccountSettingDefault", R"({"name":"containerInsights","value":"enhanced"})")
    );
    EXPECT_EQ(create("{}").settings->at(0).value, "enhanced");
    EXPECT_FALSE(
        run(&create_cluster,
            R"({"clusterName":"x","settings":[{"name":"containerInsights","value":"maybe"}]})")
    );
}

TEST_F(Clusters, BadNamesAreRefused) {
    EXPECT_EQ(
        outcome(run(&create_cluster, R"({"clusterName":"a b"})")),
        "InvalidParameterException: Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was a b"
    );
}

TEST_F(Clusters, CountsAreCounted) {
    create("{}");
    put(tables_.tasks, "t1", task("t1", TaskStatus::Running));
    for (const auto status :
         {TaskStatus::Provisioning,
          TaskStatus::Running,
          TaskStatus::Running,
          TaskStatus::Stopping,
          TaskStatus::Stopped}) {
        const TaskRow row = task(ids_.hex32(), status);
        put(tables_.tasks, row.key(), row);
    }
    ContainerInstanceRow instance{.account = scope_.account, .region = scope_.region};
    instance.cluster = "default";
    for (const auto status :
         {InstanceStatus::Active, InstanceStatus::Draining, InstanceStatus::Inactive}) {
        instance.id = ids_.hex32();
        instance.status = status;
        put(tables_.container_instances, instance.key(), instance);
    }
    const auto cluster = describe(R"({"include":["STATISTICS"]})");
    EXPECT_EQ(cluster.running_tasks_count, 2);
    EXPECT_EQ(cluster.pending_tasks_count, 1);
    EXPECT_EQ(cluster.registered_container_instances_count, 2);
    EXPECT_EQ(cluster.active_services_count, 0);
    const api::ecs::KeyValuePair running{.name = "runningEC2TasksCount", .value = "2"};
    EXPECT_EQ(cluster.statistics->at(0), running);
    EXPECT_EQ(cluster.statistics->size(), 12U);
}

TEST_F(Clusters, PartsAreShownWhenAskedFor) {
    create(R"({"tags":[{"key":"a","value":"1"}],
               "configuration":{"executeCommandConfiguration":{"logging":"NONE"}}})");
    const auto plain = describe("{}");
    EXPECT_TRUE(plain.tags->empty());
    EXPECT_TRUE(plain.settings->empty());
    EXPECT_FALSE(plain.configuration);
    EXPECT_FALSE(plain.attachments);
    const auto full = describe(R"({"include":["TAGS","SETTINGS","CONFIGURATIONS","ATTACHMENTS"]})");
    EXPECT_EQ(full.tags->size(), 1U);
    EXPECT_EQ(full.settings->size(), 1U);
    EXPECT_TRUE(full.configuration);
    EXPECT_TRUE(full.attachments);
}

TEST_F(Clusters, UnknownOnesAreFailures) {
    const auto output = run(&describe_clusters, R"({"clusters":["nowhere"]})");
    ASSERT_TRUE(output);
    EXPECT_TRUE(output->clusters->empty());
    EXPECT_EQ(output->failures->at(0).arn, "arn:aws:ecs:us-east-1:123456789012:cluster/nowhere");
    EXPECT_EQ(output->failures->at(0).reason, "MISSING");
}

TEST_F(Clusters, ADeletedOneIsShownButNotListedAndCanBeMadeAgain) {
    create(R"({"tags":[{"key":"a","value":"1"}]})");
    ASSERT_TRUE(run(&delete_cluster, R"({"cluster":"default"})"));
    EXPECT_EQ(describe("{}").status, "INACTIVE");
    EXPECT_TRUE(run(&list_clusters, "{}")->cluster_arns->empty());
    EXPECT_EQ(
        outcome(run(&update_cluster, R"({"cluster":"default"})")),
        "ClusterNotFoundException: The referenced cluster was inactive."
    );
    EXPECT_TRUE(run(&delete_cluster, R"({"cluster":"default"})")) << "a repeat does no harm";
    EXPECT_TRUE(create("{}").tags->empty());
    EXPECT_EQ(
        outcome(run(&delete_cluster, R"({"cluster":"nowhere"})")),
        "ClusterNotFoundException: Cluster not found."
    );
}

TEST_F(Clusters, AUsedOneStays) {
    create("{}");
    TaskRow row = task(ids_.hex32(), TaskStatus::Running);
    put(tables_.tasks, row.key(), row);
    EXPECT_EQ(
        outcome(run(&delete_cluster, R"({"cluster":"default"})")),
        "ClusterContainsTasksException: The Cluster cannot be deleted while Tasks are active."
    );
    row.status = TaskStatus::Stopped;
    put(tables_.tasks, row.key(), row);

    ServiceRow service{.account = scope_.account, .region = scope_.region, .cluster = "default"};
    service.name = "web";
    service.status = ServiceStatus::Draining;
    put(tables_.services, service.key(), service);
    EXPECT_EQ(
        outcome(run(&delete_cluster, R"({"cluster":"default"})")),
        "ClusterContainsServicesException: The Cluster cannot be deleted while Services are "
        "active."
    );
    service.status = ServiceStatus::Inactive;
    put(tables_.services, service.key(), service);

    ContainerInstanceRow instance{.account = scope_.account, .region = scope_.region};
    instance.cluster = "default";
    instance.id = ids_.hex32();
    put(tables_.container_instances, instance.key(), instance);
    EXPECT_EQ(
        outcome(run(&delete_cluster, R"({"cluster":"default"})")),
        "ClusterContainsContainerInstancesException: The Cluster cannot be deleted while "
        "Container Instances are active or draining."
    );
    instance.status = InstanceStatus::Inactive;
    put(tables_.container_instances, instance.key(), instance);
    EXPECT_TRUE(run(&delete_cluster, R"({"cluster":"default"})"));
}

TEST_F(Clusters, ListsInPages) {
    for (const char* name : {"a", "b", "c"}) {
        create(R"({"clusterName":")" + std::string(name) + R"("})");
    }
    const auto first = run(&list_clusters, R"({"maxResults":2})");
    ASSERT_TRUE(first && first->next_token);
    EXPECT_EQ(first->cluster_arns->size(), 2U);
    const auto second =
        run(&list_clusters, R"({"maxResults":2,"nextToken":")" + *first->next_token + R"("})");
    ASSERT_TRUE(second);
    EXPECT_EQ(second->cluster_arns->size(), 1U);
    EXPECT_FALSE(second->next_token);
    EXPECT_EQ(
        run(&list_clusters, R"({"nextToken":"x"})").error().code, "InvalidParameterException"
    );
}

TEST_F(Clusters, UpdatesReplaceWhatTheyName) {
    create("{}");
    const auto updated = run(
        &update_cluster,
        R"({"cluster":"default","configuration":{"managedStorageConfiguration":{"kmsKeyId":"k"}},
            "serviceConnectDefaults":{"namespace":"local"}})"
    );
    ASSERT_TRUE(updated);
    EXPECT_EQ(updated->cluster->service_connect_defaults->namespace_, "local");
    EXPECT_EQ(updated->cluster->settings->at(0).value, "disabled");
    const auto settings =
        run(&update_cluster_settings,
            R"({"cluster":"default","settings":[{"name":"containerInsights","value":"enabled"}]})");
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->cluster->settings->at(0).value, "enabled");
    EXPECT_TRUE(settings->cluster->configuration) << "kept";
}

TEST_F(Clusters, ExecuteCommandLogsGoWithOverride) {
    EXPECT_FALSE(
        run(&create_cluster,
            R"({"configuration":{"executeCommandConfiguration":{"logging":"OVERRIDE"}}})")
    );
    EXPECT_FALSE(
        run(&create_cluster,
            R"({"configuration":{"executeCommandConfiguration":
            {"logging":"DEFAULT","logConfiguration":{"s3BucketName":"b"}}}})")
    );
    EXPECT_TRUE(
        run(&create_cluster,
            R"({"configuration":{"executeCommandConfiguration":
            {"logging":"OVERRIDE","logConfiguration":{"s3BucketName":"b"}}}})")
    );
}

}  // namespace
}  // namespace gantry::ecs
