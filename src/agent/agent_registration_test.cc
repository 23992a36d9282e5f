// How an agent becomes a container instance, and what it does when that is refused.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/agent_fixture.h"
#include "api/ecs/register_container_instance_request.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

using test::kInstanceArn;
using test::make_container;
using test::make_task;
using test::refusal;
using testing::HasSubstr;

class AgentRegistrationTest : public test::AgentTest {};

TEST_F(AgentRegistrationTest, RegistersAndConnects) {
    world.config.attributes = {{"rack", "r1"}};
    world.config.tags = {{"team", "a"}};
    world.start_connected();
    EXPECT_EQ(world.process->agent.status().container_instance_arn, kInstanceArn);
    const auto request =
        wire::decode_json<api::ecs::RegisterContainerInstanceRequest>(control.calls.front().body);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->cluster, "default");
    EXPECT_FALSE(request->client_token.value_or("").empty());
    EXPECT_FALSE(request->container_instance_arn);
    EXPECT_EQ((*request->total_resources)[0].integer_value, 4 * 1024);
    EXPECT_EQ((*request->total_resources)[1].integer_value, 16'384);
    EXPECT_EQ(request->tags->front().key, "team");
    const auto has = [&](const std::string& name, const std::string& value) {
        return std::any_of(
            request->attributes->begin(),
            request->attributes->end(),
            [&](const auto& a) { return a.name == name && a.value.value_or("") == value; }
        );
    };
    EXPECT_TRUE(has("rack", "r1"));
    EXPECT_TRUE(has("ecs.os-type", "linux"));
    EXPECT_TRUE(has("com.amazonaws.ecs.capability.docker-remote-api.1.41", ""));
    EXPECT_FALSE(has("com.amazonaws.ecs.capability.docker-remote-api.1.42", ""));
    EXPECT_TRUE(has("com.amazonaws.ecs.capability.logging-driver.json-file", ""));
    const std::map<std::string, std::string> query(
        control.control_queries[0].begin(), control.control_queries[0].end()
    );
    EXPECT_EQ(query.at("containerInstanceArn"), kInstanceArn);
    EXPECT_EQ(query.at("clusterArn"), "default");
    EXPECT_EQ(query.at("sendCredentials"), "true");
    EXPECT_EQ(query.at("protocolVersion"), "2");
}

TEST_F(AgentRegistrationTest, GpusArePlatformDevices) {
    world.config.gpus = {"GPU-1", "GPU-2"};
    world.config.gpu_driver_version = "550.54.14";
    world.start_connected();
    const auto request =
        wire::decode_json<api::ecs::RegisterContainerInstanceRequest>(control.calls.front().body);
    ASSERT_TRUE(request && request->platform_devices);
    ASSERT_EQ(request->platform_devices->size(), 2U);
    EXPECT_EQ(request->platform_devices->back().id, "GPU-2");
    EXPECT_EQ(request->platform_devices->back().type, api::ecs::PlatformDeviceType::Gpu);
    const auto has = [&](const std::string& name) {
        return std::ranges::any_of(*request->attributes, [&](const auto& attribute) {
            return attribute.name == name;
        });
    };
    EXPECT_TRUE(has("ecs.capability.nvidia-driver-version.550.54.14"));
    EXPECT_TRUE(has("ecs.capability.gpu-driver-version"));
}

TEST_F(AgentRegistrationTest, SharedGpusAreThereOnceForEachTaskThatCanHaveThem) {
    world.config.gpus = {"GPU-1", "GPU-2"};
    world.config.gpu_sharing = 2;
    world.start_connected();
    const auto request =
        wire::decode_json<api::ecs::RegisterContainerInstanceRequest>(control.calls.front().body);
    ASSERT_TRUE(request && request->platform_devices);
    std::vector<std::string> ids;
    for (const auto& device : *request->platform_devices) ids.push_back(*device.id);
    EXPECT_EQ(ids, (std::vector<std::string>{"GPU-1", "GPU-2", "GPU-1", "GPU-2"}));
    EXPECT_TRUE(std::ranges::any_of(*request->attributes, [](const auto& attribute) {
        return attribute.name == "gantry.gpu-sharing" && attribute.value == "2";
    }));
}

TEST_F(AgentRegistrationTest, RegistersAgainUnderItsArnWithTheSameToken) {
    world.start_connected();
    world.kill_agent();
    control.calls.clear();
    world.start_connected();
    wait(Seconds{1});
    for (const auto& call : control.calls) {
        if (call.operation != "RegisterContainerInstance") continue;
        const auto request =
            wire::decode_json<api::ecs::RegisterContainerInstanceRequest>(call.body);
        EXPECT_EQ(request->container_instance_arn, kInstanceArn);
    }
    EXPECT_EQ(control.count("RegisterContainerInstance"), 1);
}

TEST_F(AgentRegistrationTest, ALostAnswerDoesNotChangeTheToken) {
    control.answers["RegisterContainerInstance"] = [](auto&) { return unavailable("timed out"); };
    world.start_agent();
    wait(Seconds{2});
    world.kill_agent();
    world.start_agent();
    wait(Seconds{2});
    std::set<std::string> tokens;
    for (const auto& call : control.calls) {
        tokens.insert(
            *wire::decode_json<api::ecs::RegisterContainerInstanceRequest>(call.body)->client_token
        );
    }
    EXPECT_GT(control.calls.size(), 3u);
    EXPECT_EQ(tokens.size(), 1u);
}

TEST_F(AgentRegistrationTest, MakesTheDefaultClusterWhenItIsMissing) {
    bool exists = false;
    control.answers["RegisterContainerInstance"] = [&](const std::string&) -> Result<std::string> {
        if (!exists) return refusal("ClusterNotFoundException");
        control.answers.erase("RegisterContainerInstance");
        return unavailable("again");
    };
    control.answers["CreateCluster"] = [&](const std::string&) -> Result<std::string> {
        exists = true;
        return std::string("{}");
    };
    world.start_connected();
    EXPECT_EQ(control.count("CreateCluster"), 1);
}

TEST_F(AgentRegistrationTest, WaitsForAClusterThatIsNotThereYet) {
    world.config.cluster = "other";
    control.answers["RegisterContainerInstance"] = [](auto&) {
        return refusal("ClusterNotFoundException");
    };
    world.start_agent();
    wait(minutes{10});
    EXPECT_EQ(control.count("CreateCluster"), 0);
    EXPECT_FALSE(world.terminal);
    control.answers.clear();
    world.expect_soon([&] { return control.connected(StreamKind::Control); }, minutes{3});
}

TEST_F(AgentRegistrationTest, ARefusedRegistrationIsTheEnd) {
    control.answers["RegisterContainerInstance"] = [](auto&) {
        return refusal("InvalidParameterException");
    };
    world.start_agent();
    wait(hours{1});
    ASSERT_TRUE(world.terminal);
    EXPECT_EQ(control.count("RegisterContainerInstance"), 1);
}

TEST_F(AgentRegistrationTest, AForgottenInstanceWithoutTasksBeginsAnew) {
    world.start_connected();
    world.kill_agent();
    std::vector<api::ecs::RegisterContainerInstanceRequest> requests;
    control.answers["RegisterContainerInstance"] = [&](const std::string&) -> Result<std::string> {
        control.answers.erase("RegisterContainerInstance");
        return refusal("InvalidParameterException");
    };
    control.calls.clear();
    world.start_agent();
    wait(Seconds{2});
    for (const auto& call : control.calls) {
        if (call.operation != "RegisterContainerInstance") continue;
        requests.push_back(*wire::decode_json<api::ecs::RegisterContainerInstanceRequest>(call.body)
        );
    }
    ASSERT_EQ(requests.size(), 2u);
    EXPECT_TRUE(requests.front().container_instance_arn);
    EXPECT_FALSE(requests.back().container_instance_arn);
    EXPECT_NE(requests.front().client_token, requests.back().client_token);
    EXPECT_TRUE(control.connected(StreamKind::Control));
    EXPECT_FALSE(world.terminal);
}

TEST_F(AgentRegistrationTest, AForgottenInstanceWithTasksTouchesNothing) {
    world.config.data_dir = "/var/agent";
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    world.kill_agent();
    control.answers["RegisterContainerInstance"] = [](auto&) {
        return refusal("InvalidParameterException");
    };
    world.start_agent();
    wait(minutes{10});
    ASSERT_TRUE(world.terminal);
    EXPECT_THAT(
        world.terminal->message, HasSubstr("to join again as a new instance, remove /var/agent")
    );
    EXPECT_TRUE(world.runs("app"));
}

TEST_F(AgentRegistrationTest, ReservingAllMemoryIsTheEnd) {
    world.config.reserved_memory_mib = 16'384;
    world.start_agent();
    wait(Seconds{10});
    ASSERT_TRUE(world.terminal);
    EXPECT_THAT(world.terminal->message, HasSubstr("choose a smaller --reserved-memory"));
    EXPECT_EQ(control.count("RegisterContainerInstance"), 0);
}

TEST_F(AgentRegistrationTest, AnAttributeThatDoesNotComeBackIsTheEnd) {
    control.answers["RegisterContainerInstance"] = [](auto&) -> Result<std::string> {
        return std::string(
            R"({"containerInstance":{"containerInstanceArn":"arn:x","attributes":[]}})"
        );
    };
    world.start_agent();
    wait(Seconds{10});
    ASSERT_TRUE(world.terminal);
    EXPECT_THAT(world.terminal->message, HasSubstr("attribute"));
}

TEST_F(AgentRegistrationTest, RegistersWhenTheRuntimeComesUpLate) {
    machine.daemon().set_state(runtime::FakeDaemon::State::Away);
    world.start_agent();
    wait(minutes{5});
    EXPECT_EQ(control.count("RegisterContainerInstance"), 0);
    machine.daemon().set_state(runtime::FakeDaemon::State::Up);
    world.expect_soon([&] { return control.connected(StreamKind::Control); }, minutes{3});
}

TEST_F(AgentRegistrationTest, AKnownInstanceWorksOnceTheRuntimeComesUp) {
    world.start_connected();
    world.kill_agent();
    for (const auto state : {runtime::FakeDaemon::State::Away, runtime::FakeDaemon::State::Hung}) {
        machine.daemon().set_state(state);
        world.start_connected();
        const std::string task = arn(static_cast<int>(state));
        control.run_task(make_task({make_container("app")}, task));
        wait(minutes{10});
        EXPECT_EQ(control.status_of(task), "");
        machine.daemon().set_state(runtime::FakeDaemon::State::Up);
        world.expect_soon([&] { return control.status_of(task) == "RUNNING"; }, Seconds{15});
        world.kill_agent();
    }
}

TEST_F(AgentRegistrationTest, AJournalOfAnotherClusterIsRefused) {
    world.start_connected();
    world.kill_agent();
    world.config.cluster = "other";
    test::World::Process other(world, 9);
    EXPECT_FALSE(other.agent.start());
}

}  // namespace
}  // namespace gantry::agent
