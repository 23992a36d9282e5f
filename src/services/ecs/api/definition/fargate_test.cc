#include <gtest/gtest.h>

#include "services/ecs/api/definition/test_support.h"

namespace gantry::ecs::definition {
namespace {

/// A definition that Fargate takes, with members added or replaced.
std::string fargate(const std::string& container, const std::string& task = "") {
    return verdict(one_container(
        container,
        R"("requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"512")" +
            (task.empty() ? "" : "," + task)
    ));
}
const std::string kRole = R"("executionRoleArn":"r")";

std::string log_to(const std::string& driver, const std::string& options) {
    return R"("logConfiguration":{"logDriver":")" + driver + R"(","options":{)" + options + "}}";
}

TEST(DefinitionFargate, TheLeastThatIsValid) {
    EXPECT_EQ(fargate(""), "ok");
}

TEST(DefinitionFargate, TD_080_OnlyAwsvpc) {
    EXPECT_EQ(
        fargate("", R"("networkMode":"bridge")"), "Fargate only supports network mode ‘awsvpc’."
    );
    EXPECT_EQ(
        verdict(one_container(
            "", R"("requiresCompatibilities":["EC2","FARGATE"],"cpu":"256","memory":"512")"
        )),
        "Fargate only supports network mode ‘awsvpc’."
    ) << "also beside EC2, also when no mode is given";
}

TEST(DefinitionFargate, TD_081_Cpu) {
    EXPECT_EQ(
        verdict(containers(
            R"({"name":"c","image":"nginx"})",
            R"("requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc")"
        )),
        "Fargate requires that 'cpu' be defined at the task level."
    );
}

TEST(DefinitionFargate, TD_082_Memory) {
    EXPECT_EQ(
        verdict(containers(
            R"({"name":"c","image":"nginx"})",
            R"("requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256")"
        )),
        "Fargate requires that 'memory' be defined at the task level."
    );
}

TEST(DefinitionFargate, TD_083_Sizes) {
    EXPECT_EQ(
        fargate("", R"("memory":"3072")"),
        "No Fargate configuration exists for given values: 256 CPU, 3072 memory. See the Amazon "
        "ECS documentation for the valid values."
    );
    EXPECT_EQ(
        fargate("", R"("cpu":"64")"),
        "No Fargate configuration exists for given values: 64 CPU, 512 memory. See the Amazon ECS "
        "documentation for the valid values."
    );
    EXPECT_EQ(fargate("", R"("cpu":".25 vCPU","memory":"1 GB")"), "ok");
}

TEST(DefinitionFargate, TD_084_EcrImagesNeedARole) {
    const std::string image = R"("image":"123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1")";
    EXPECT_EQ(
        fargate(image),
        "Fargate requires task definition to have execution role ARN to support ECR images."
    );
    EXPECT_EQ(fargate(image, kRole), "ok");
    EXPECT_EQ(fargate(R"("image":"public.ecr.aws/nginx/nginx:1")"), "ok");
}

TEST(DefinitionFargate, TD_085_AwslogsNeedsARole) {
    const std::string log = log_to(
        "awslogs", R"("awslogs-group":"g","awslogs-region":"us-east-1","awslogs-stream-prefix":"p")"
    );
    EXPECT_EQ(
        fargate(log),
        "Fargate requires task definition to have execution role ARN to support log driver awslogs."
    );
    EXPECT_EQ(fargate(log, kRole), "ok");
}

TEST(DefinitionFargate, TD_086_NotPrivileged) {
    EXPECT_EQ(
        fargate(R"("privileged":true)"), "Fargate requires that the 'privileged' setting be 'false'"
    );
    EXPECT_EQ(fargate(R"("privileged":false)"), "ok");
}

TEST(DefinitionFargate, TD_087_MembersItDoesNotHave) {
    const auto refused = [](const std::string& member) {
        return "Fargate compatible task definitions do not support " + member;
    };
    EXPECT_EQ(
        fargate(R"("linuxParameters":{"devices":[{"hostPath":"/dev/x"}]})"), refused("devices")
    );
    EXPECT_EQ(fargate(R"("linuxParameters":{"maxSwap":1})"), refused("maxSwap"));
    EXPECT_EQ(fargate(R"("linuxParameters":{"sharedMemorySize":1})"), refused("sharedMemorySize"));
    EXPECT_EQ(
        fargate("", R"("volumes":[{"name":"v","dockerVolumeConfiguration":{}}])"),
        refused("dockerVolumeConfiguration")
    );
    EXPECT_EQ(
        fargate("", R"("volumes":[{"name":"v","host":{"sourcePath":"/x"}}])"), refused("sourcePath")
    );
    EXPECT_EQ(
        fargate(R"("dockerSecurityOptions":["no-new-privileges"])"),
        refused("dockerSecurityOptions")
    );
    EXPECT_EQ(fargate("", R"("ipcMode":"task")"), refused("ipcMode"));
    EXPECT_EQ(
        fargate(
            "",
            R"("placementConstraints":[{"type":"memberOf","expression":"agentConnected==true"}])"
        ),
        refused("constraints")
    );
    EXPECT_EQ(fargate("", R"("volumes":[{"name":"v","host":{}}])"), "ok");
}

TEST(DefinitionFargate, TD_088_NoGpus) {
    EXPECT_EQ(
        fargate(R"("resourceRequirements":[{"type":"GPU","value":"1"}])"),
        "Tasks using the Fargate launch type do not support GPU resource requirements"
    );
}

TEST(DefinitionFargate, TD_089_NotTheHostsProcesses) {
    EXPECT_EQ(
        fargate("", R"("pidMode":"host")"),
        "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value "
        "for pidMode is 'task'."
    );
    EXPECT_EQ(fargate("", R"("pidMode":"task")"), "ok");
}

TEST(DefinitionFargate, TD_090_Capabilities) {
    EXPECT_EQ(
        fargate(R"("linuxParameters":{"capabilities":{"add":["SYS_ADMIN"]}})"),
        "SYS_ADMIN is not allowed on Fargate."
    );
    EXPECT_EQ(
        fargate(R"("linuxParameters":{"capabilities":{"add":["SYS_PTRACE"],"drop":["NET_RAW"]}})"),
        "ok"
    );
}

TEST(DefinitionFargate, TD_091_LogDrivers) {
    EXPECT_EQ(
        fargate(log_to("json-file", "")),
        "json-file is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens]"
    );
    EXPECT_EQ(fargate(log_to("splunk", "")), "ok");
}

TEST(DefinitionFargate, TD_092_AwslogsNeedsAPrefix) {
    EXPECT_EQ(
        fargate(log_to("awslogs", R"("awslogs-group":"g","awslogs-region":"r")"), kRole),
        "Log driver awslogs requires options: awslogs-stream-prefix"
    );
}

TEST(DefinitionFargate, TD_093_EphemeralStorage) {
    EXPECT_EQ(
        fargate("", R"("ephemeralStorage":{"sizeInGiB":20})"),
        "EphemeralStorage size should be at least 21"
    );
    EXPECT_EQ(
        fargate("", R"("ephemeralStorage":{"sizeInGiB":201})"),
        "EphemeralStorage size should be at most 200"
    );
    EXPECT_EQ(fargate("", R"("ephemeralStorage":{"sizeInGiB":21})"), "ok");
}

TEST(DefinitionFargate, TD_094_EphemeralStorageIsNotForEc2) {
    EXPECT_EQ(
        fargate(
            "", R"("requiresCompatibilities":["EC2","FARGATE"],"ephemeralStorage":{"sizeInGiB":30})"
        ),
        "Tasks using the EC2 launch type do not support EphemeralStorage"
    );
}

TEST(DefinitionFargate, TD_095_Timeouts) {
    for (const std::string bad : {R"("stopTimeout":121)", R"("startTimeout":1)"}) {
        EXPECT_NE(fargate(bad), "ok") << bad;
    }
    EXPECT_EQ(fargate(R"("stopTimeout":2,"startTimeout":120)"), "ok");
}

/// RunTask refuses it, registration does not.
TEST(DefinitionFargate, TD_096_FireLensFilesFromS3Register) {
    const std::string role = R"("executionRoleArn":"r","networkMode":"awsvpc","cpu":"256",)";
    const std::string options =
        R"({"config-file-type":"s3","config-file-value":"arn:aws:s3:::bucket/fluent.conf"})";
    EXPECT_EQ(
        verdict(containers(
            container("c", R"("logConfiguration":{"logDriver":"awsfirelens"})") + "," +
                container(
                    "r", R"("firelensConfiguration":{"type":"fluentbit","options":)" + options + "}"
                ),
            role + R"("memory":"512","requiresCompatibilities":["FARGATE"])"
        )),
        "ok"
    );
}

TEST(DefinitionExternal, WhatItDoesNotHave) {
    const std::string external = R"("requiresCompatibilities":["EXTERNAL"])";
    EXPECT_EQ(verdict(one_container("", external)), "ok");
    EXPECT_NE(verdict(one_container("", external + R"(,"networkMode":"awsvpc")")), "ok");
    EXPECT_NE(
        verdict(one_container(
            "",
            external + R"(,"volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"f"}}])"
        )),
        "ok"
    );
}

TEST(DefinitionManagedInstances, EveryNetworkModeRegisters) {
    const std::string managed = R"("requiresCompatibilities":["MANAGED_INSTANCES"])";
    EXPECT_EQ(verdict(one_container("", managed)), "ok");
    EXPECT_EQ(verdict(one_container("", managed + R"(,"networkMode":"host")")), "ok");
}

}  // namespace
}  // namespace gantry::ecs::definition
