#include "services/ecs/fleet/payload_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wire/json_codec.h"

namespace gantry::fleet {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::SizeIs;
using testing::UnorderedElementsAre;

ecs::TaskRow task() {
    ecs::TaskRow row;
    row.account = "000000000000";
    row.region = "us-east-1";
    row.cluster = "default";
    row.id = "0123";
    row.family = "web";
    row.revision = 7;
    row.instance_id = "i";
    row.group = "family:web";
    row.containers = {{.id = "c-1", .name = "app"}};
    return row;
}

ecs::TaskDefinitionRow definition(const std::string& json) {
    ecs::TaskDefinitionRow row{.account = "000000000000", .region = "us-east-1"};
    auto read = wire::decode_json<api::ecs::TaskDefinition>(json);
    EXPECT_TRUE(read) << json;
    if (read) row.definition = *read;
    return row;
}

/// A definition with the one container "app", which has these members beside its name and image.
ecs::TaskDefinitionRow one_container(const std::string& members) {
    return definition(
        R"({"containerDefinitions":[{"name":"app","image":"app:1")" +
        (members.empty() ? "" : "," + members) + "}]}"
    );
}

api::acs::Container app(const std::string& members, const ecs::TaskRow& row = task()) {
    return build_task_payload(row, one_container(members)).containers->at(0);
}

ecs::TaskRow overridden(const std::string& members) {
    ecs::TaskRow row = task();
    row.overrides = *wire::decode_json<api::ecs::TaskOverride>(
        R"({"containerOverrides":[{"name":"other","cpu":9},{"name":"app",)" + members + "}]}"
    );
    return row;
}

TEST(PayloadBuilderTest, ATaskSaysWhatAndWhoseItIs) {
    ecs::TaskRow row = task();
    row.service = "front";
    row.group = "service:front";
    row.availability_zone = "us-east-1a";
    const auto payload = build_task_payload(row, definition(R"({"networkMode":"host"})"));
    EXPECT_EQ(payload.arn, "arn:aws:ecs:us-east-1:000000000000:task/default/0123");
    EXPECT_EQ(payload.task_cluster_arn, "arn:aws:ecs:us-east-1:000000000000:cluster/default");
    EXPECT_EQ(payload.family, "web");
    EXPECT_EQ(payload.version, "7");
    EXPECT_EQ(payload.desired_status, "RUNNING");
    EXPECT_EQ(payload.network_mode, "host");
    EXPECT_EQ(payload.launch_type, "EC2");
    EXPECT_EQ(payload.service_name, "front");
    EXPECT_EQ(payload.group, "service:front");
    EXPECT_EQ(payload.zone, "us-east-1a");
}

TEST(PayloadBuilderTest, AStopNamesTheTaskAndNothingElse) {
    ecs::TaskRow row = task();
    row.goal = ecs::TaskGoal::Stopped;
    EXPECT_EQ(
        wire::encode_json(build_stop_payload(row)),
        R"({"arn":"arn:aws:ecs:us-east-1:000000000000:task/default/0123",)"
        R"("taskClusterArn":"arn:aws:ecs:us-east-1:000000000000:cluster/default",)"
        R"("containers":[],"desiredStatus":"STOPPED","family":"web","version":"7",)"
        R"("cpu":0,"memory":0,"enableFaultInjection":false})"
    );
}

TEST(PayloadBuilderTest, TaskSizesAreVcpusAndMiB) {
    const auto sizes = definition(R"({"cpu":"512","memory":"2048"})");
    EXPECT_DOUBLE_EQ(build_task_payload(task(), sizes).cpu, 0.5);
    EXPECT_EQ(build_task_payload(task(), sizes).memory, 2048);
    ecs::TaskRow row = task();
    row.overrides.cpu = "256";
    row.overrides.memory = "1024";
    EXPECT_DOUBLE_EQ(build_task_payload(row, sizes).cpu, 0.25);
    EXPECT_EQ(build_task_payload(row, sizes).memory, 1024);
    EXPECT_DOUBLE_EQ(build_task_payload(task(), definition("{}")).cpu, 0);
    EXPECT_EQ(build_task_payload(task(), definition("{}")).memory, 0);
}

TEST(PayloadBuilderTest, NamespacesTravelAsTheyAreWritten) {
    const auto payload =
        build_task_payload(task(), definition(R"({"pidMode":"host","ipcMode":"task"})"));
    EXPECT_EQ(payload.pid_mode, "host");
    EXPECT_EQ(payload.ipc_mode, "task");
}

TEST(PayloadBuilderTest, LogRoutersAndFaultsAreTold) {
    const auto router =
        app(R"("firelensConfiguration":{"type":"fluentd","options":{"config-file-type":"file"}})");
    ASSERT_TRUE(router.firelens_configuration);
    EXPECT_EQ(router.firelens_configuration->type, api::acs::FirelensConfigurationType::Fluentd);
    EXPECT_EQ(router.firelens_configuration->options->at("config-file-type"), "file");
    EXPECT_FALSE(app("").firelens_configuration);
    const auto faulty = build_task_payload(task(), definition(R"({"enableFaultInjection":true})"));
    EXPECT_TRUE(faulty.enable_fault_injection);
}

TEST(PayloadBuilderTest, AContainerIsEssentialUnlessItSaysOtherwise) {
    EXPECT_TRUE(app("").essential);
    EXPECT_FALSE(app(R"("essential":false)").essential);
    EXPECT_EQ(app("").image, "app:1");
    EXPECT_EQ(
        app("").container_arn, "arn:aws:ecs:us-east-1:000000000000:container/default/0123/c-1"
    );
}

TEST(PayloadBuilderTest, AnImageWhoseDigestTheTaskNamesIsAskedForByIt) {
    const auto image = [](const std::string& written, const std::string& digest) {
        ecs::TaskRow row = task();
        row.containers[0].image_digest = digest;
        auto web = one_container("");
        web.definition.container_definitions->front().image = written;
        return build_task_payload(row, web).containers->at(0).image;
    };
    EXPECT_EQ(image("app:1", ""), "app:1");
    EXPECT_EQ(image("app:1", "sha256:aa"), "app@sha256:aa");
    EXPECT_EQ(image("app", "sha256:aa"), "app@sha256:aa");
    EXPECT_EQ(image("registry:5000/team/app:1", "sha256:aa"), "registry:5000/team/app@sha256:aa");
    EXPECT_EQ(image("registry:5000/app", "sha256:aa"), "registry:5000/app@sha256:aa");
    EXPECT_EQ(image("app@sha256:bb", "sha256:aa"), "app@sha256:bb");
}

TEST(PayloadBuilderTest, TheEnvironmentIsTheDefinitionsThenTheOverrides) {
    const std::string members =
        R"("environment":[{"name":"A","value":"1"},{"name":"B","value":"2"}])";
    EXPECT_THAT(
        *app(members).environment,
        UnorderedElementsAre(
            Pair("A", "1"), Pair("B", "2"), Pair("AWS_EXECUTION_ENV", "AWS_ECS_EC2")
        )
    );
    const auto row = overridden(
        R"("environment":[{"name":"B","value":"3"},{"name":"AWS_EXECUTION_ENV","value":"mine"}])"
    );
    EXPECT_THAT(
        *app(members, row).environment,
        UnorderedElementsAre(Pair("A", "1"), Pair("B", "3"), Pair("AWS_EXECUTION_ENV", "mine"))
    );
    ecs::TaskRow external = task();
    external.launch_type = api::ecs::LaunchType::External;
    EXPECT_THAT(
        *app("", external).environment,
        UnorderedElementsAre(Pair("AWS_EXECUTION_ENV", "AWS_ECS_EXTERNAL"))
    );
}

TEST(PayloadBuilderTest, OverridesOfSizeAndCommandWin) {
    const std::string members =
        R"("cpu":10,"memory":128,"memoryReservation":64,"command":["a"],"entryPoint":["/e"])";
    const auto plain = app(members);
    EXPECT_EQ(plain.cpu, 10);
    EXPECT_EQ(plain.memory, 128);
    EXPECT_THAT(*plain.docker_config->host_config, HasSubstr(R"("MemoryReservation":67108864)"));
    EXPECT_THAT(*plain.command, ElementsAre("a"));
    EXPECT_THAT(*plain.entry_point, ElementsAre("/e"));
    EXPECT_FALSE(plain.overrides);

    const auto changed =
        app(members,
            overridden(R"("cpu":20,"memory":256,"memoryReservation":32,"command":["b","\"c"])"));
    EXPECT_EQ(changed.cpu, 20);
    EXPECT_EQ(changed.memory, 256);
    EXPECT_THAT(*changed.docker_config->host_config, HasSubstr(R"("MemoryReservation":33554432)"));
    EXPECT_EQ(changed.overrides, R"({"command":["b","\"c"]})");
    EXPECT_THAT(*changed.command, ElementsAre("a")) << "the agent replaces it";
}

TEST(PayloadBuilderTest, AnOverriddenLimitMovesTheSwapLimitToo) {
    const auto changed =
        app(R"("memory":64,"linuxParameters":{"maxSwap":10})", overridden(R"("memory":100)"));
    EXPECT_THAT(
        *changed.docker_config->host_config,
        HasSubstr(R"("MemorySwap":)" + std::to_string(110 * 1024 * 1024))
    );
}

TEST(PayloadBuilderTest, PortsTravelInBridgeAndHostMode) {
    const std::string members =
        R"("portMappings":[{"containerPort":80,"hostPort":8080,"protocol":"udp"},)"
        R"({"containerPort":90},{"containerPortRange":"100-110"}])";
    const auto ports = *app(members).port_mappings;
    ASSERT_THAT(ports, SizeIs(3));
    EXPECT_EQ(ports[0].container_port, 80);
    EXPECT_EQ(ports[0].host_port, 8080);
    EXPECT_EQ(ports[0].protocol, api::acs::TransportProtocol::Udp);
    EXPECT_EQ(ports[1].host_port, 0);
    EXPECT_FALSE(ports[1].protocol);
    EXPECT_EQ(ports[2].container_port_range, "100-110");
    auto awsvpc = one_container(members);
    awsvpc.definition.network_mode = api::ecs::NetworkMode::Awsvpc;
    EXPECT_FALSE(build_task_payload(task(), awsvpc).containers->at(0).port_mappings);
}

TEST(PayloadBuilderTest, MountsAreWritableUnlessTheySayOtherwise) {
    const auto container = app(R"("mountPoints":[{"sourceVolume":"v","containerPath":"/v"},)"
                               R"({"sourceVolume":"w","containerPath":"/w","readOnly":true}],)"
                               R"("volumesFrom":[{"sourceContainer":"side","readOnly":true}])");
    ASSERT_THAT(*container.mount_points, SizeIs(2));
    EXPECT_EQ(container.mount_points->at(0).read_only, false);
    EXPECT_EQ(container.mount_points->at(0).source_volume, "v");
    EXPECT_EQ(container.mount_points->at(1).read_only, true);
    EXPECT_EQ(container.mount_points->at(1).container_path, "/w");
    EXPECT_EQ(container.volumes_from->at(0).source_container, "side");
    EXPECT_EQ(container.volumes_from->at(0).read_only, true);
}

TEST(PayloadBuilderTest, OrderTimeoutsAndRestartsTravel) {
    const auto container =
        app(R"("links":["db:database"],"startTimeout":60,"stopTimeout":5,)"
            R"("dependsOn":[{"containerName":"db","condition":"HEALTHY"}],)"
            R"("restartPolicy":{"enabled":true,"ignoredExitCodes":[0],"restartAttemptPeriod":60})");
    EXPECT_THAT(*container.links, ElementsAre("db:database"));
    EXPECT_EQ(container.start_timeout, 60);
    EXPECT_EQ(container.stop_timeout, 5);
    EXPECT_EQ(container.depends_on->at(0).container_name, "db");
    EXPECT_EQ(container.depends_on->at(0).condition, api::acs::ContainerCondition::Healthy);
    EXPECT_TRUE(container.restart_policy->enabled);
    EXPECT_THAT(*container.restart_policy->ignored_exit_codes, ElementsAre(0));
    EXPECT_EQ(container.restart_policy->restart_attempt_period, 60);
    EXPECT_EQ(
        app(R"("restartPolicy":{"enabled":true})").restart_policy->restart_attempt_period, 300
    );
}

TEST(PayloadBuilderTest, AHealthCheckSaysWhoRunsIt) {
    EXPECT_FALSE(app("").health_check_type);
    const auto container = app(R"("healthCheck":{"command":["CMD","true"]})");
    EXPECT_EQ(container.health_check_type, api::acs::HealthCheckType::Docker);
    EXPECT_THAT(*container.docker_config->config, HasSubstr(R"("Test":["CMD","true"])"));
}

TEST(PayloadBuilderTest, LogsAreWrittenByTheExecutionRole) {
    auto row = one_container(R"("logConfiguration":{"logDriver":"awslogs","options":{
        "awslogs-group":"g","awslogs-region":"us-east-1","awslogs-stream-prefix":"p"}})");
    const auto strategy = [&] {
        return build_task_payload(task(), row).containers->front().logs_auth_strategy;
    };
    EXPECT_FALSE(strategy());
    row.definition.execution_role_arn = "arn:aws:iam::000000000000:role/pull";
    EXPECT_EQ(strategy(), api::acs::AuthStrategy::ExecutionRole);
    row.definition.container_definitions->front().log_configuration.reset();
    EXPECT_FALSE(strategy());
}

TEST(PayloadBuilderTest, VolumesAreTheHostsOrDockers) {
    const auto payload = build_task_payload(
        task(),
        definition(
            R"({"volumes":[{"name":"a","host":{"sourcePath":"/srv/a"}},{"name":"b"},)"
            R"({"name":"c","dockerVolumeConfiguration":{}},)"
            R"({"name":"d","dockerVolumeConfiguration":{"scope":"shared","autoprovision":true,)"
            R"("driver":"nfs","driverOpts":{"o":"ro"},"labels":{"l":"m"}}}]})"
        )
    );
    const auto& volumes = *payload.volumes;
    ASSERT_THAT(volumes, SizeIs(4));
    EXPECT_EQ(volumes[0].type, api::acs::VolumeType::Host);
    EXPECT_EQ(volumes[0].host->source_path, "/srv/a");
    EXPECT_TRUE(volumes[1].host);
    EXPECT_FALSE(volumes[1].host->source_path);
    EXPECT_EQ(volumes[2].type, api::acs::VolumeType::Docker);
    EXPECT_EQ(volumes[2].docker_volume_configuration->scope, api::acs::Scope::Task);
    EXPECT_EQ(volumes[2].docker_volume_configuration->driver, "local");
    const auto& shared = *volumes[3].docker_volume_configuration;
    EXPECT_EQ(shared.scope, api::acs::Scope::Shared);
    EXPECT_EQ(shared.autoprovision, true);
    EXPECT_EQ(shared.driver, "nfs");
    EXPECT_THAT(*shared.driver_opts, ElementsAre(Pair("o", "ro")));
    EXPECT_THAT(*shared.labels, ElementsAre(Pair("l", "m")));
}

TEST(PayloadBuilderTest, FileSystemsAreNamedWithAllThatIsToBeKnownOfThem) {
    const auto payload = build_task_payload(
        task(),
        definition(
            R"({"volumes":[{"name":"a","efsVolumeConfiguration":{"fileSystemId":"fs-1",)"
            R"("rootDirectory":"/","transitEncryption":"ENABLED","transitEncryptionPort":2999,)"
            R"("authorizationConfig":{"accessPointId":"fsap-1","iam":"ENABLED"}}}]})"
        )
    );
    const auto& volume = payload.volumes->front();
    EXPECT_EQ(volume.type, api::acs::VolumeType::Efs);
    const auto& efs = *volume.efs_volume_configuration;
    EXPECT_EQ(efs.file_system_id, "fs-1");
    EXPECT_EQ(efs.root_directory, "/");
    EXPECT_EQ(efs.transit_encryption, api::acs::EFSTransitEncryption::Enabled);
    EXPECT_EQ(efs.transit_encryption_port, 2999);
    EXPECT_EQ(efs.authorization_config->access_point_id, "fsap-1");
    EXPECT_EQ(efs.authorization_config->iam, api::acs::EFSAuthorizationConfigIAM::Enabled);
}

TEST(PayloadBuilderTest, AVolumeMadeAtLaunchIsAnAttachmentAsWell) {
    ecs::TaskRow row = task();
    row.volume = ecs::TaskVolume{
        .name = "data", .attachment_id = "a-1", .volume_id = "vol-1", .asked = {.size_in_gib = 7}
    };
    const auto payload = build_task_payload(
        row, definition(R"({"volumes":[{"name":"data","configuredAtLaunch":true}]})")
    );
    const auto& volume = payload.volumes->front();
    EXPECT_EQ(volume.type, api::acs::VolumeType::Ebs);
    EXPECT_EQ(volume.ebs_volume_configuration->volume_id, "vol-1");
    EXPECT_EQ(volume.ebs_volume_configuration->filesystem_type, "xfs");
    EXPECT_TRUE(volume.ebs_volume_configuration->delete_on_termination);
    const auto& attachment = payload.attachments->front();
    EXPECT_EQ(attachment.attachment_type, "amazonebs");
    EXPECT_EQ(attachment.attachment_properties->at(2).name, "volumeSizeGib");
    EXPECT_EQ(attachment.attachment_properties->at(2).value, "7");
}

TEST(PayloadBuilderTest, HowMuchATaskOfFargateMayWriteIsTold) {
    ecs::TaskRow row = task();
    EXPECT_FALSE(build_task_payload(row, definition("{}")).attachments);
    row.ephemeral_gib = 21;
    const auto payload = build_task_payload(row, definition("{}"));
    const auto& attachment = payload.attachments->front();
    EXPECT_EQ(attachment.attachment_type, "gantry-ephemeral-storage");
    EXPECT_EQ(attachment.attachment_properties->front().value, "21");
}

TEST(PayloadBuilderTest, GpusAreAssociatedWithTheirContainers) {
    ecs::TaskRow row = task();
    EXPECT_FALSE(build_task_payload(row, definition("{}")).associations);
    row.containers = {{.name = "app", .gpu_ids = {"GPU-1", "GPU-2"}}, {.name = "side"}};
    const auto payload = build_task_payload(row, definition("{}"));
    ASSERT_THAT(*payload.associations, SizeIs(2));
    EXPECT_EQ(payload.associations->back().name, "GPU-2");
    EXPECT_EQ(payload.associations->back().type, api::acs::AssociationType::Gpu);
    EXPECT_THAT(*payload.associations->back().containers, ElementsAre("app"));
}

TEST(PayloadBuilderTest, OnFargateTheEnvironmentSaysWhereItIs) {
    ecs::TaskRow row = task();
    row.launch_type = api::ecs::LaunchType::Fargate;
    const auto plain = app("", row);
    EXPECT_THAT(
        *plain.environment, testing::Contains(Pair("AWS_EXECUTION_ENV", "AWS_ECS_FARGATE"))
    );
}

}  // namespace
}  // namespace gantry::fleet
