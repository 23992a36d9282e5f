#include "agent/engine/container_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/engine/names.h"
#include "agent/engine/task_volumes.h"
#include "agent/engine/test_tasks.h"

namespace gantry::agent {
namespace {

using api::docker::ContainerCreateRequest;
using test::make_container;
using test::make_task;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using testing::StartsWith;

constexpr const char* kInstance = "arn:aws:ecs:us-east-1:000000000000:container-instance/default/1";

Result<ContainerCreateRequest> build(
    const api::acs::Task& task,
    std::vector<PublishedPort> ports = {},
    std::vector<std::string> image_env = {}
) {
    const auto spec = read_task_spec(task, Seconds{30});
    if (!spec) return spec.error();
    return build_container_request({
        task,
        *spec,
        spec->containers.front(),
        std::move(ports),
        std::move(image_env),
        kInstance,
        "default",
        "eu-north-1",
    });
}

TEST(ContainerRequest, LabelsSayWhoseItIs) {
    auto app = make_container("app");
    app.docker_config.emplace().config =
        R"({"Labels":{"team":"a","com.amazonaws.ecs.task-arn":"forged"}})";
    const auto request = build(make_task({app}));
    ASSERT_TRUE(request) << request.error().message;
    const std::map<std::string, std::string> expected = {
        {"team", "a"},
        {"com.amazonaws.ecs.cluster", "default"},
        {"com.amazonaws.ecs.container-name", "app"},
        {"com.amazonaws.ecs.task-arn", test::kTaskArn},
        {"com.amazonaws.ecs.task-definition-family", "web"},
        {"com.amazonaws.ecs.task-definition-version", "3"},
        {"dev.gantry.instance", kInstance},
    };
    EXPECT_EQ(request->labels, expected);
}

TEST(ContainerRequest, EnvironmentAndRegion) {
    auto app = make_container("app");
    app.environment = {{"B", "2"}, {"A", "1=1"}};
    EXPECT_THAT(
        *build(make_task({app}))->env,
        ElementsAre("A=1=1", "B=2", "AWS_REGION=eu-north-1", "AWS_DEFAULT_REGION=eu-north-1")
    );
    EXPECT_THAT(
        *build(make_task({app}), {}, {"AWS_REGION=elsewhere"})->env, ElementsAre("A=1=1", "B=2")
    );
    app.environment->emplace("AWS_DEFAULT_REGION", "mine");
    EXPECT_THAT(*build(make_task({app}))->env, Not(Contains(StartsWith("AWS_REGION="))));
}

/// What a container with this label, variable and image is told of where the API is.
std::vector<std::string> told_of_api(
    bool give_api,
    const std::string& label = {},
    const std::string& variable = {},
    std::vector<std::string> image_env = {}
) {
    auto app = make_container("app");
    if (!label.empty()) {
        app.docker_config.emplace().config = R"({"Labels":{"gantry.endpoint":")" + label + "\"}}";
    }
    if (!variable.empty()) app.environment = {{"AWS_ENDPOINT_URL", variable}};
    const auto task = make_task({app});
    const auto spec = *read_task_spec(task, Seconds{30});
    auto request = build_container_request({
        .task = task,
        .spec = spec,
        .container = spec.containers.front(),
        .ports = {},
        .image_env = std::move(image_env),
        .instance_arn = kInstance,
        .cluster = "default",
        .region = "eu-north-1",
        .api_url = "http://169.254.170.2:4510",
        .give_api = give_api,
    });
    EXPECT_TRUE(request);
    std::erase_if(*request->env, [](const std::string& entry) {
        return !entry.starts_with("AWS_ENDPOINT_URL=");
    });
    return *request->env;
}

TEST(ContainerRequest, ALabelDecidesWhetherAContainerIsToldOfTheApi) {
    const std::string told = "AWS_ENDPOINT_URL=http://169.254.170.2:4510";
    EXPECT_THAT(told_of_api(true), ElementsAre(told));
    EXPECT_THAT(told_of_api(false), ElementsAre());
    EXPECT_THAT(told_of_api(true, "false"), ElementsAre());
    EXPECT_THAT(told_of_api(false, "true"), ElementsAre(told));
    EXPECT_THAT(told_of_api(true, "true", "mine"), ElementsAre("AWS_ENDPOINT_URL=mine"));
    EXPECT_THAT(told_of_api(true, {}, {}, {"AWS_ENDPOINT_URL=of-the-image"}), ElementsAre());
}

TEST(ContainerRequest, OverridesReplaceTheCommand) {
    auto app = make_container("app");
    app.command = {"serve"};
    app.entry_point = {"/bin/app"};
    app.overrides = R"({"command":["migrate","--all"]})";
    const auto request = build(make_task({app}));
    EXPECT_THAT(*request->cmd, ElementsAre("migrate", "--all"));
    EXPECT_THAT(*request->entrypoint, ElementsAre("/bin/app"));
    app.overrides = "not json";
    EXPECT_EQ(build(make_task({app})).error().code, "DockerClientConfigError");
}

struct Limits {
    std::int32_t cpu;
    std::int32_t memory;
    double task_cpu;
    std::int32_t task_memory;
    std::int64_t shares;
    std::optional<std::int64_t> bytes;
    std::optional<std::int64_t> quota;
};

TEST(ContainerRequest, LimitsAreWhatTheRuntimeCanHold) {
    const Limits cases[] = {
        {0, 0, 0, 0, 2, std::nullopt, std::nullopt},
        {1, 1, 0, 0, 2, 6 * kMiB, std::nullopt},
        {512, 128, 0, 0, 512, 128 * kMiB, std::nullopt},
        {300'000, 128, 0, 0, 262'144, 128 * kMiB, std::nullopt},
        {0, 0, 0.25, 512, 2, 512 * kMiB, 25'000},
        {0, 128, 2, 512, 2, 128 * kMiB, 200'000},
    };
    for (const Limits& c : cases) {
        auto app = make_container("app");
        app.cpu = c.cpu;
        app.memory = c.memory;
        auto task = make_task({app});
        task.cpu = c.task_cpu;
        task.memory = c.task_memory;
        const auto request = build(task);
        ASSERT_TRUE(request);
        EXPECT_EQ(request->host_config->cpu_shares, c.shares);
        EXPECT_EQ(request->host_config->memory, c.bytes);
        EXPECT_EQ(request->host_config->cpu_quota, c.quota);
    }
}

TEST(ContainerRequest, WhatDockerWouldRefuseIsRaised) {
    auto app = make_container("app");
    app.memory = 4;
    test::add_health_check(app);
    app.docker_config->host_config = R"({"MemoryReservation":1048576,"MemorySwap":4194304})";
    auto request = build(make_task({app}));
    ASSERT_TRUE(request);
    EXPECT_EQ(request->host_config->memory, 6 * kMiB);
    EXPECT_EQ(request->host_config->memory_reservation, 6 * kMiB);
    EXPECT_EQ(request->host_config->memory_swap, 6 * kMiB);

    app.docker_config->host_config = R"({"MemorySwap":-1})";
    request = build(make_task({app}));
    ASSERT_TRUE(request);
    EXPECT_EQ(request->host_config->memory_swap, -1);
    EXPECT_FALSE(request->host_config->memory_reservation);
}

TEST(ContainerRequest, DockerConfigIsReadOverWhatWasBuilt) {
    auto app = make_container("app");
    test::add_health_check(app);
    app.docker_config->host_config =
        R"({"Memory":1073741824,"NetworkMode":"bridge","LogConfig":{"Type":"fluentd",)"
        R"("Config":{"mode":"non-blocking","tag":"g"}},"CapAdd":["NET_ADMIN"]})";
    const auto request = build(make_task({app}));
    ASSERT_TRUE(request) << request.error().message;
    EXPECT_EQ(request->host_config->memory, 1 << 30);
    EXPECT_EQ(request->host_config->cpu_shares, 10);
    EXPECT_EQ(request->healthcheck->interval, 5'000'000'000);
    EXPECT_EQ(request->host_config->log_config->config->at("max-buffer-size"), "10m");
    app.docker_config->host_config = R"({"Memory":"much"})";
    EXPECT_EQ(build(make_task({app})).error().code, "HostConfigError");
    app.docker_config->host_config.reset();
    app.docker_config->config = "{}";
    EXPECT_EQ(build(make_task({app})).error().code, "DockerClientConfigError");  // no health check
}

TEST(ContainerRequest, TheRuntimeKeepsWhatTheAgentShips) {
    auto app = make_container("app");
    app.docker_config.emplace().host_config =
        R"({"LogConfig":{"Type":"awslogs","Config":{"awslogs-group":"g","mode":"non-blocking",)"
        R"("max-buffer-size":"1m","awslogs-stream":"s"}}})";
    const auto request = build(make_task({app}));
    ASSERT_TRUE(request) << request.error().message;
    const auto& log = *request->host_config->log_config;
    EXPECT_EQ(log.type, "json-file");
    EXPECT_EQ(
        *log.config, (std::map<std::string, std::string>{{"max-file", "3"}, {"max-size", "100m"}})
    );
    app.docker_config->host_config =
        R"({"LogConfig":{"Type":"awslogs","Config":{"awslogs-group":"g","mode":"blocking"}}})";
    EXPECT_EQ(build(make_task({app}))->host_config->log_config->config->at("max-file"), "10");
    app.docker_config->host_config = R"({"LogConfig":{"Type":"awslogs","Config":{}}})";
    EXPECT_EQ(
        build(make_task({app})).error().message,
        "Error response from daemon: must specify a value for log opt 'awslogs-group'"
    );
}

TEST(ContainerRequest, PublishesPorts) {
    auto app = make_container("app");
    app.port_mappings.emplace(1).front().container_port = 80;
    auto task = make_task({app});
    const auto request = build(task, {{"127.0.0.3", 80, 32768, "tcp"}});
    EXPECT_TRUE(request->exposed_ports->contains("80/tcp"));
    const auto& binding = request->host_config->port_bindings->at("80/tcp").front();
    EXPECT_EQ(binding.host_ip, "127.0.0.3");
    EXPECT_EQ(binding.host_port, "32768");
    task.network_mode = "host";
    const auto host = build(task, {{"0.0.0.0", 80, 80, "tcp"}});
    EXPECT_FALSE(host->host_config->port_bindings);
    EXPECT_EQ(host->host_config->network_mode, "host");
}

TEST(ContainerRequest, MountsLinksAndVolumesFromUseRuntimeNames) {
    auto app = make_container("app");
    app.links = {"db:data", "cache"};
    app.volumes_from.emplace(1).front().source_container = "db";
    app.volumes_from->front().read_only = true;
    auto& mounts = app.mount_points.emplace(3);
    mounts[0].source_volume = "scratch";
    mounts[0].container_path = "/scratch";
    mounts[1].source_volume = "etc";
    mounts[1].container_path = "/etc/app";
    mounts[1].read_only = true;
    mounts[2].source_volume = "all";
    mounts[2].container_path = "/all";
    auto task = make_task({app, make_container("db"), make_container("cache")});
    auto& volumes = task.volumes.emplace(3);
    volumes[0].name = "scratch";
    volumes[1].name = "etc";
    volumes[1].host.emplace().source_path = "/opt/etc";
    volumes[2].name = "all";
    volumes[2].docker_volume_configuration.emplace().scope = api::acs::Scope::Shared;
    const auto request = build(task);
    ASSERT_TRUE(request) << request.error().message;
    const std::string db = container_runtime_name(test::kTaskArn, "web", "3", "db");
    const std::string cache = container_runtime_name(test::kTaskArn, "web", "3", "cache");
    const std::string scratch = task_volume_name(test::kTaskArn, "web", "3", "scratch");
    EXPECT_THAT(*request->host_config->links, ElementsAre(db + ":data", cache + ":cache"));
    EXPECT_THAT(*request->host_config->volumes_from, ElementsAre(db + ":ro"));
    EXPECT_THAT(
        *request->host_config->binds,
        ElementsAre(scratch + ":/scratch", "/opt/etc:/etc/app:ro", "all:/all")
    );
    (*task.containers)[0].mount_points->front().source_volume = "nowhere";
    EXPECT_EQ(build(task).error().code, "HostConfigError");
}

TEST(TaskVolumes, SaysWhichMustExistAndWhichAreMade) {
    auto task = make_task({make_container("app")});
    auto& volumes = task.volumes.emplace(4);
    volumes[0].name = "scratch";
    volumes[1].name = "path";
    volumes[1].host.emplace().source_path = "/x";
    volumes[2].name = "given";
    volumes[2].docker_volume_configuration.emplace().scope = api::acs::Scope::Shared;
    volumes[3] = volumes[2];
    volumes[3].name = "made";
    volumes[3].docker_volume_configuration->autoprovision = true;
    volumes[3].docker_volume_configuration->driver = "nfs";
    const auto wanted = volumes_of(task, kInstance);
    ASSERT_EQ(wanted.size(), 3u);
    EXPECT_EQ(wanted[0].kind, TaskVolume::Kind::TaskScoped);
    EXPECT_THAT(wanted[0].spec.name, StartsWith("ecs-web-3-scratch-"));
    EXPECT_EQ(wanted[0].spec.labels.at("dev.gantry.instance"), kInstance);
    EXPECT_EQ(wanted[1].kind, TaskVolume::Kind::MustExist);
    EXPECT_EQ(wanted[2].kind, TaskVolume::Kind::Shared);
    EXPECT_EQ(wanted[2].spec.driver, "nfs");
    EXPECT_EQ(wanted[2].spec.name, "made");
}

TEST(Names, AreStableAndDifferWhereTasksOrContainersDo) {
    const std::string name = container_runtime_name("arn1", "web", "3", "my_app.x");
    EXPECT_THAT(name, StartsWith("ecs-web-3-myappx-"));
    EXPECT_EQ(name.size(), std::string("ecs-web-3-myappx-").size() + 20);
    EXPECT_EQ(name, container_runtime_name("arn1", "web", "3", "my_app.x"));
    EXPECT_NE(name, container_runtime_name("arn2", "web", "3", "my_app.x"));
    EXPECT_NE(name, container_runtime_name("arn1", "web", "3", "myapp.x"));
}

}  // namespace
}  // namespace gantry::agent
