#include "agent/endpoint/desk.h"

#include <gmock/gmock.h>

#include "agent/endpoint/test_desks.h"
#include "agent/engine/names.h"
#include "agent/test_world.h"
#include "api/acs/iam_role_credentials_message.h"

namespace gantry::agent::endpoint {
namespace {

using test::add_health_check;
using test::kTaskArn;
using test::make_container;
using test::make_task;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kRoleId = "0f5b4c1e-6b0a-4b7e-8c1d-000000000001";
constexpr const char* kExecutionId = "0f5b4c1e-6b0a-4b7e-8c1d-000000000002";

api::acs::IAMRoleCredentials credentials(const std::string& id, const std::string& secret) {
    api::acs::IAMRoleCredentials made;
    made.credentials_id = id;
    made.role_arn = "arn:aws:iam::000000000000:role/web";
    made.access_key_id = "ASIA1";
    made.secret_access_key = secret;
    made.session_token = "token";
    made.expiration = "2026-01-01T00:00:00Z";
    return made;
}

class EndpointDeskTest : public testing::Test {
  protected:
    EndpointDeskTest() {
        world.endpoint = &desks;
        world.config.task_endpoint = true;
        world.start_connected();
    }

    api::acs::Task task_with_role(std::string arn = kTaskArn) {
        auto task = make_task({make_container("app"), make_container("side")}, std::move(arn));
        task.role_credentials = credentials(kRoleId, "secret");
        task.execution_role_credentials = credentials(kExecutionId, "other");
        return task;
    }
    void run(const api::acs::Task& task) {
        world.control.run_task(task);
        world.expect_soon([&] {
            return world.runs(*task.containers->front().name, *task.arn) &&
                   world.control.status_of(*task.arn) == "RUNNING";
        });
    }

    Answer ask(std::string_view method, const std::string& target, std::string body = {}) {
        auto read = read_ask(method, target);
        if (auto* answer = std::get_if<Answer>(&read)) return *answer;
        auto asked = std::get<Ask>(read);
        asked.body = std::move(body);
        std::optional<Answer> heard;
        const auto reply = [&](Answer answer) {
            EXPECT_FALSE(heard) << "answered twice";
            heard = std::move(answer);
        };
        if (!desks.directory->hand_over(asked, reply)) return unknown_id(asked);
        world.expect_soon([&] { return heard.has_value(); });
        return heard.value_or(Answer{});
    }
    Answer get(const std::string& target) { return ask("GET", target); }

    /// The value of a variable that the container was created with; empty: it was not.
    std::string variable(const std::string& name, const std::string& container = "app") {
        const auto* made = world.container(container);
        if (made == nullptr || !made->request) return {};
        for (const std::string& entry : made->request->env.value_or(std::vector<std::string>{})) {
            if (entry.starts_with(name + "=")) return entry.substr(name.size() + 1);
        }
        return {};
    }
    /// The path of the container's own metadata.
    std::string v4(const std::string& container = "app") {
        return variable("ECS_CONTAINER_METADATA_URI_V4", container)
            .substr(std::string(kTaskEndpointUrl).size());
    }

    test::Desks desks;
    test::World world;
};

TEST_F(EndpointDeskTest, GivesATaskItsRole) {
    run(task_with_role());
    EXPECT_EQ(
        variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"),
        std::string("/v2/credentials/") + kRoleId
    );
    const Answer answer = get(std::string("/v2/credentials/") + kRoleId);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(
        answer.body,
        R"({"RoleArn":"arn:aws:iam::000000000000:role/web","AccessKeyId":"ASIA1",)"
        R"("SecretAccessKey":"secret","Token":"token","Expiration":"2026-01-01T00:00:00Z"})"
    );
    EXPECT_EQ(get(std::string("/v1/credentials?id=") + kRoleId).body, answer.body);
    // The platform's role is no container's business.
    EXPECT_EQ(get(std::string("/v2/credentials/") + kExecutionId).status, 400);
    EXPECT_EQ(get("/v2/credentials/guess").status, 400);
    EXPECT_EQ(get(v4().replace(0, 4, "/v2/credentials/")).status, 400);
}

TEST_F(EndpointDeskTest, GivesRenewedCredentials) {
    run(task_with_role());
    api::acs::IAMRoleCredentialsMessage renewed;
    renewed.message_id = "m";
    renewed.task_arn = kTaskArn;
    renewed.role_credentials = credentials(kRoleId, "renewed");
    world.control.send(StreamKind::Control, "IAMRoleCredentialsMessage", renewed);
    world.expect_soon([&] {
        return get(std::string("/v2/credentials/") + kRoleId).body.find("renewed") !=
               std::string::npos;
    });
}

TEST_F(EndpointDeskTest, RolesEndWithTheTask) {
    run(task_with_role());
    world.control.stop_task();
    world.expect_soon([&] { return world.control.status_of() == "STOPPED"; });
    EXPECT_EQ(get(std::string("/v2/credentials/") + kRoleId).status, 400);
}

TEST_F(EndpointDeskTest, WhatTheMachineMountedHasNoNameOfDockers) {
    world.kill_agent();
    world.config.file_systems = {{"fs-1", "/srv/share"}};
    world.start_connected();
    auto app = make_container("app");
    app.mount_points = {{"share", "/data", true}};
    auto task = make_task({app});
    auto& volume = task.volumes.emplace().emplace_back();
    volume.name = "share";
    volume.type = api::acs::VolumeType::Efs;
    volume.efs_volume_configuration.emplace().file_system_id = "fs-1";
    run(task);
    EXPECT_THAT(get(v4()).body, HasSubstr(R"("Volumes":[{"Destination":"/data"}])"));
}

TEST_F(EndpointDeskTest, ATaskWithoutRoleIsToldOfNone) {
    run(make_task({make_container("app")}));
    EXPECT_EQ(variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"), "");
    EXPECT_EQ(get(v4()).status, 200);
}

TEST_F(EndpointDeskTest, WhoHasNoNetworkIsToldNothing) {
    auto task = task_with_role();
    task.network_mode = "none";
    run(task);
    EXPECT_EQ(variable("ECS_AGENT_URI"), "");
    EXPECT_EQ(variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"), "");
}

TEST_F(EndpointDeskTest, IdsOutliveTheAgent) {
    run(task_with_role());
    const std::string path = v4();
    world.kill_agent();
    EXPECT_EQ(get(path).status, 404);
    world.control.away = true;
    world.start_agent();
    EXPECT_EQ(get(path).status, 200);
    // Not yet sent again: SDKs ask once more.
    const Answer early = get(std::string("/v2/credentials/") + kRoleId);
    EXPECT_EQ(early.status, 503);
    EXPECT_THAT(early.body, HasSubstr("CredentialsUninitialized"));
    world.control.come_back();
    world.expect_soon([&] { return get(std::string("/v2/credentials/") + kRoleId).status == 200; });
}

TEST_F(EndpointDeskTest, DescribesTheContainer) {
    auto app = make_container("app");
    app.environment.emplace()["ECS_AGENT_URI"] = "http://forged";
    app.container_arn = "arn:aws:ecs:us-east-1:000000000000:container/1";
    app.port_mappings.emplace().emplace_back().container_port = 80;
    add_health_check(app);
    app.docker_config->host_config =
        R"({"LogConfig":{"Type":"json-file","Config":{"max-size":"1m"}}})";
    run(make_task({app}));
    EXPECT_THAT(variable("ECS_AGENT_URI"), HasSubstr("http://169.254.170.2/api/"));
    const Answer answer = get(v4());
    EXPECT_EQ(answer.status, 200);
    const std::string& body = answer.body;
    EXPECT_THAT(body, HasSubstr(R"("DockerId":")" + world.container("app")->status.id));
    EXPECT_THAT(body, HasSubstr(R"("Name":"app","DockerName":"ecs-web-3-app-)"));
    EXPECT_THAT(body, HasSubstr(R"("Image":"app:1","ImageID":")"));
    EXPECT_THAT(body, HasSubstr(R"("ContainerPort":80,"Protocol":"tcp","HostPort":)"));
    EXPECT_THAT(body, HasSubstr(R"("HostIp":"0.0.0.0")"));
    EXPECT_THAT(body, HasSubstr(R"("com.amazonaws.ecs.task-definition-version":"3")"));
    EXPECT_THAT(body, Not(HasSubstr("dev.gantry")));
    EXPECT_THAT(body, HasSubstr(R"("DesiredStatus":"RUNNING","KnownStatus":"RUNNING")"));
    EXPECT_THAT(body, HasSubstr(R"("Limits":{"CPU":10,"Memory":64})"));
    EXPECT_THAT(body, HasSubstr(R"("Type":"NORMAL","Health":{"status":")"));
    EXPECT_THAT(body, HasSubstr(R"("LogDriver":"json-file","LogOptions":{"max-size":"1m"})"));
    EXPECT_THAT(body, HasSubstr(R"("ContainerARN":"arn:aws:ecs)"));
    EXPECT_THAT(body, HasSubstr(R"("Networks":[{"NetworkMode":"bridge")"));
    const std::string old = get(std::string(v4()).replace(0, 3, "/v3")).body;
    EXPECT_THAT(old, Not(HasSubstr("LogDriver")));
    EXPECT_THAT(old, Not(HasSubstr("HostIp")));
    EXPECT_THAT(old, HasSubstr(R"("Name":"app")"));
}

TEST_F(EndpointDeskTest, DescribesTheTask) {
    auto task = task_with_role();
    task.cpu = 0.5;
    task.memory = 512;
    task.service_name = "web";
    task.launch_type = "EC2";
    run(task);
    const std::string body = get(v4() + "/task").body;
    EXPECT_THAT(body, HasSubstr(R"({"Cluster":"default","TaskARN":")" + std::string(kTaskArn)));
    EXPECT_THAT(body, HasSubstr(R"("Family":"web","Revision":"3","DesiredStatus":"RUNNING",)"));
    EXPECT_THAT(body, HasSubstr(R"("Limits":{"CPU":0.5,"Memory":512})"));
    EXPECT_THAT(body, HasSubstr(R"("LaunchType":"EC2","ServiceName":"web")"));
    EXPECT_THAT(body, HasSubstr(R"("Name":"side")"));
    EXPECT_THAT(body, HasSubstr(R"("FaultInjectionEnabled":false)"));
    EXPECT_THAT(body, Not(HasSubstr("secret")));
    EXPECT_THAT(get(v4("side") + "/task").body, HasSubstr(R"("Name":"app")"));
    const std::string old = get(std::string(v4()).replace(0, 3, "/v3") + "/task").body;
    EXPECT_THAT(old, Not(HasSubstr("LaunchType")));
}

TEST_F(EndpointDeskTest, DescribesAnInterfaceAndThePauseContainer) {
    auto task = make_task({make_container("app")});
    test::give_interface(task);
    world.control.add_interface(task);
    run(task);
    const std::string body = get(v4() + "/task").body;
    for (const char* part :
         {R"("NetworkMode":"awsvpc")",
          R"("AttachmentIndex":0)",
          R"("MACAddress":"02:00:00:00:00:01")",
          R"("IPv4Addresses":["10.0.0.11"])",
          R"("IPv4SubnetCIDRBlock":"10.0.0.0/24")",
          R"("DomainNameServers":["10.0.0.2"])",
          R"("PrivateDNSName":"ip-10-0-0-11.ec2.internal")",
          R"("SubnetGatewayIpv4Address":"10.0.0.1/24")",
          R"("Name":"~internal~ecs~pause")",
          R"("KnownStatus":"RESOURCES_PROVISIONED")",
          R"("Type":"CNI_PAUSE")"}) {
        EXPECT_THAT(body, HasSubstr(part));
    }
    EXPECT_THAT(get(v4()).body, Not(HasSubstr("CNI_PAUSE")));
}

TEST_F(EndpointDeskTest, Version2GoesByTheAddressOfOneTask) {
    const auto ask_as = [this](const std::string& target, const std::string& id) {
        auto asked = std::get<Ask>(read_ask("GET", target));
        asked.id = id;
        std::optional<Answer> heard;
        if (!desks.directory->hand_over(asked, [&](Answer answer) { heard = std::move(answer); })) {
            return unknown_id(asked);
        }
        world.expect_soon([&] { return heard.has_value(); });
        return heard.value_or(Answer{});
    };
    auto task = make_task({make_container("app")});
    test::give_interface(task);
    world.control.add_interface(task);
    run(task);
    EXPECT_THAT(ask_as("/v2/metadata", "vpc 10.0.0.11").body, HasSubstr(kTaskArn));
    const std::string container = "/v2/metadata/" + world.container("app")->status.id;
    EXPECT_THAT(ask_as(container, "vpc 10.0.0.11").body, HasSubstr(R"("Name":"app")"));
    EXPECT_EQ(ask_as("/v2/metadata", "vpc 10.0.0.12").status, 404);
    EXPECT_EQ(ask_as("/v2/metadata", "").status, 404);
}

TEST_F(EndpointDeskTest, AddsTags) {
    run(make_task({make_container("app")}));
    world.control.answers["ListTagsForResource"] = [](const std::string& body) {
        if (body.find("container-instance") == std::string::npos) {
            return Result<std::string>(R"({"tags":[{"key":"team","value":"a"}]})");
        }
        return Result<std::string>(Error{ErrorKind::Denied, "AccessDeniedException", "no", {}});
    };
    const Answer answer = get(v4() + "/taskWithTags");
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr(R"("TaskTags":{"team":"a"})"));
    EXPECT_THAT(
        answer.body,
        HasSubstr(R"("Errors":[{"ErrorField":"ContainerInstanceTags","ErrorCode":"AccessDenied)")
    );
}

TEST_F(EndpointDeskTest, TellsStatistics) {
    run(make_task({make_container("app"), make_container("side")}));
    const std::string first = get(v4() + "/stats").body;
    EXPECT_THAT(first, HasSubstr(R"("memory_stats")"));
    EXPECT_THAT(first, Not(HasSubstr("network_rate_stats")));
    world.loop.advance(Seconds{1});
    EXPECT_THAT(get(v4() + "/stats").body, HasSubstr(R"("rx_bytes_per_sec":1000)"));
    const std::string both = get(v4() + "/task/stats").body;
    EXPECT_THAT(both, HasSubstr("\"" + world.container("app")->status.id + "\":{"));
    EXPECT_THAT(both, HasSubstr("\"" + world.container("side")->status.id + "\":{"));
}

TEST_F(EndpointDeskTest, DescribesWithoutTheRuntime) {
    run(make_task({make_container("app")}));
    world.machine.daemon().set_state(runtime::FakeDaemon::State::Hung);
    const Answer answer = get(v4());
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr(R"("ImageID":"")"));
}

TEST_F(EndpointDeskTest, ProtectsTheTaskInItsName) {
    run(task_with_role());
    const std::string state = "/api" + v4().substr(3) + "/task-protection/v1/state";
    EXPECT_THAT(ask("GET", state).body, HasSubstr(R"("Code":"AccessDeniedException")"));
    world.control.services["ecs.UpdateTaskProtection"] = [](const ServiceCall& call) {
        EXPECT_EQ(call.credentials.secret_access_key, "secret");
        return Result<std::string>(
            R"({"protectedTasks":[{"taskArn":"t","protectionEnabled":true}]})"
        );
    };
    const Answer put = ask("PUT", state, R"({"ProtectionEnabled":true})");
    EXPECT_EQ(put.status, 200);
    EXPECT_THAT(put.body, HasSubstr(R"("ProtectionEnabled":true)"));
    EXPECT_EQ(ask("PUT", state, "{}").status, 400);
    EXPECT_EQ(ask("POST", "/api" + v4().substr(3) + "/fault/v1/network-latency/start").status, 400);
}

TEST_F(EndpointDeskTest, TellsOperators) {
    run(make_task({make_container("app")}));
    std::optional<std::vector<Answerer::About>> heard;
    desks.directory->ask_all({}, {}, [&](std::vector<Answerer::About> about) {
        heard = std::move(about);
    });
    world.expect_soon([&] { return heard.has_value(); });
    ASSERT_EQ(heard->size(), 1U);
    EXPECT_EQ(heard->front().instance_arn, test::kInstanceArn);
    ASSERT_EQ(heard->front().tasks.size(), 1U);
    EXPECT_THAT(heard->front().tasks.front(), HasSubstr(R"("KnownStatus":"RUNNING")"));
}

}  // namespace
}  // namespace gantry::agent::endpoint
