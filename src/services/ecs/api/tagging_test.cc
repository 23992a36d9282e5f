#include "services/ecs/api/tagging.h"

#include <gtest/gtest.h>

#include <string>

#include "services/ecs/api/tags.h"
#include "services/ecs/api/test_support.h"

namespace gantry::ecs {
namespace {

class Tagging : public ApiTest {
  protected:
    Tagging() { EXPECT_TRUE(run_json("CreateCluster", "{}")); }

    std::string tag(const std::string& arn, const std::string& tags) {
        return outcome(run(&tag_resource, R"({"resourceArn":")" + arn + R"(","tags":)" + tags + "}")
        );
    }
    std::size_t count(const std::string& arn) {
        const auto output = run(&list_tags_for_resource, R"({"resourceArn":")" + arn + R"("})");
        EXPECT_TRUE(output) << outcome(output);
        return output ? output->tags->size() : 99;
    }
    void expect_taggable(const std::string& arn) {
        EXPECT_EQ(tag(arn, R"([{"key":"a","value":"1"},{"key":"b"}])"), "ok") << arn;
        EXPECT_EQ(count(arn), 2U);
        EXPECT_TRUE(
            run(&untag_resource, R"({"resourceArn":")" + arn + R"(","tagKeys":["a","nothing"]})")
        );
        EXPECT_EQ(count(arn), 1U);
    }

    const std::string cluster_ = cluster_arn(scope_, "default");
};

TEST_F(Tagging, EveryKindOfResource) {
    expect_taggable(cluster_);

    ContainerInstanceRow instance{.account = scope_.account, .region = scope_.region};
    instance.cluster = "default";
    instance.id = ids_.hex32();
    put(tables_.container_instances, instance.key(), instance);
    expect_taggable(instance.arn());

    TaskRow task{.account = scope_.account, .region = scope_.region, .cluster = "default"};
    task.id = ids_.hex32();
    put(tables_.tasks, task.key(), task);
    expect_taggable(task.arn());

    ServiceRow service{.account = scope_.account, .region = scope_.region, .cluster = "default"};
    service.name = "web";
    put(tables_.services, service.key(), service);
    expect_taggable(service.arn());

    const TaskDefinitionRow definition{.account = scope_.account, .region = scope_.region};
    put(tables_.task_definitions, task_definition_key(scope_, "web", 1), definition);
    expect_taggable(task_definition_arn(scope_, "web", 1));

    ASSERT_TRUE(run_json(
        "CreateCapacityProvider",
        R"({"name":"mine","autoScalingGroupProvider":{"autoScalingGroupArn":"arn:g"}})"
    ));
    expect_taggable(capacity_provider_arn(scope_, "mine"));
}

TEST_F(Tagging, AnArnWithoutAccountIsOfTheCaller) {
    expect_taggable("arn:aws:ecs:us-east-1::cluster/default");
}

TEST_F(Tagging, WhatIsNotThere) {
    EXPECT_EQ(
        tag(cluster_arn(scope_, "nowhere"), R"([{"key":"a"}])"),
        "ClusterNotFoundException: Cluster not found."
    );
    EXPECT_EQ(
        tag(service_arn(scope_, "default", "nothing"), R"([{"key":"a"}])"),
        "ResourceNotFoundException: The specified resource was not found."
    );
    EXPECT_EQ(
        tag("arn:aws:ecs:us-east-1:123456789012:service/web", R"([{"key":"a"}])"),
        "InvalidParameterException: Long arn format must be used for tagging operations"
    );
    EXPECT_EQ(
        tag(cluster_arn({"999999999999", "us-east-1"}, "default"), R"([{"key":"a"}])"),
        "InvalidParameterException: Identifier is for 999999999999. Your accountId is 123456789012"
    );
    EXPECT_EQ(
        tag("arn:aws-cn:ecs:us-east-1:123456789012:cluster/default", R"([{"key":"a"}])"),
        "ResourceNotFoundException: The specified resource was not found."
    );
    EXPECT_NE(tag("default", R"([{"key":"a"}])"), "ok");
    EXPECT_NE(tag("arn:aws:ecs:us-east-1:123456789012:container/x", R"([{"key":"a"}])"), "ok");
}

TEST_F(Tagging, AListOfWhatIsNotThere) {
    const auto list = [this](const std::string& arn) {
        return outcome(run(&list_tags_for_resource, R"({"resourceArn":")" + arn + R"("})"));
    };
    const std::string unknown = "InvalidParameterException: The specified resource was not found.";
    EXPECT_EQ(list(service_arn(scope_, "default", "nothing")), unknown);
    EXPECT_EQ(list(task_definition_arn(scope_, "nothing", 1)), unknown);
    EXPECT_EQ(list(cluster_arn(scope_, "nowhere")), "ClusterNotFoundException: Cluster not found.");
    EXPECT_EQ(
        outcome(
            run(&untag_resource,
                R"({"resourceArn":")" + service_arn(scope_, "default", "nothing") +
                    R"(","tagKeys":["a"]})")
        ),
        "ResourceNotFoundException: The specified resource was not found."
    );
}

TEST_F(Tagging, AStoppedTaskKeepsItsTags) {
    TaskRow task{.account = scope_.account, .region = scope_.region, .cluster = "default"};
    task.id = ids_.hex32();
    task.tags = {{"a", "1"}};
    task.status = TaskStatus::Stopped;
    put(tables_.tasks, task.key(), task);
    const std::string stopped =
        "InvalidParameterException: The specified task is stopped. Specify a running task and try "
        "again.";
    EXPECT_EQ(tag(task.arn(), R"([{"key":"b"}])"), stopped);
    EXPECT_EQ(
        outcome(
            run(&untag_resource, R"({"resourceArn":")" + task.arn() + R"(","tagKeys":["nothing"]})")
        ),
        stopped
    );
    EXPECT_EQ(count(task.arn()), 1U);
}

TEST_F(Tagging, ADeletedClusterHasNoTags) {
    ASSERT_TRUE(run_json("DeleteCluster", R"({"cluster":"default"})"));
    const std::string inactive =
        "InvalidParameterException: The specified cluster is inactive. Specify an active cluster "
        "and try again.";
    EXPECT_EQ(tag(cluster_, R"([{"key":"a"}])"), inactive);
    EXPECT_EQ(
        outcome(run(&list_tags_for_resource, R"({"resourceArn":")" + cluster_ + R"("})")), inactive
    );
}

TEST_F(Tagging, BadTags) {
    EXPECT_EQ(tag(cluster_, "[]"), "InvalidParameterException: Tags can not be empty.");
    EXPECT_EQ(
        tag(cluster_, R"([{"key":"a"},{"key":"a"}])"),
        "InvalidParameterException: Multiple tags contain the same key."
    );
    for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(tag(cluster_, R"([{"key":"k)" + std::to_string(i) + R"("}])"), "ok");
    }
    EXPECT_NE(tag(cluster_, R"([{"key":"one more"}])"), "ok");
    EXPECT_EQ(tag(cluster_, R"([{"key":"k0","value":"changed"}])"), "ok");
}

TEST_F(Tagging, AnUnchangedRowIsNotWritten) {
    EXPECT_EQ(tag(cluster_, R"([{"key":"a","value":"1"}])"), "ok");
    const auto before = core_.applied();
    EXPECT_EQ(tag(cluster_, R"([{"key":"a","value":"1"}])"), "ok");
    EXPECT_EQ(core_.applied(), before);
}

}  // namespace
}  // namespace gantry::ecs
