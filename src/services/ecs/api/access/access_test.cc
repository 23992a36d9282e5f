// What policies see of each operation: resources, conditions, and further rights.
#include <gtest/gtest.h>

#include <set>

#include "service/test_access.h"
#include "services/ecs/api/test_support.h"

namespace gantry::ecs {
namespace {

const service::AccessText kText{.left_out = {"arn:aws:ecs:us-east-1:123456789012:"}};

class AccessOfOperations : public ApiTest {
  protected:
    std::string about(std::string_view operation, std::string_view body) {
        const aws::Caller caller{scope_, principal_, "", {}};
        service::Call call{
            .caller = caller,
            .request_id = request_id_,
            .now = loop_.now(),
            .ids = ids_,
            .settings = settings_,
            .services = world_.registry(),
        };
        seen_.insert(std::string(operation));
        EXPECT_NE(service::find_operation(service(), operation)->describe, nullptr) << operation;
        const auto& own = world_.registry().get<Instance>();
        return kText.of(service::described(service(), own, call, operation, body));
    }

    std::set<std::string> seen_;
};

constexpr std::string_view kWebDefinition = R"({"family":"web","taskRoleArn":"web-task",
    "executionRoleArn":"arn:aws:iam::123456789012:role/pull","cpu":"1 vCPU","memory":"2 GB",
    "containerDefinitions":[{"name":"c","image":"i"}],"tags":[{"key":"team","value":"a"}]})";

constexpr std::string_view kPassWebRoles =
    "; also iam:PassRole arn:aws:iam::123456789012:role/web-task "
    "iam:PassedToService=ecs-tasks.amazonaws.com"
    "; also iam:PassRole arn:aws:iam::123456789012:role/pull "
    "iam:PassedToService=ecs-tasks.amazonaws.com";

struct Case {
    std::string_view operation;
    std::string_view input;
    std::string_view expected;
};

TEST_F(AccessOfOperations, NamesWhatIsNotThere) {
    const Case cases[] = {
        {"CreateCapacityProvider",
         R"({"name":"p","cluster":"c","managedInstancesProvider":{"infrastructureRoleArn":"infra"}})",
         "capacity-provider/p; also ecs:PutClusterCapacityProviders cluster/c; also iam:PassRole "
         "arn:aws:iam::123456789012:role/infra iam:PassedToService=ecs.amazonaws.com"},
        {"CreateCluster", "{}", "cluster/default"},
        {"CreateCluster",
         R"({"clusterName":"a","capacityProviders":["FARGATE"],"tags":[{"key":"k","value":"v"}],
             "configuration":{"managedStorageConfiguration":{"fargateEphemeralStorageKmsKeyId":"x"}}})",
         "cluster/a ecs:capacity-provider=capacity-provider/FARGATE "
         "ecs:fargate-ephemeral-storage-kms-key=x aws:RequestTag/k=v aws:TagKeys=k; also "
         "ecs:TagResource cluster/a aws:RequestTag/k=v aws:TagKeys=k "
         "ecs:CreateAction=CreateCluster"},
        {"DeleteAccountSetting",
         R"({"name":"containerInsights"})",
         "* ecs:account-setting=containerInsights"},
        {"DeleteAttributes",
         R"({"cluster":"c","attributes":[{"name":"a","targetId":"0123456789abcdef0123456789abcdef"}]})",
         "container-instance/c/0123456789abcdef0123456789abcdef ecs:cluster=cluster/c"},
        {"DeleteCapacityProvider", R"({"capacityProvider":"p"})", "capacity-provider/p"},
        {"DeleteCluster", R"({"cluster":"arn:aws:ecs:us-east-1::cluster/c"})", "cluster/c"},
        {"DeleteCluster",
         R"({"cluster":"arn:aws:ecs:eu-west-1:123456789012:cluster/c"})",
         "arn:aws:ecs:eu-west-1:123456789012:cluster/c"},
        {"DeleteService", R"({"service":"s"})", "service/default/s ecs:cluster=cluster/default"},
        {"DeleteTaskDefinitions",
         R"({"taskDefinitions":["a:1","b"]})",
         "task-definition/a:1 task-definition/b:*"},
        {"DeregisterContainerInstance", R"({"containerInstance":"x"})", "cluster/default"},
        {"DescribeCapacityProviders", "{}", "capacity-provider/*"},
        {"DescribeCapacityProviders",
         R"({"capacityProviders":["FARGATE"]})",
         "capacity-provider/FARGATE"},
        {"DescribeClusters", "{}", "cluster/default"},
        {"DescribeClusters", R"({"clusters":["a","b c"]})", "cluster/a cluster/b c"},
        {"DescribeContainerInstances",
         R"({"containerInstances":["x"]})",
         "container-instance/default/x ecs:cluster=cluster/default"},
        {"DescribeServiceDeployments",
         R"({"serviceDeploymentArns":
             ["arn:aws:ecs:us-east-1:123456789012:service-deployment/c/s/1"]})",
         "service-deployment/c/s/1{ecs:cluster=cluster/c ecs:service=service/c/s} "
         "service/c/s{ecs:cluster=cluster/c}"},
        {"DescribeServiceRevisions",
         R"({"serviceRevisionArns":["arn:aws:ecs:us-east-1:123456789012:service-revision/c/s/1"]})",
         "service-revision/c/s/1{ecs:cluster=cluster/c ecs:service=service/c/s} "
         "service/c/s{ecs:cluster=cluster/c}"},
        {"DescribeServices",
         R"({"cluster":"c","services":["s","arn:aws:ecs:us-east-1:123456789012:service/c/t"]})",
         "service/c/s service/c/t ecs:cluster=cluster/c"},
        {"DescribeTasks",
         R"({"tasks":["arn:aws:ecs:us-east-1:123456789012:task/c/0123456789abcdef0123456789abcdef",
             "0123456789abcdef0123456789abcdef"],"cluster":"c"})",
         "task/c/0123456789abcdef0123456789abcdef task/c/0123456789abcdef0123456789abcdef "
         "ecs:cluster=cluster/c"},
        {"DescribeTasks",
         R"({"tasks":["arn:aws:ecs:us-east-1:123456789012:task/d/0123456789abcdef0123456789abcdef"]})",
         "task/d/0123456789abcdef0123456789abcdef ecs:cluster=cluster/default"},
        {"ExecuteCommand",
         R"({"task":"0123456789abcdef0123456789abcdef","container":"web","command":"sh","interactive":true})",
         "cluster/default task/default/0123456789abcdef0123456789abcdef "
         "ecs:cluster=cluster/default ecs:task=task/default/0123456789abcdef0123456789abcdef "
         "ecs:container-name=web"},
        {"GetTaskProtection", "{}", "task/default/* ecs:cluster=cluster/default"},
        {"ListAttributes", R"({"targetType":"container-instance"})", "cluster/default"},
        {"ListContainerInstances", R"({"cluster":"c"})", "cluster/c"},
        {"ListServiceDeployments",
         R"({"service":"s"})",
         "service/default/s ecs:cluster=cluster/default"},
        {"ListServices", "{}", "* ecs:cluster=cluster/default"},
        {"ListServicesByNamespace", R"({"namespace":"n"})", "* ecs:namespace=n"},
        {"ListTagsForResource", R"({"resourceArn":"arn:aws:ecs:us-east-1::cluster/c"})", "cluster/c"
        },
        {"ListTagsForResource", R"({"resourceArn":"cluster"})", "cluster"},
        {"ListTasks", R"({"cluster":"c"})", "* ecs:cluster=cluster/c"},
        {"ListTasks",
         R"({"containerInstance":"0123456789abcdef0123456789abcdef"})",
         "container-instance/default/0123456789abcdef0123456789abcdef ecs:cluster=cluster/default"},
        {"PutAccountSetting",
         R"({"name":"containerInsights","value":"enabled"})",
         "* ecs:account-setting=containerInsights"},
        {"PutAccountSettingDefault",
         R"({"name":"containerInsights","value":"enabled"})",
         "* ecs:account-setting=containerInsights"},
        {"PutAttributes",
         R"({"attributes":[{"name":"a","targetId":"0123456789abcdef0123456789abcdef"}]})",
         "container-instance/default/0123456789abcdef0123456789abcdef ecs:cluster=cluster/default"},
        {"PutClusterCapacityProviders",
         R"({"cluster":"c","capacityProviders":["p"],"defaultCapacityProviderStrategy":[]})",
         "cluster/c ecs:capacity-provider=capacity-provider/p"},
        {"RegisterContainerInstance",
         R"({"tags":[{"key":"k","value":"v"}]})",
         "cluster/default aws:RequestTag/k=v aws:TagKeys=k; also ecs:TagResource "
         "container-instance/default/* aws:RequestTag/k=v aws:TagKeys=k "
         "ecs:CreateAction=RegisterContainerInstance"},
        {"RegisterContainerInstance",
         R"({"cluster":"gantry.fargate"})",
         "cluster/gantry.fargate; also gantry:JoinFargatePool *"},
        {"RunTask",
         R"({"taskDefinition":"gone","capacityProviderStrategy":[{"capacityProvider":"p"}],
             "enableExecuteCommand":true,"volumeConfigurations":[{"name":"v",
             "managedEBSVolume":{"roleArn":"ebs"}}]})",
         "task-definition/gone:* ecs:cluster=cluster/default ecs:enable-execute-command=true "
         "ecs:enable-ebs-volumes=true ecs:capacity-provider=capacity-provider/p; also iam:PassRole "
         "arn:aws:iam::123456789012:role/ebs iam:PassedToService=ecs.amazonaws.com"},
        {"StopServiceDeployment",
         R"({"serviceDeploymentArn":"arn:aws:ecs:us-east-1:123456789012:service-deployment/c/s/1"})",
         "service-deployment/c/s/1{ecs:cluster=cluster/c ecs:service=service/c/s} "
         "service/c/s{ecs:cluster=cluster/c}"},
        {"StopServiceDeployment", R"({"serviceDeploymentArn":"x"})", "service-deployment/x"},
        {"StopTask",
         R"({"task":"0123456789abcdef0123456789abcdef"})",
         "task/default/0123456789abcdef0123456789abcdef ecs:cluster=cluster/default"},
        {"SubmitAttachmentStateChanges", R"({"attachments":[]})", "cluster/default"},
        {"SubmitContainerStateChange", R"({"cluster":"c"})", "cluster/c"},
        {"SubmitTaskStateChange", R"({"cluster":"c"})", "cluster/c"},
        {"TagResource",
         R"({"resourceArn":"arn:aws:ecs:us-east-1:123456789012:service/c/s",
             "tags":[{"key":"k","value":"v"},{"key":"l"}]})",
         "service/c/s aws:RequestTag/k=v aws:RequestTag/l= aws:TagKeys=k,l"},
        {"UntagResource",
         R"({"resourceArn":"arn:aws:ecs:us-east-1:123456789012:task/c/t","tagKeys":["k","l"]})",
         "task/c/t aws:TagKeys=k,l"},
        {"UpdateCapacityProvider",
         R"({"name":"p","managedInstancesProvider":{"infrastructureRoleArn":"infra",
             "instanceLaunchTemplate":{}}})",
         "capacity-provider/p; also iam:PassRole arn:aws:iam::123456789012:role/infra "
         "iam:PassedToService=ecs.amazonaws.com"},
        {"UpdateCluster", R"({"cluster":"c"})", "cluster/c"},
        {"UpdateClusterSettings", R"({"cluster":"c","settings":[]})", "cluster/c"},
        {"UpdateContainerAgent",
         R"({"containerInstance":"0123456789abcdef0123456789abcdef"})",
         "container-instance/default/0123456789abcdef0123456789abcdef ecs:cluster=cluster/default"},
        {"UpdateContainerInstancesState",
         R"({"containerInstances":["x","y"],"status":"DRAINING"})",
         "container-instance/default/x container-instance/default/y ecs:cluster=cluster/default"},
        {"UpdateTaskProtection",
         R"({"cluster":"c","tasks":["0123456789abcdef0123456789abcdef"],"protectionEnabled":true})",
         "task/c/0123456789abcdef0123456789abcdef ecs:cluster=cluster/c"},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(about(one.operation, one.input), one.expected) << one.operation;
    }
    // Those that launch tasks are tried below.
    seen_.insert({"CreateService", "RegisterTaskDefinition", "StartTask", "UpdateService"});
    for (const service::Operation& operation : service().operations) {
        if (operation.describe == nullptr) continue;
        EXPECT_TRUE(seen_.contains(std::string(operation.name))) << operation.name;
    }
}

TEST_F(AccessOfOperations, ALaunchIsOfTheRevisionThatIsMeant) {
    ASSERT_TRUE(run_json("RegisterTaskDefinition", kWebDefinition));
    ASSERT_TRUE(run_json("RegisterTaskDefinition", kWebDefinition));
    const std::string web =
        "task-definition/web:2{aws:ResourceTag/team=a ecs:ResourceTag/team=a} "
        "ecs:cluster=cluster/c ecs:enable-execute-command=false";
    EXPECT_EQ(
        about("RunTask", R"({"cluster":"c","taskDefinition":"web"})"),
        web + std::string(kPassWebRoles)
    );
    EXPECT_EQ(
        about(
            "RunTask",
            R"({"cluster":"c","taskDefinition":"web","overrides":{"taskRoleArn":"other"},
                "tags":[{"key":"k","value":"v"}]})"
        ),
        web +
            " aws:RequestTag/k=v aws:TagKeys=k; also ecs:TagResource task/c/* "
            "aws:RequestTag/k=v aws:TagKeys=k ecs:CreateAction=RunTask; also iam:PassRole "
            "arn:aws:iam::123456789012:role/other iam:PassedToService=ecs-tasks.amazonaws.com" +
            std::string(kPassWebRoles.substr(kPassWebRoles.rfind("; also")))
    );
    EXPECT_EQ(
        about(
            "StartTask",
            R"({"cluster":"c","taskDefinition":"web:1",
                "containerInstances":["0123456789abcdef0123456789abcdef"]})"
        ),
        "task-definition/web:1{aws:ResourceTag/team=a ecs:ResourceTag/team=a} "
        "ecs:cluster=cluster/c ecs:enable-execute-command=false "
        "ecs:container-instances=container-instance/c/0123456789abcdef0123456789abcdef" +
            std::string(kPassWebRoles)
    );
}

TEST_F(AccessOfOperations, ADefinitionIsOfItsFamily) {
    EXPECT_EQ(
        about(
            "RegisterTaskDefinition",
            R"({"family":"f","requiresCompatibilities":["EC2"],"cpu":".5 vCPU","memory":"1024",
                "containerDefinitions":[{"name":"a","privileged":true},{"name":"b"}],
                "taskRoleArn":"r","tags":[{"key":"k","value":"v"}]})"
        ),
        "task-definition/f:* ecs:compute-compatibility=EC2 ecs:privileged=true ecs:task-cpu=512 "
        "ecs:task-memory=1024 aws:RequestTag/k=v aws:TagKeys=k; also ecs:TagResource "
        "task-definition/f:* aws:RequestTag/k=v aws:TagKeys=k "
        "ecs:CreateAction=RegisterTaskDefinition; also iam:PassRole "
        "arn:aws:iam::123456789012:role/r iam:PassedToService=ecs-tasks.amazonaws.com"
    );
}

TEST_F(AccessOfOperations, AServiceIsToldByAllThatItLaunches) {
    ASSERT_TRUE(run_json("CreateCluster", R"({"clusterName":"c"})"));
    ASSERT_TRUE(run_json("RegisterTaskDefinition", kWebDefinition));
    EXPECT_EQ(
        about(
            "CreateService",
            R"({"cluster":"c","serviceName":"s","taskDefinition":"web","role":"balance",
                "enableECSManagedTags":true,"propagateTags":"SERVICE",
                "networkConfiguration":{"awsvpcConfiguration":{"subnets":["a","b"],
                "assignPublicIp":"ENABLED"}},
                "serviceConnectConfiguration":{"enabled":true,"namespace":"n"},
                "vpcLatticeConfigurations":[]})"
        ),
        "service/c/s ecs:cluster=cluster/c ecs:enable-ecs-managed-tags=true "
        "ecs:enable-execute-command=false ecs:propagate-tags=SERVICE ecs:subnet=a,b "
        "ecs:auto-assign-public-ip=true ecs:enable-service-connect=true ecs:namespace=n "
        "ecs:enable-vpc-lattice=false ecs:task-definition=task-definition/web:1 "
        "ecs:task-cpu=1024 ecs:task-memory=2048" +
            std::string(kPassWebRoles) +
            "; also iam:PassRole arn:aws:iam::123456789012:role/balance "
            "iam:PassedToService=ecs.amazonaws.com"
    );
    ASSERT_TRUE(run_json(
        "RegisterTaskDefinition",
        R"({"family":"plain","containerDefinitions":[{"name":"c","image":"i","memory":8}]})"
    ));
    ASSERT_TRUE(run_json(
        "CreateService",
        R"({"cluster":"c","serviceName":"s","taskDefinition":"plain","desiredCount":0,
            "tags":[{"key":"team","value":"b"}]})"
    ));
    const std::string service =
        "service/c/s{aws:ResourceTag/team=b ecs:ResourceTag/team=b} ecs:cluster=cluster/c";
    EXPECT_EQ(about("UpdateService", R"({"cluster":"c","service":"s","desiredCount":1})"), service);
    EXPECT_EQ(
        about("UpdateService", R"({"cluster":"c","service":"s","taskDefinition":"web:1"})"),
        service +
            " ecs:task-definition=task-definition/web:1 ecs:task-cpu=1024 "
            "ecs:task-memory=2048" +
            std::string(kPassWebRoles)
    );
}

TEST_F(AccessOfOperations, NamesLittleOfWhatIsTooMuch) {
    std::string ids;
    for (int i = 0; i < 1001; ++i) ids += std::string(i > 0 ? "," : "") + "\"a\"";
    EXPECT_EQ(
        about("DescribeTasks", R"({"tasks":[)" + ids + "]}"), "* ecs:cluster=cluster/default"
    );
    EXPECT_EQ(about("DescribeServiceRevisions", R"({"serviceRevisionArns":[)" + ids + "]}"), "*");
    const std::string large(1'000'000, 'x');
    EXPECT_LT(
        about("DescribeTasks", R"({"tasks":["a"],"cluster":")" + large + "\"}").size(), 10'000U
    );
}

}  // namespace
}  // namespace gantry::ecs
