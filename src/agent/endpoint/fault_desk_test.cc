#include "agent/endpoint/fault_desk.h"

#include <gmock/gmock.h>

#include "agent/endpoint/test_desks.h"
#include "agent/engine/names.h"
#include "agent/test_world.h"

namespace gantry::agent::endpoint {
namespace {

using network::FaultKind;
using test::kTaskArn;
using test::make_container;
using test::make_task;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class FaultDeskTest : public testing::Test {
  protected:
    FaultDeskTest() {
        world.endpoint = &desks;
        world.config.task_endpoint = true;
        world.start_connected();
    }

    static api::acs::Task faulty_task(const char* mode) {
        auto task = make_task({make_container("app")});
        task.network_mode = mode;
        task.enable_fault_injection = true;
        return task;
    }
    void run(const api::acs::Task& task) {
        if (task.elastic_network_interfaces) world.control.add_interface(task);
        world.control.run_task(task);
        world.expect_soon([&] { return world.control.status_of() == "RUNNING"; });
    }

    Answer ask(const std::string& what, std::string body = {}) {
        world.loop.advance(Seconds{5});  // the same may be asked again
        return ask_now(what, std::move(body));
    }
    Answer ask_now(const std::string& what, std::string body = {}) {
        auto asked = std::get<Ask>(read_ask("POST", "/api/" + id() + "/fault/v1/" + what));
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
    std::string id() {
        const auto* made = world.container("app");
        const std::string start = std::string("ECS_AGENT_URI=") + kTaskEndpointUrl + "/api/";
        for (const std::string& entry : made->request->env.value_or(std::vector<std::string>{})) {
            if (entry.starts_with(start)) return entry.substr(start.size());
        }
        return {};
    }

    test::Desks desks;
    test::World world;
};

constexpr const char* kPortBody = R"({"Port":443,"Protocol":"tcp","TrafficType":"egress"})";
constexpr const char* kLatencyBody =
    R"({"DelayMilliseconds":100,"JitterMilliseconds":0,"Sources":["0.0.0.0/0"]})";
constexpr const char* kLossBody = R"({"LossPercent":10,"Sources":["0.0.0.0/0"]})";

TEST_F(FaultDeskTest, FaultsOfATaskInAVpc) {
    auto task = faulty_task("awsvpc");
    test::give_interface(task);
    run(task);
    EXPECT_EQ(ask("network-blackhole-port/status", kPortBody).body, R"({"Status":"not-running"})");
    EXPECT_EQ(ask("network-blackhole-port/start", kPortBody).body, R"({"Status":"running"})");
    EXPECT_EQ(ask("network-blackhole-port/start", kPortBody).body, R"({"Status":"running"})");
    ASSERT_THAT(world.network.faults(), SizeIs(1));
    EXPECT_EQ(world.network.faults().front().place.pid, world.pause()->status.pid);
    EXPECT_EQ(ask("network-blackhole-port/status", kPortBody).body, R"({"Status":"running"})");
    EXPECT_EQ(ask("network-latency/start", kLatencyBody).body, R"({"Status":"running"})");
    EXPECT_EQ(ask("network-packet-loss/start", kLossBody).status, 409);
    EXPECT_EQ(ask("network-packet-loss/stop").body, R"({"Status":"stopped"})");
    EXPECT_EQ(ask("network-latency/status").body, R"({"Status":"running"})");
    EXPECT_EQ(ask("network-latency/stop").body, R"({"Status":"stopped"})");
    EXPECT_EQ(ask("network-blackhole-port/stop", kPortBody).body, R"({"Status":"stopped"})");
    EXPECT_THAT(world.network.faults(), IsEmpty());
}

TEST_F(FaultDeskTest, FaultsOfTheMachineEndWithTheTask) {
    run(faulty_task("host"));
    EXPECT_EQ(ask("network-packet-loss/start", kLossBody).body, R"({"Status":"running"})");
    ASSERT_THAT(world.network.faults(), SizeIs(1));
    EXPECT_EQ(world.network.faults().front().place.pid, 0);
    EXPECT_EQ(world.network.faults().front().place.owner, "0123456789abcdef0123456789abcdef");
    // Whoever ends the task, and whichever process sees it.
    world.kill_agent();
    world.start_connected();
    EXPECT_EQ(ask("network-packet-loss/status").body, R"({"Status":"running"})");
    world.control.stop_task();
    world.expect_soon([&] { return world.control.status_of() == "STOPPED"; });
    world.expect_soon([&] { return world.network.faults().empty(); });
}

TEST_F(FaultDeskTest, ATaskThatHasStoppedMayStartNone) {
    run(faulty_task("host"));
    world.control.stop_task();
    world.expect_soon([&] { return world.control.status_of() == "STOPPED"; });
    EXPECT_EQ(ask("network-blackhole-port/start", kPortBody).status, 404);
    EXPECT_THAT(world.network.faults(), IsEmpty());
}

TEST_F(FaultDeskTest, WhatCouldNotBeEndedIsEndedLater) {
    run(faulty_task("host"));
    EXPECT_EQ(ask("network-packet-loss/start", kLossBody).status, 200);
    world.network.set_away(true);
    world.control.stop_task();
    world.expect_soon([&] { return world.control.status_of() == "STOPPED"; });
    world.loop.advance(minutes{2});
    EXPECT_THAT(world.network.faults(), SizeIs(1));
    world.network.set_away(false);
    world.expect_soon([&] { return world.network.faults().empty(); });
}

TEST_F(FaultDeskTest, TheSameIsAskedOnceInFiveSeconds) {
    run(faulty_task("host"));
    EXPECT_EQ(ask("network-latency/status").status, 200);
    EXPECT_EQ(ask_now("network-latency/status").status, 429);
    EXPECT_EQ(ask_now("network-packet-loss/status").status, 200);
    world.loop.advance(Seconds{5});
    EXPECT_EQ(ask_now("network-latency/status").status, 200);
}

TEST_F(FaultDeskTest, NotEveryTaskMay) {
    auto task = faulty_task("host");
    task.enable_fault_injection = false;
    run(task);
    const Answer off = ask("network-latency/start", kLatencyBody);
    EXPECT_EQ(off.status, 400);
    EXPECT_THAT(
        off.body,
        HasSubstr(std::string("enableFaultInjection is not enabled for task: ") + kTaskArn)
    );
}

TEST_F(FaultDeskTest, NotInEveryNetworkMode) {
    run(faulty_task("bridge"));
    const Answer answer = ask("network-latency/start", kLatencyBody);
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(
        answer.body,
        R"({"Error":"bridge mode is not supported. Please use either host or awsvpc mode."})"
    );
    EXPECT_EQ(ask("network-latency/start", "{}").status, 400);
}

TEST_F(FaultDeskTest, WhatGoesWrongIsTold) {
    run(faulty_task("host"));
    world.network.set_away(true);
    const Answer answer = ask("network-packet-loss/start", kLossBody);
    EXPECT_EQ(answer.status, 500);
    EXPECT_THAT(answer.body, HasSubstr("internal error"));
}

}  // namespace
}  // namespace gantry::agent::endpoint
