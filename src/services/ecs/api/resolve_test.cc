#include "services/ecs/api/resolve.h"

#include <gtest/gtest.h>

#include <string>

#include "services/ecs/api/capacity_provider_rules.h"
#include "services/ecs/api/names.h"
#include "services/ecs/api/test_support.h"

namespace gantry::ecs {
namespace {

const std::string kId = "0123456789abcdef0123456789abcdef";
const std::string kUuid = "8f2f0a4e-5b1b-4f7e-9a36-0c5d2f3e4b5a";

class Resolve : public ApiTest {
  protected:
    Resolve() {
        cluster_.account = scope_.account;
        cluster_.region = scope_.region;
        cluster_.name = "blue";
        put(tables_.clusters, cluster_key(scope_, "blue"), cluster_);
    }

    void put_definition(std::int64_t revision, api::ecs::TaskDefinitionStatus status) {
        TaskDefinitionRow row{.account = scope_.account, .region = scope_.region};
        row.definition.family = "web";
        row.definition.revision = static_cast<std::int32_t>(revision);
        row.definition.status = status;
        put(tables_.task_definitions, task_definition_key(scope_, "web", revision), row);
    }

    std::string task(std::string_view text) {
        const auto id = resolve_task_id(call(), cluster_.name, text);
        return id ? *id : id.error().message;
    }

    ClusterRow cluster_;
};

TEST_F(Resolve, AClusterByNameAndArn) {
    EXPECT_TRUE(resolve_cluster(call(), "blue"));
    EXPECT_TRUE(resolve_cluster(call(), cluster_.arn()));
    EXPECT_EQ(*resolve_cluster_name(call().scope, std::nullopt), "default");
    EXPECT_EQ(
        outcome(resolve_cluster(call(), std::nullopt)),
        "ClusterNotFoundException: Cluster not found."
    );
    EXPECT_EQ(
        outcome(resolve_cluster(call(), "no spaces")),
        "InvalidParameterException: Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was no spaces"
    );
    EXPECT_EQ(
        outcome(resolve_cluster(call(), cluster_arn({"999999999999", "us-east-1"}, "blue"))),
        "InvalidParameterException: Identifier is for 999999999999. Your accountId is 123456789012"
    );
}

TEST_F(Resolve, AnArnOfAnotherRegionOrPartition) {
    EXPECT_EQ(
        outcome(resolve_cluster(call(), cluster_arn({scope_.account, "eu-west-1"}, "blue"))),
        "InvalidParameterException: Invalid Region in ARN"
    );
    EXPECT_EQ(
        outcome(resolve_cluster(call(), "arn:aws-cn:ecs:us-east-1:123456789012:cluster/blue")),
        "InvalidParameterException: Cluster Identifier is invalid"
    );
    EXPECT_EQ(
        task("arn:aws-cn:ecs:us-east-1:123456789012:task/" + kUuid), "Task Identifier is invalid"
    );
}

TEST_F(Resolve, AnArnWithoutAccountIsOfTheCaller) {
    const std::string start = "arn:aws:ecs:us-east-1::";
    EXPECT_EQ(outcome(resolve_cluster(call(), start + "cluster/blue")), "ok");
    EXPECT_EQ(task(start + "task/blue/" + kId), kId);
    EXPECT_EQ(
        *resolve_container_instance_id(
            call(), cluster_.name, start + "container-instance/blue/" + kId
        ),
        kId
    );
    EXPECT_EQ(*resolve_service_name(call(), cluster_.name, start + "service/blue/web"), "web");
    put_definition(3, api::ecs::TaskDefinitionStatus::Active);
    EXPECT_EQ(outcome(resolve_task_definition(call(), start + "task-definition/web:3")), "ok");
    EXPECT_EQ(*capacity_provider_name(call(), start + "capacity-provider/spot"), "spot");
    EXPECT_EQ(
        outcome(resolve_cluster(call(), "arn:aws:ecs:eu-west-1::cluster/blue")),
        "InvalidParameterException: Invalid Region in ARN"
    );
}

TEST_F(Resolve, ADeletedClusterIsInactive) {
    cluster_.status = ClusterStatus::Inactive;
    put(tables_.clusters, cluster_key(scope_, "blue"), cluster_);
    EXPECT_EQ(
        outcome(resolve_cluster(call(), "blue")),
        "ClusterNotFoundException: The referenced cluster was inactive."
    );
}

TEST_F(Resolve, ATaskByIdAndByArnOldAndNew) {
    EXPECT_EQ(task(kId), kId);
    EXPECT_EQ(task(kUuid), kUuid);
    EXPECT_EQ(task(task_arn(scope_, "blue", kId)), kId);
    EXPECT_EQ(task("arn:aws:ecs:us-east-1:123456789012:task/" + kUuid), kUuid);
}

TEST_F(Resolve, TaskIdentifierErrors) {
    EXPECT_EQ(task("short"), "taskId length should be one of [32,36]");
    EXPECT_EQ(task(std::string(32, 'x')), "Task Identifier is invalid");
    EXPECT_EQ(task(cluster_.arn()), "Task Identifier is invalid");
    EXPECT_EQ(task("arn:nonsense"), "Task Identifier is invalid");
    EXPECT_EQ(
        task(task_arn(scope_, "green", kId)),
        "Invalid identifier: Identifier is for cluster green. Your cluster is blue"
    );
    EXPECT_EQ(
        task(task_arn(scope_, "blue/x", kId)), "Invalid identifier: Unexpected number of separators"
    );
    EXPECT_EQ(
        task(task_arn({"999999999999", "us-east-1"}, "blue", kId)),
        "Identifier is for 999999999999. Your accountId is 123456789012"
    );
}

TEST_F(Resolve, AContainerInstanceAndAService) {
    EXPECT_EQ(
        *resolve_container_instance_id(
            call(), cluster_.name, container_instance_arn(scope_, "blue", kId)
        ),
        kId
    );
    EXPECT_EQ(
        *resolve_service_name(call(), cluster_.name, service_arn(scope_, "blue", "web")), "web"
    );
    EXPECT_EQ(
        *resolve_service_name(
            call(), cluster_.name, "arn:aws:ecs:us-east-1:123456789012:service/web"
        ),
        "web"
    );
    EXPECT_EQ(
        outcome(resolve_service_name(call(), cluster_.name, "no spaces")),
        "InvalidParameterException: Service Identifier is invalid"
    );
}

TEST_F(Resolve, TaskDefinitionReferences) {
    using Reference = TaskDefinitionReference;
    const auto parsed = [this](std::string_view text) {
        return parse_task_definition_reference(scope_, text);
    };
    EXPECT_EQ(parsed("web"), (Reference{.family = "web"}));
    EXPECT_EQ(parsed("web:3"), (Reference{.family = "web", .revision = 3}));
    EXPECT_EQ(
        parsed(task_definition_arn(scope_, "web", 3)), (Reference{.family = "web", .revision = 3})
    );
    for (const std::string text : {"", "web:", "web:0", "web:x", "web:3:4", "w b", "web:*"}) {
        EXPECT_EQ(parsed(text), std::nullopt) << text;
    }
    EXPECT_EQ(parsed(task_definition_arn({"999999999999", "us-east-1"}, "web", 3)), std::nullopt);
    EXPECT_EQ(parsed("arn:aws-cn:ecs:us-east-1:123456789012:task-definition/web:3"), std::nullopt);
}

TEST_F(Resolve, ATaskDefinitionOfSomebodyElse) {
    const auto launched = [this](const Scope& scope) {
        return outcome(resolve_task_definition(call(), task_definition_arn(scope, "web", 3)));
    };
    EXPECT_EQ(
        launched({"999999999999", "us-east-1"}), "InvalidParameterException: AccountIDs mismatch"
    );
    EXPECT_EQ(
        launched({scope_.account, "eu-west-1"}), "InvalidParameterException: Invalid Region in ARN"
    );
    EXPECT_EQ(launched(scope_), "ClientException: TaskDefinition not found.");
}

TEST_F(Resolve, ARevisionThatIsNoNumberToLaunch) {
    const std::string invalid = "InvalidParameterException: Invalid revision number. Number: ";
    EXPECT_EQ(outcome(resolve_task_definition(call(), "web:latest")), invalid + "latest");
    EXPECT_EQ(
        outcome(resolve_task_definition(
            call(), "arn:aws:ecs:us-east-1:123456789012:task-definition/web:latest"
        )),
        invalid + "latest"
    );
    for (const std::string text : {"web", "web:0", "web:99999999999999999999", "w b:latest"}) {
        EXPECT_EQ(invalid_revision_text(scope_, text), std::nullopt) << text;
    }
}

TEST_F(Resolve, AFamilyMeansItsNewestActiveRevision) {
    using Status = api::ecs::TaskDefinitionStatus;
    put_definition(9, Status::Active);
    put_definition(10, Status::Active);
    put_definition(11, Status::Inactive);
    const auto found = resolve_task_definition(call(), "web");
    ASSERT_TRUE(found);
    EXPECT_EQ((*found)->definition.revision, 10);
    EXPECT_EQ(
        outcome(resolve_task_definition(call(), "web:11")),
        "InvalidParameterException: TaskDefinition is inactive"
    );
    EXPECT_EQ(
        outcome(resolve_task_definition(call(), "web:12")),
        "ClientException: TaskDefinition not found."
    );
    EXPECT_EQ(
        outcome(resolve_task_definition(call(), "we")), "ClientException: TaskDefinition not found."
    );
}

TEST(Names, LengthsAndCharacters) {
    EXPECT_TRUE(is_resource_name("A-z_0"));
    EXPECT_TRUE(is_resource_name(std::string(255, 'a')));
    EXPECT_FALSE(is_resource_name(std::string(256, 'a')));
    EXPECT_FALSE(is_resource_name(""));
    EXPECT_FALSE(is_resource_name("a.b"));
    EXPECT_TRUE(is_resource_id(kId));
    EXPECT_TRUE(is_resource_id(kUuid));
    EXPECT_FALSE(is_resource_id(kId + "0"));
    EXPECT_FALSE(is_resource_id("8f2f0a4e-5b1b-4f7e-9a36-0c5d2f3e4b5-"));
}

}  // namespace
}  // namespace gantry::ecs
