#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "services/ecs/api/definition/complete.h"
#include "services/ecs/api/definition/required_attributes.h"
#include "services/ecs/api/definition/test_support.h"

namespace gantry::ecs::definition {
namespace {

using Texts = std::vector<std::string>;

Texts compatibilities(const std::string& json) {
    const Input input = parse(json);
    Texts texts;
    for (const auto type : compatibilities_of(Subject(input))) {
        texts.emplace_back(reflect::to_text(type));
    }
    return texts;
}

Texts attributes(const std::string& json) {
    const Input input = parse(json);
    Texts names;
    for (const auto& attribute : required_attributes_of(Subject(input))) {
        names.push_back(*attribute.name);
    }
    return names;
}

bool needs(const std::string& json, const std::string& attribute) {
    const Texts names = attributes(json);
    return std::ranges::find(names, attribute) != names.end();
}

api::ecs::TaskDefinition complete(const std::string& json) {
    const Input input = parse(json);
    return complete_definition(Subject(input));
}

TEST(Compatibilities, FollowTheDefinitionNotTheRequest) {
    EXPECT_EQ(compatibilities(one_container("")), (Texts{"EXTERNAL", "EC2"}));
    EXPECT_EQ(
        compatibilities(one_container("", R"("networkMode":"host")")),
        (Texts{"EXTERNAL", "EC2", "MANAGED_INSTANCES"})
    );
    EXPECT_EQ(
        compatibilities(one_container("", R"("networkMode":"awsvpc")")),
        (Texts{"EC2", "MANAGED_INSTANCES"})
    );
    EXPECT_EQ(
        compatibilities(one_container("", R"("networkMode":"awsvpc","cpu":"256","memory":"512")")),
        (Texts{"EC2", "MANAGED_INSTANCES", "FARGATE"})
    );
    EXPECT_EQ(
        compatibilities(one_container(
            "",
            R"("networkMode":"awsvpc","cpu":"256","memory":"512","ephemeralStorage":{"sizeInGiB":30})"
        )),
        (Texts{"FARGATE"})
    );
}

TEST(RequiredAttributes, NoneForTheLeast) {
    EXPECT_EQ(attributes(one_container("")), Texts{});
}

TEST(RequiredAttributes, OfRolesImagesAndLogs) {
    EXPECT_EQ(
        attributes(one_container(
            R"("image":"123456789012.dkr.ecr.us-east-1.amazonaws.com/a",
               "logConfiguration":{"logDriver":"awslogs","options":
                   {"awslogs-group":"g","awslogs-region":"r"}})",
            R"("networkMode":"awsvpc","taskRoleArn":"t","executionRoleArn":"e")"
        )),
        (Texts{
            "com.amazonaws.ecs.capability.docker-remote-api.1.18",
            "com.amazonaws.ecs.capability.docker-remote-api.1.19",
            "com.amazonaws.ecs.capability.ecr-auth",
            "com.amazonaws.ecs.capability.logging-driver.awslogs",
            "com.amazonaws.ecs.capability.task-iam-role",
            "ecs.capability.execution-role-awslogs",
            "ecs.capability.execution-role-ecr-pull",
            "ecs.capability.task-eni",
        })
    );
    EXPECT_TRUE(needs(
        one_container("", R"("networkMode":"host","taskRoleArn":"t")"),
        "com.amazonaws.ecs.capability.task-iam-role-network-host"
    ));
}

TEST(RequiredAttributes, OfContainerSettings) {
    const auto container_needs = [](const std::string& members, const std::string& capability) {
        EXPECT_TRUE(needs(one_container(members), capability)) << members;
    };
    container_needs(
        R"("healthCheck":{"command":["CMD","true"]})", "ecs.capability.container-health-check"
    );
    container_needs(R"("stopTimeout":5)", "ecs.capability.container-ordering");
    container_needs(
        R"("restartPolicy":{"enabled":true})", "ecs.capability.container-restart-policy"
    );
    container_needs(
        R"("secrets":[{"name":"a","valueFrom":"arn:aws:secretsmanager:r:1:secret:x"}])",
        "ecs.capability.secrets.asm.environment-variables"
    );
    container_needs(
        R"("secrets":[{"name":"a","valueFrom":"param"}])",
        "ecs.capability.secrets.ssm.environment-variables"
    );
    container_needs(
        R"("logConfiguration":{"logDriver":"splunk",
            "secretOptions":[{"name":"t","valueFrom":"param"}]})",
        "ecs.capability.secrets.ssm.bootstrap.log-driver"
    );
    container_needs(R"("privileged":true)", "com.amazonaws.ecs.capability.privileged-container");
    container_needs(
        R"("portMappings":[{"containerPortRange":"1-2"}])",
        "ecs.capability.network.container-port-range"
    );
    container_needs(
        R"("firelensConfiguration":{"type":"fluentbit","options":{"config-file-type":"file"}})",
        "ecs.capability.firelens.options.config.file"
    );
    container_needs(
        R"("dockerSecurityOptions":["apparmor:x"])", "com.amazonaws.ecs.capability.apparmor"
    );
    container_needs(
        R"("memoryReservation":8)", "com.amazonaws.ecs.capability.docker-remote-api.1.21"
    );
    EXPECT_FALSE(needs(
        one_container(R"("restartPolicy":{"enabled":false})"),
        "ecs.capability.container-restart-policy"
    ));
}

TEST(RequiredAttributes, OfTheTask) {
    const auto task_needs = [](const std::string& members, const std::string& capability) {
        EXPECT_TRUE(needs(one_container("", members), capability)) << members;
    };
    task_needs(R"("cpu":"256")", "ecs.capability.task-cpu-mem-limit");
    task_needs(R"("cpu":"16 vCPU")", "ecs.capability.increased-task-cpu-limit");
    task_needs(R"("pidMode":"task")", "ecs.capability.pid-ipc-namespace-sharing");
    task_needs(
        R"("volumes":[{"name":"v","dockerVolumeConfiguration":{"driver":"rexray"}}])",
        "ecs.capability.docker-plugin.rexray"
    );
    task_needs(
        R"("volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"f",
            "authorizationConfig":{"iam":"ENABLED"}}}])",
        "ecs.capability.efsAuth"
    );
    EXPECT_FALSE(needs(
        one_container("", R"("cpu":"256","requiresCompatibilities":["FARGATE"])"),
        "ecs.capability.task-cpu-mem-limit"
    ));
}

TEST(CompleteDefinition, FillsInWhatAmazonEcsShows) {
    EXPECT_EQ(
        wire::encode_json(complete(one_container(""))),
        R"({"containerDefinitions":[{"name":"c","image":"nginx","cpu":0,"memory":64,)"
        R"("portMappings":[],"essential":true,"environment":[],"mountPoints":[],"volumesFrom":[],)"
        R"("systemControls":[]}],"family":"web","revision":0,"volumes":[],"status":"ACTIVE",)"
        R"("requiresAttributes":[],"placementConstraints":[],"compatibilities":["EXTERNAL","EC2"]})"
    );
}

TEST(CompleteDefinition, HostPortsFollowTheMode) {
    const auto host_port = [](const std::string& task) {
        const auto definition =
            complete(one_container(R"("portMappings":[{"containerPort":80}])", task));
        const auto& mapping = definition.container_definitions->at(0).port_mappings->at(0);
        EXPECT_EQ(mapping.protocol, api::ecs::TransportProtocol::Tcp);
        return mapping.host_port;
    };
    EXPECT_EQ(host_port(""), 0);
    EXPECT_EQ(host_port(R"("networkMode":"awsvpc")"), 80);
    EXPECT_EQ(host_port(R"("networkMode":"host")"), 80);
}

TEST(CompleteDefinition, PortRangesGetNoHostPort) {
    const auto definition =
        complete(one_container(R"("portMappings":[{"containerPortRange":"80-90"}])"));
    EXPECT_FALSE(definition.container_definitions->at(0).port_mappings->at(0).host_port);
}

TEST(CompleteDefinition, SizesBecomeWholeNumbers) {
    const auto definition = complete(one_container("", R"("cpu":".25 vCPU","memory":"1 GB")"));
    EXPECT_EQ(definition.cpu, "256");
    EXPECT_EQ(definition.memory, "1024");
}

TEST(CompleteDefinition, HealthChecksGetNumbersButNoStartPeriod) {
    const auto definition =
        complete(one_container(R"("healthCheck":{"command":["CMD","true"],"retries":5})"));
    const auto& check = *definition.container_definitions->at(0).health_check;
    EXPECT_EQ(check.interval, 30);
    EXPECT_EQ(check.timeout, 5);
    EXPECT_EQ(check.retries, 5);
    EXPECT_FALSE(check.start_period);
}

TEST(CompleteDefinition, LogRoutersAreRootUnlessTheySayOtherwise) {
    const auto user = [](const std::string& members) {
        return complete(one_container(members))
            .container_definitions->front()
            .user.value_or("none");
    };
    EXPECT_EQ(user(""), "none");
    EXPECT_EQ(user(R"("firelensConfiguration":{"type":"fluentbit"})"), "0");
    EXPECT_EQ(user(R"("firelensConfiguration":{"type":"fluentbit"},"user":"1000")"), "1000");
}

TEST(CompleteDefinition, VolumesGetTheirDefaults) {
    const auto definition = complete(one_container(
        "",
        R"("volumes":[{"name":"a","dockerVolumeConfiguration":{}},
                      {"name":"b","dockerVolumeConfiguration":{"scope":"shared"}},
                      {"name":"c","efsVolumeConfiguration":{"fileSystemId":"f"}}])"
    ));
    EXPECT_EQ(definition.volumes->at(0).docker_volume_configuration->scope, api::ecs::Scope::Task);
    EXPECT_EQ(definition.volumes->at(1).docker_volume_configuration->autoprovision, false);
    EXPECT_EQ(definition.volumes->at(2).efs_volume_configuration->root_directory, "/");
}

}  // namespace
}  // namespace gantry::ecs::definition
