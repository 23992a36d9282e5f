// Policies of IAM decide about operations of ECS, as a caller sees it.
#include <gtest/gtest.h>

#include <string>

#include "api/iam/create_user_request.h"
#include "api/iam/put_user_policy_request.h"
#include "service/test_world.h"
#include "services/all.h"
#include "wire/json_codec.h"

namespace gantry {
namespace {

constexpr std::string_view kEcs = "arn:aws:ecs:us-east-1:123456789012:";

class PoliciesInForce : public testing::Test {
  protected:
    PoliciesInForce() {
        EXPECT_EQ(
            iam("CreateUser", wire::encode_json(api::iam::CreateUserRequest{.user_name = "ann"})),
            "ok"
        );
    }

    std::string as(
        const aws::Caller& who,
        const std::string& service,
        const std::string& operation,
        std::string body
    ) {
        const auto answer = world_.run_json(who, service, operation, std::move(body));
        return answer ? "ok" : answer.error().code + ": " + answer.error().message;
    }
    std::string iam(const std::string& operation, std::string body) {
        return as(root_, "iam", operation, std::move(body));
    }
    /// As root, who may do everything.
    std::string prepare(const std::string& operation, std::string body) {
        return as(root_, "ecs", operation, std::move(body));
    }
    std::string ann(const std::string& operation, std::string body) {
        return as(ann_, "ecs", operation, std::move(body));
    }
    /// Statements replace what ann had; ECS stands for what its ARNs begin with.
    void let_ann(std::string statements) {
        for (auto at = statements.find("ECS:"); at != std::string::npos;
             at = statements.find("ECS:")) {
            statements.replace(at, 4, kEcs);
        }
        const api::iam::PutUserPolicyRequest request{
            .user_name = "ann",
            .policy_name = "all",
            .policy_document = R"({"Version":"2012-10-17","Statement":[)" + statements + "]}",
        };
        ASSERT_EQ(iam("PutUserPolicy", wire::encode_json(request)), "ok");
    }
    static std::string denied(std::string_view action, std::string_view resource) {
        std::string text =
            "AccessDeniedException: User: arn:aws:iam::123456789012:user/ann is not authorized to "
            "perform: ";
        text += action;
        text += " on resource: ";
        text += resource;
        text += " because no identity-based policy allows the ";
        text += action;
        return text + " action";
    }
    static std::string of_ecs(std::string_view rest) {
        return std::string(kEcs) + std::string(rest);
    }

    service::TestWorld world_{all_services()};
    const aws::Scope scope_{"123456789012", "us-east-1"};
    const aws::Caller root_{scope_, aws::root_arn(scope_), "", {}};
    const aws::Caller ann_{scope_, "arn:aws:iam::123456789012:user/ann", "", {}};
};

constexpr const char* kContainers =
    R"("containerDefinitions":[{"name":"c","image":"i","memory":8}])";

std::string definition(std::string_view family, std::string_view more = "") {
    return R"({"family":")" + std::string(family) + "\"," + kContainers + std::string(more) + "}";
}

TEST_F(PoliciesInForce, ByCluster) {
    ASSERT_EQ(prepare("CreateCluster", R"({"clusterName":"a"})"), "ok");
    ASSERT_EQ(prepare("CreateCluster", R"({"clusterName":"b"})"), "ok");
    let_ann(R"({"Effect":"Allow","Action":"ecs:Describe*","Resource":"ECS:cluster/a"},
               {"Effect":"Allow","Action":"ecs:ListServices","Resource":"*",
                "Condition":{"ArnEquals":{"ecs:cluster":"ECS:cluster/a"}}})");
    EXPECT_EQ(ann("DescribeClusters", R"({"clusters":["a"]})"), "ok");
    EXPECT_EQ(
        ann("DescribeClusters", R"({"clusters":["a","b"]})"),
        denied("ecs:DescribeClusters", of_ecs("cluster/b"))
    ) << "each is judged by itself";
    EXPECT_EQ(
        ann("DescribeClusters", "{}"), denied("ecs:DescribeClusters", of_ecs("cluster/default"))
    );
    EXPECT_EQ(ann("ListServices", R"({"cluster":"a"})"), "ok");
    EXPECT_EQ(ann("ListServices", R"({"cluster":"b"})"), denied("ecs:ListServices", "*"));
    EXPECT_EQ(ann("ListServices", R"({"cluster":"gone"})"), denied("ecs:ListServices", "*"))
        << "what there is, is told to those who may ask";
}

TEST_F(PoliciesInForce, ByFamilyOfTaskDefinition) {
    ASSERT_EQ(prepare("CreateCluster", "{}"), "ok");
    ASSERT_EQ(prepare("RegisterTaskDefinition", definition("web")), "ok");
    ASSERT_EQ(prepare("RegisterTaskDefinition", definition("web")), "ok");
    ASSERT_EQ(prepare("RegisterTaskDefinition", definition("db")), "ok");
    const std::string allowed =
        "InvalidParameterException: No Container Instances were found in your cluster.";
    let_ann(R"({"Effect":"Allow","Action":"ecs:RunTask","Resource":"ECS:task-definition/web:*"})");
    EXPECT_EQ(ann("RunTask", R"({"taskDefinition":"web"})"), allowed);
    EXPECT_EQ(ann("RunTask", R"({"taskDefinition":"web:1"})"), allowed);
    EXPECT_EQ(
        ann("RunTask", R"({"taskDefinition":"db"})"),
        denied("ecs:RunTask", of_ecs("task-definition/db:1"))
    );
    EXPECT_EQ(
        ann("RunTask", R"({"taskDefinition":"gone"})"),
        denied("ecs:RunTask", of_ecs("task-definition/gone:*"))
    );
    let_ann(R"({"Effect":"Allow","Action":"ecs:RunTask","Resource":"ECS:task-definition/web:1"})");
    EXPECT_EQ(ann("RunTask", R"({"taskDefinition":"web:1"})"), allowed);
    EXPECT_EQ(
        ann("RunTask", R"({"taskDefinition":"web"})"),
        denied("ecs:RunTask", of_ecs("task-definition/web:2"))
    ) << "a family is its newest revision";
    let_ann(R"({"Effect":"Allow","Action":"ecs:RunTask","Resource":"*","Condition":
               {"StringEquals":{"ecs:enable-execute-command":"false"},
                "ArnLike":{"ecs:cluster":"ECS:cluster/def*"}}})");
    EXPECT_EQ(ann("RunTask", R"({"taskDefinition":"web"})"), allowed);
    EXPECT_EQ(
        ann("RunTask", R"({"taskDefinition":"web","enableExecuteCommand":true})"),
        denied("ecs:RunTask", of_ecs("task-definition/web:2"))
    );
}

TEST_F(PoliciesInForce, ByTags) {
    ASSERT_EQ(
        prepare("CreateCluster", R"({"clusterName":"a","tags":[{"key":"team","value":"x"}]})"), "ok"
    );
    ASSERT_EQ(
        prepare("CreateCluster", R"({"clusterName":"b","tags":[{"key":"team","value":"y"}]})"), "ok"
    );
    let_ann(R"({"Effect":"Allow","Action":["ecs:DeleteCluster","ecs:UntagResource"],"Resource":"*",
                "Condition":{"StringEquals":{"aws:ResourceTag/team":"x"}}},
               {"Effect":"Allow","Action":"ecs:CreateCluster","Resource":"*"},
               {"Effect":"Allow","Action":"ecs:TagResource","Resource":"ECS:cluster/*",
                "Condition":{"StringEquals":{"ecs:CreateAction":"CreateCluster","aws:RequestTag/team":"x"}}})"
    );
    EXPECT_EQ(
        ann("DeleteCluster", R"({"cluster":"b"})"), denied("ecs:DeleteCluster", of_ecs("cluster/b"))
    );
    EXPECT_EQ(ann("DeleteCluster", R"({"cluster":"a"})"), "ok");
    EXPECT_EQ(ann("CreateCluster", R"({"clusterName":"c"})"), "ok");
    EXPECT_EQ(
        ann("CreateCluster", R"({"clusterName":"d","tags":[{"key":"team","value":"x"}]})"), "ok"
    );
    EXPECT_EQ(
        ann("CreateCluster", R"({"clusterName":"e","tags":[{"key":"team","value":"y"}]})"),
        denied("ecs:TagResource", of_ecs("cluster/e"))
    );
    EXPECT_EQ(
        ann("TagResource",
            R"({"resourceArn":")" + of_ecs("cluster/d") +
                R"(","tags":[{"key":"team","value":"x"}]})"),
        denied("ecs:TagResource", of_ecs("cluster/d"))
    ) << "tags may be given with the resource, not later";
    EXPECT_EQ(
        ann("UntagResource",
            R"({"resourceArn":")" + of_ecs("cluster/d") + R"(","tagKeys":["team"]})"),
        "ok"
    );
    EXPECT_EQ(
        ann("DeleteCluster", R"({"cluster":"d"})"), denied("ecs:DeleteCluster", of_ecs("cluster/d"))
    ) << "it has no tag any more";
}

TEST_F(PoliciesInForce, RolesArePassedWithARight) {
    ASSERT_EQ(prepare("CreateCluster", "{}"), "ok");
    const std::string role = "arn:aws:iam::123456789012:role/app";
    const std::string with_role = definition("web", R"(,"executionRoleArn":")" + role + "\"");
    ASSERT_EQ(prepare("RegisterTaskDefinition", with_role), "ok");
    const std::string no_pass = denied("iam:PassRole", role);
    let_ann(R"({"Effect":"Allow","Action":"ecs:*","Resource":"*"})");
    EXPECT_EQ(ann("RegisterTaskDefinition", definition("web")), "ok");
    EXPECT_EQ(ann("RegisterTaskDefinition", with_role), no_pass);
    EXPECT_EQ(ann("RunTask", R"({"taskDefinition":"web:1"})"), no_pass);
    EXPECT_EQ(
        ann("RunTask", R"({"taskDefinition":"web:2","overrides":{"executionRoleArn":"app"}})"),
        no_pass
    );
    EXPECT_EQ(
        ann("CreateService", R"({"serviceName":"s","taskDefinition":"web:1","desiredCount":0})"),
        no_pass
    );
    EXPECT_EQ(
        ann("CreateService", R"({"serviceName":"s","taskDefinition":"web:2","desiredCount":0})"),
        "ok"
    );
    EXPECT_EQ(ann("UpdateService", R"({"service":"s","taskDefinition":"web:1"})"), no_pass);
    EXPECT_EQ(ann("UpdateService", R"({"service":"s","desiredCount":0})"), "ok");

    const auto passing_to = [this](std::string_view service) {
        let_ann(
            R"({"Effect":"Allow","Action":"ecs:*","Resource":"*"},
                   {"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::123456789012:role/app",
                    "Condition":{"StringEquals":{"iam:PassedToService":")" +
            std::string(service) + R"("}}})"
        );
    };
    passing_to("ecs.amazonaws.com");
    EXPECT_EQ(ann("RegisterTaskDefinition", with_role), no_pass);
    passing_to("ecs-tasks.amazonaws.com");
    EXPECT_EQ(ann("RegisterTaskDefinition", with_role), "ok");
    EXPECT_EQ(ann("UpdateService", R"({"service":"s","taskDefinition":"web:1"})"), "ok");
    EXPECT_EQ(
        ann("CreateService", R"({"serviceName":"t","taskDefinition":"web:1","role":"app"})"),
        no_pass
    ) << "what balances the load takes it on for the scheduler";
}

TEST_F(PoliciesInForce, OnUsersRolesAndPolicies) {
    const std::string ours = "arn:aws:iam::123456789012:";
    const auto ann_iam = [this](const std::string& operation, std::string body) {
        return as(ann_, "iam", operation, std::move(body));
    };
    let_ann(R"({"Effect":"Allow","Action":["iam:CreateUser","iam:DeleteUser","iam:GetUser"],
                "Resource":"arn:aws:iam::123456789012:user/dev/*"},
               {"Effect":"Allow","Action":"iam:GetUser",
                "Resource":"arn:aws:iam::123456789012:user/${aws:username}"},
               {"Effect":"Allow","Action":"iam:AttachUserPolicy","Resource":"*","Condition":
                {"ArnLike":{"iam:PolicyARN":"arn:aws:iam::aws:policy/*ReadOnlyAccess"}}})");
    EXPECT_EQ(ann_iam("CreateUser", R"({"UserName":"bob","Path":"/dev/"})"), "ok");
    EXPECT_EQ(
        ann_iam("CreateUser", R"({"UserName":"eve"})"), denied("iam:CreateUser", ours + "user/eve")
    );
    EXPECT_EQ(
        ann_iam(
            "CreateUser", R"({"UserName":"joe","Path":"/dev/","Tags":[{"Key":"k","Value":"v"}]})"
        ),
        denied("iam:TagUser", ours + "user/dev/joe")
    );
    EXPECT_EQ(ann_iam("GetUser", "{}"), "ok") << "without a name it is the caller";
    EXPECT_EQ(ann_iam("GetUser", R"({"UserName":"bob"})"), "ok");
    EXPECT_EQ(
        ann_iam("GetUser", R"({"UserName":"gone"})"), denied("iam:GetUser", ours + "user/gone")
    );
    EXPECT_EQ(ann_iam("ListUsers", "{}"), denied("iam:ListUsers", ours + "user/"));
    const auto attach = [&](const std::string& policy) {
        return ann_iam(
            "AttachUserPolicy",
            R"({"UserName":"bob","PolicyArn":"arn:aws:iam::aws:policy/)" + policy + "\"}"
        );
    };
    EXPECT_EQ(attach("AmazonS3ReadOnlyAccess"), "ok");
    EXPECT_EQ(attach("AdministratorAccess"), denied("iam:AttachUserPolicy", ours + "user/dev/bob"));
    const auto key = world_.run_json(root_, "iam", "CreateAccessKey", R"({"UserName":"bob"})");
    ASSERT_TRUE(key);
    const std::string id = key->substr(key->find("AKIA"), 20);
    EXPECT_EQ(
        ann_iam("GetAccessKeyLastUsed", R"({"AccessKeyId":")" + id + "\"}"),
        denied("iam:GetAccessKeyLastUsed", ours + "user/dev/bob")
    );
    EXPECT_EQ(
        ann_iam("DeletePolicy", R"({"PolicyArn":"arn:aws:iam::123456789012:policy/p"})"),
        denied("iam:DeletePolicy", ours + "policy/p")
    );
}

}  // namespace
}  // namespace gantry
