#include "agent/agent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/test_world.h"
#include "api/acs/ack_request.h"
#include "api/acs/heartbeat_message.h"
#include "api/acs/task_manifest_message.h"
#include "api/acs/task_stop_verification_ack.h"
#include "api/acs/task_stop_verification_message.h"
#include "api/ecs/register_container_instance_request.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

using test::kInstanceArn;
using test::kTaskArn;
using test::make_container;
using test::make_task;
using testing::HasSubstr;

class AgentTest : public testing::Test {
  protected:
    std::string arn(int number) {
        return "arn:aws:ecs:us-east-1:000000000000:task/default/" + std::to_string(number);
    }
    void run_and_expect(const api::acs::Task& task) {
        world.control.run_task(task);
        world.expect_soon([&] { return world.control.status_of(*task.arn) == "RUNNING"; });
    }
    void expect_stopped(const std::string& task = kTaskArn, Duration limit = Seconds{60}) {
        world.expect_soon(
            [&] { return world.control.status_of(task) == "STOPPED"; }, limit, "stopped"
        );
    }
    void wait(Duration time) { world.loop.advance(time); }

    test::World world;
    test::FakeControl& control = world.control;
    runtime::FakeMachine& machine = world.machine;
};

Error refusal(const char* code) {
    return Error{ErrorKind::InvalidArgument, code, "no", {}};
}

// ---- Registration ----------------------------------------------------------------------------

TEST_F(AgentTest, RegistersAndConnects) {
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

TEST_F(AgentTest, RegistersAgainUnderItsArnWithTheSameToken) {
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

TEST_F(AgentTest, ALostAnswerDoesNotChangeTheToken) {
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

TEST_F(AgentTest, MakesTheDefaultClusterWhenItIsMissing) {
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

TEST_F(AgentTest, WaitsForAClusterThatIsNotThereYet) {
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

TEST_F(AgentTest, ARefusedRegistrationIsTheEnd) {
    control.answers["RegisterContainerInstance"] = [](auto&) {
        return refusal("InvalidParameterException");
    };
    world.start_agent();
    wait(hours{1});
    ASSERT_TRUE(world.terminal);
    EXPECT_EQ(control.count("RegisterContainerInstance"), 1);
}

TEST_F(AgentTest, AForgottenInstanceWithoutTasksBeginsAnew) {
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

TEST_F(AgentTest, AForgottenInstanceWithTasksTouchesNothing) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    world.kill_agent();
    control.answers["RegisterContainerInstance"] = [](auto&) {
        return refusal("InvalidParameterException");
    };
    world.start_agent();
    wait(minutes{10});
    ASSERT_TRUE(world.terminal);
    EXPECT_TRUE(world.runs("app"));
}

TEST_F(AgentTest, AnAttributeThatDoesNotComeBackIsTheEnd) {
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

TEST_F(AgentTest, RegistersWhenTheRuntimeComesUpLate) {
    machine.daemon().set_state(runtime::FakeDaemon::State::Away);
    world.start_agent();
    wait(minutes{5});
    EXPECT_EQ(control.count("RegisterContainerInstance"), 0);
    machine.daemon().set_state(runtime::FakeDaemon::State::Up);
    world.expect_soon([&] { return control.connected(StreamKind::Control); }, minutes{3});
}

TEST_F(AgentTest, AKnownInstanceWorksOnceTheRuntimeComesUp) {
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

TEST_F(AgentTest, AJournalOfAnotherClusterIsRefused) {
    world.start_connected();
    world.kill_agent();
    world.config.cluster = "other";
    test::World::Process other(world, 9);
    EXPECT_FALSE(other.agent.start());
}

// ---- Tasks -----------------------------------------------------------------------------------

TEST_F(AgentTest, RunsATaskAndStopsIt) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    EXPECT_TRUE(world.runs("app"));
    EXPECT_EQ(control.container("app")->status, "RUNNING");
    EXPECT_EQ(control.container("app")->runtime_id, world.container("app")->status.id);
    EXPECT_EQ(control.messages(StreamKind::Control, "AckRequest").size(), 1u);
    control.stop_task();
    expect_stopped();
    EXPECT_FALSE(world.runs("app"));
    EXPECT_EQ(control.container("app")->exit_code, 143);
    EXPECT_EQ(control.statuses_of(), "RUNNING STOPPED");
}

TEST_F(AgentTest, StartsWithoutWaitingForATimerOrTheDisk) {
    machine.storage().pull("app:1");
    world.config.pull_behavior = PullBehavior::PreferCached;
    world.start_connected();
    world.disk->set_sync_latency(Seconds{5});
    control.run_task(make_task({make_container("app")}));
    const SysTime sent = world.loop.now();
    world.expect_soon([&] { return machine.counters().created == 1; });
    // One way on the wire, a look at the image, and the creation itself.
    EXPECT_LE(world.loop.now() - sent, Duration{1 + 1 + 20});
    world.expect_soon([&] { return world.runs("app"); });
    EXPECT_TRUE(control.messages(StreamKind::Control, "AckRequest").empty());
    EXPECT_EQ(control.status_of(), "");  // nothing leaves before it is durable
    world.expect_soon([&] { return control.status_of() == "RUNNING"; });
    EXPECT_EQ(control.messages(StreamKind::Control, "AckRequest").size(), 1u);
}

TEST_F(AgentTest, ARepeatedPayloadIsAcknowledgedAndChangesNothing) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    control.send_payload(control.wanted);
    wait(Seconds{5});
    EXPECT_EQ(control.messages(StreamKind::Control, "AckRequest").size(), 2u);
    EXPECT_EQ(machine.counters().created, 1u);
    EXPECT_EQ(control.statuses_of(), "RUNNING");
}

TEST_F(AgentTest, AControlPlaneThatForgotTheEndOfATaskHearsItAgain) {
    world.start_connected();
    const auto task = make_task({make_container("app")});
    run_and_expect(task);
    machine.kill_all(3);
    expect_stopped();
    EXPECT_EQ(control.statuses_of(), "RUNNING STOPPED");
    control.send_payload({task});  // as from rows that a backup brought back
    world.expect_soon([&] { return control.statuses_of() == "RUNNING STOPPED RUNNING STOPPED"; });
    EXPECT_EQ(control.container("app")->exit_code, 3);
    EXPECT_EQ(machine.counters().created, 1u);
}

TEST_F(AgentTest, ATaskThatNobodyKnewAndIsToStopIsReportedStopped) {
    world.start_connected();
    auto task = make_task({make_container("app")});
    task.desired_status = "STOPPED";
    control.send_payload({task});
    expect_stopped();
    EXPECT_EQ(machine.counters().created, 0u);
}

TEST_F(AgentTest, ATaskThatCannotRunIsReportedAndNotAcknowledged) {
    world.start_connected();
    auto task = make_task({make_container("app")});
    task.network_mode = "awsvpc";
    control.send_payload({task, make_task({make_container("app")}, arn(2))});
    expect_stopped();
    EXPECT_THAT(*control.reports.front().reason, HasSubstr("ContainerNetworkingError"));
    world.expect_soon([&] { return control.status_of(arn(2)) == "RUNNING"; });
    EXPECT_TRUE(control.messages(StreamKind::Control, "AckRequest").empty());
}

TEST_F(AgentTest, ATaskThatCannotBeReadIsReported) {
    world.start_connected();
    control.send_text(
        StreamKind::Control,
        std::string(R"({"type":"PayloadMessage","message":{"messageId":"m","tasks":[{"arn":")") +
            kTaskArn + R"(","containers":"none"}]}})"
    );
    expect_stopped();
    EXPECT_THAT(*control.reports.front().reason, HasSubstr("TaskStateError"));
    EXPECT_TRUE(control.messages(StreamKind::Control, "AckRequest").empty());
}

TEST_F(AgentTest, FramesThatMeanNothingAreIgnored) {
    world.start_connected();
    for (const char* text :
         {"",
          "{",
          "[]",
          "{\"type\":3}",
          R"({"type":"Unheard","message":{}})",
          R"({"type":"PayloadMessage"})",
          R"({"type":"PayloadMessage","message":[]})"}) {
        control.send_text(StreamKind::Control, text);
    }
    wait(Seconds{1});
    EXPECT_TRUE(control.connected(StreamKind::Control));
    run_and_expect(make_task({make_container("app")}));
}

TEST_F(AgentTest, AnExitIsReportedWithCodeAndLastLines) {
    runtime::FakeBehaviour crashing;
    crashing.runs_for = runtime::Latency::exactly(Seconds{5});
    crashing.exit_code = 3;
    crashing.log_lines = {"hello", "cannot open /dev/null"};
    machine.set_behaviour("app:1", crashing);
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    const SysTime running = world.loop.now();
    expect_stopped();
    EXPECT_LE(world.loop.now() - running, Seconds{5} + Duration{50});
    EXPECT_EQ(control.container("app")->exit_code, 3);
    const auto tails = control.messages(StreamKind::Control, "GantryLogTail");
    ASSERT_EQ(tails.size(), 1u);
    EXPECT_THAT(tails[0], HasSubstr(R"("lines":["hello","cannot open /dev/null"])"));
    EXPECT_THAT(tails[0], HasSubstr(R"("containerName":"app")"));
}

TEST_F(AgentTest, ANonEssentialExitIsToldWithinASecond) {
    runtime::FakeBehaviour brief;
    brief.runs_for = runtime::Latency::exactly(Seconds{5});
    machine.set_behaviour("side:1", brief);
    world.start_connected();
    auto side = make_container("side", false);
    side.image = "side:1";
    run_and_expect(make_task({make_container("app"), side}));
    world.expect_soon([&] { return !world.runs("side"); });
    const SysTime ended = world.loop.now();
    world.expect_soon([&] { return control.container("side")->status == "STOPPED"; });
    EXPECT_LE(world.loop.now() - ended, Seconds{1});
    EXPECT_EQ(control.status_of(), "RUNNING");
}

struct Failure {
    const char* name;
    void (*set)(runtime::FakeBehaviour&);
    const char* reason;
    Duration within;
};

class FailureTest : public AgentTest, public testing::WithParamInterface<Failure> {};

TEST_P(FailureTest, IsNamedInTheReason) {
    runtime::FakeBehaviour behaviour;
    GetParam().set(behaviour);
    machine.set_behaviour("app:1", behaviour);
    world.config.pull_behavior = PullBehavior::Always;
    world.start_connected();
    control.run_task(make_task({make_container("app")}));
    expect_stopped(kTaskArn, GetParam().within);
    EXPECT_THAT(control.container("app")->reason.value_or(""), HasSubstr(GetParam().reason));
}

const Failure kFailures[] = {
    {"Pull",
     [](auto& b) { b.pull_error = not_found("pull access denied for app"); },
     "CannotPullContainerError: Error response from daemon: pull access denied for app",
     Seconds{1}},
    {"PullRegistryAway",
     [](auto& b) { b.pull_error = internal_error("dial tcp: connection refused"); },
     "CannotPullContainerError: Error response from daemon: dial tcp",
     Seconds{20}},
    {"Create",
     [](auto& b) { b.create_error = invalid_argument("invalid mount config"); },
     "CannotCreateContainerError: Error response from daemon: invalid mount config",
     Seconds{1}},
    {"Start",
     [](auto& b) { b.start_error = internal_error("exec: \"x\": executable file not found"); },
     "CannotStartContainerError: Error response from daemon: exec: \"x\"",
     Seconds{1}},
    {"CreateHangs",
     [](auto& b) { b.create_hangs = true; },
     "DockerTimeoutError: Could not transition to created; timed out after waiting 4m0s",
     minutes{5}},
    {"StartHangs",
     [](auto& b) { b.start_hangs = true; },
     "DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s",
     minutes{5}},
    {"Memory",
     [](auto& b) { b.oom_after = Seconds{1}; },
     "OutOfMemoryError: Container killed due to memory usage",
     Seconds{5}},
};
INSTANTIATE_TEST_SUITE_P(All, FailureTest, testing::ValuesIn(kFailures), [](const auto& info) {
    return std::string(info.param.name);
});

TEST_F(AgentTest, TheDefaultPullFallsBackToTheCopy) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}, arn(1)));
    EXPECT_EQ(machine.daemon().asked(runtime::FakeOperation::Pull), 1u);
    runtime::FakeBehaviour behaviour;
    behaviour.pull_error = not_found("no such repository");
    machine.set_behaviour("app:1", behaviour);
    run_and_expect(make_task({make_container("app")}, arn(2)));
    EXPECT_EQ(machine.daemon().asked(runtime::FakeOperation::Pull), 2u);
}

TEST_F(AgentTest, OneImageIsPulledOnceForAllWhoWait) {
    runtime::FakeBehaviour slow;
    slow.pull = runtime::Latency::exactly(Seconds{10});
    machine.set_behaviour("app:1", slow);
    world.config.pull_behavior = PullBehavior::Always;
    world.start_connected();
    for (int i = 0; i < 5; ++i) control.run_task(make_task({make_container("app")}, arn(i)));
    world.expect_soon([&] { return machine.running().size() == 5; });
    EXPECT_EQ(machine.daemon().asked(runtime::FakeOperation::Pull), 1u);
    world.expect_soon([&] { return control.status_of(arn(4)) == "RUNNING"; });
    const auto& report = control.reports.back();
    ASSERT_TRUE(report.pull_started_at && report.pull_stopped_at);
    EXPECT_GE(*report.pull_stopped_at - *report.pull_started_at, Seconds{9});
}

struct PullCase {
    PullBehavior behavior;
    const char* image;
    bool has_copy;
    std::uint64_t pulls;
};

TEST_F(AgentTest, PullsAsItIsTold) {
    const PullCase cases[] = {
        {PullBehavior::Default, "app:1", false, 1},
        {PullBehavior::Default, "app:1", true, 1},
        {PullBehavior::Default, "app@sha256:1234", true, 0},
        {PullBehavior::Always, "app:1", true, 1},
        {PullBehavior::Once, "app:1", false, 1},
        {PullBehavior::Once, "app:1", true, 0},
        {PullBehavior::PreferCached, "app:1", false, 1},
        {PullBehavior::PreferCached, "app:1", true, 0},
    };
    for (const PullCase& c : cases) {
        SCOPED_TRACE(static_cast<int>(c.behavior));
        test::World one;
        one.config.pull_behavior = c.behavior;
        if (c.has_copy) one.machine.storage().pull(c.image);
        one.start_connected();
        auto app = make_container("app");
        app.image = c.image;
        one.control.run_task(make_task({app}));
        one.expect_soon([&] { return one.control.status_of() == "RUNNING"; });
        EXPECT_EQ(one.machine.daemon().asked(runtime::FakeOperation::Pull), c.pulls);
        EXPECT_EQ(one.control.reports.front().pull_started_at.has_value(), c.pulls > 0);
    }
}

TEST_F(AgentTest, AVolumeThatMustExistAndDoesNotFailsTheTask) {
    auto task = make_task({make_container("app")});
    auto& volume = task.volumes.emplace(1).front();
    volume.name = "shared";
    volume.type = api::acs::VolumeType::Docker;
    volume.docker_volume_configuration.emplace().scope = api::acs::Scope::Shared;
    world.start_connected();
    control.run_task(task);
    expect_stopped();
    EXPECT_THAT(*control.reports.back().reason, HasSubstr("CannotCreateVolumeError"));
    volume.docker_volume_configuration->autoprovision = true;
    task.arn = arn(2);
    run_and_expect(task);
    EXPECT_THAT(machine.storage().volume_names(), testing::ElementsAre("shared"));
    control.stop_task(arn(2));
    expect_stopped(arn(2));
    wait(hours{4});
    EXPECT_EQ(machine.containers().size(), 0u);
    EXPECT_THAT(machine.storage().volume_names(), testing::ElementsAre("shared"));
}

TEST_F(AgentTest, TwoInstancesShareAMachine) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    test::FakeControl second_control(world.loop);
    second_control.instance_arn = std::string(kInstanceArn) + "2";
    runtime::FakeRuntime second_runtime(world.loop, machine);
    store::MemoryJournal second_journal(world.loop, std::make_shared<store::MemoryDisk>());
    const auto second_link = second_control.make_link();
    {
        Agent second(
            world.loop,
            IdSource(Random(77)),
            *second_link,
            second_runtime,
            second_journal,
            world.config
        );
        ASSERT_TRUE(second.start());
        second_control.run_task(make_task({make_container("app")}, arn(2)));
        world.expect_soon([&] { return second_control.connected(StreamKind::Control); });
        second_control.send_payload(second_control.wanted);
        world.expect_soon([&] { return second_control.status_of(arn(2)) == "RUNNING"; });
        wait(minutes{20});
        EXPECT_TRUE(world.runs("app"));
        EXPECT_TRUE(world.runs("app", arn(2)));
        machine.kill(world.container("app")->status.id, 4);
        expect_stopped();
        EXPECT_EQ(second_control.statuses_of(arn(2)), "RUNNING");
        EXPECT_EQ(second_control.statuses_of(), "");
    }
}

TEST_F(AgentTest, DependenciesHoldContainersBack) {
    runtime::FakeBehaviour db;
    db.healthy_after = Seconds{10};
    machine.set_behaviour("db:1", db);
    auto database = make_container("db");
    database.image = "db:1";
    test::add_health_check(database);
    auto app = make_container("app");
    test::depend(app, "db", api::acs::ContainerCondition::Healthy);
    world.start_connected();
    control.run_task(make_task({app, database}));
    wait(Seconds{9});
    EXPECT_TRUE(world.runs("db"));
    EXPECT_EQ(world.container("app"), nullptr);
    world.expect_soon([&] { return control.status_of() == "RUNNING"; });
}

TEST_F(AgentTest, RestartPolicyRestartsInPlace) {
    runtime::FakeBehaviour crashing;
    crashing.runs_for = runtime::Latency::exactly(Seconds{70});
    crashing.exit_code = 1;
    machine.set_behaviour("app:1", crashing);
    auto app = make_container("app");
    auto& policy = app.restart_policy.emplace();
    policy.enabled = true;
    policy.restart_attempt_period = 60;
    world.start_connected();
    run_and_expect(make_task({app}));
    wait(minutes{10});
    EXPECT_GE(machine.counters().started, 8u);
    EXPECT_EQ(machine.counters().created, 1u);
    EXPECT_EQ(control.statuses_of(), "RUNNING");
}

TEST_F(AgentTest, TakenPortsAreReplaced) {
    int refused = 0;
    machine.daemon().interceptor = [&](runtime::FakeOperation operation,
                                       const std::string&) -> std::optional<Error> {
        if (operation != runtime::FakeOperation::Start || refused == 2) return std::nullopt;
        ++refused;
        return internal_error("driver failed: Bind for 0.0.0.0 failed: port is already allocated");
    };
    auto app = make_container("app");
    app.port_mappings.emplace(1).front().container_port = 80;
    world.start_connected();
    run_and_expect(make_task({app}));
    const auto bindings = *control.container("app")->network_bindings;
    EXPECT_EQ(bindings[0].container_port, 80);
    EXPECT_EQ(bindings[0].host_port, world.config.dynamic_port_first + 2);
    EXPECT_EQ(machine.containers().size(), 1u);
}

TEST_F(AgentTest, AFixedPortThatIsTakenFailsInTheRuntimesWords) {
    machine.daemon().fail_next(
        runtime::FakeOperation::Start,
        internal_error("Bind for 0.0.0.0:80: port is already allocated")
    );
    auto app = make_container("app");
    auto& mapping = app.port_mappings.emplace(1).front();
    mapping.container_port = mapping.host_port = 80;
    world.start_connected();
    control.run_task(make_task({app}));
    expect_stopped();
    EXPECT_THAT(*control.container("app")->reason, HasSubstr("CannotStartContainerError"));
    EXPECT_THAT(*control.container("app")->reason, HasSubstr("port is already allocated"));
}

TEST_F(AgentTest, ATaskWaitsForTheResourcesOfOneThatStops) {
    runtime::FakeBehaviour slow;
    slow.term = runtime::Latency::exactly(Seconds{20});
    machine.set_behaviour("app:1", slow);
    world.start_connected();
    auto big = make_task({make_container("app")}, arn(1));
    big.memory = 12'000;
    auto next = make_task({make_container("app")}, arn(2));
    next.memory = 12'000;
    run_and_expect(big);
    control.stop_task(arn(1));
    control.run_task(next);
    wait(Seconds{19});
    EXPECT_EQ(machine.running().size(), 1u);
    EXPECT_EQ(control.status_of(arn(2)), "");
    world.expect_soon([&] { return control.status_of(arn(2)) == "RUNNING"; });
    auto huge = make_task({make_container("app")}, arn(3));
    huge.memory = 20'000;
    control.run_task(huge);
    expect_stopped(arn(3));
    EXPECT_THAT(*control.reports.back().reason, HasSubstr("ResourceInitializationError"));
}

TEST_F(AgentTest, CleansUpWhenTheTimeHasCome) {
    auto task = make_task({make_container("app")});
    task.volumes.emplace(1).front().name = "scratch";
    world.start_connected();
    run_and_expect(task);
    control.stop_task();
    expect_stopped();
    wait(hours{2});
    EXPECT_EQ(machine.containers().size(), 1u);
    wait(hours{2});
    EXPECT_EQ(machine.containers().size(), 0u);
    EXPECT_EQ(machine.daemon().asked(runtime::FakeOperation::RemoveVolume), 1u);
    EXPECT_EQ(world.process->agent.status().tasks, 0u);
    EXPECT_EQ(
        world.disk->rows().count("tasks") == 0 || world.disk->rows().at("tasks").empty(), true
    );
}

TEST_F(AgentTest, TheJournalDoesNotGrowForEver) {
    world.start_connected();
    for (int i = 0; i < 20; ++i) {
        run_and_expect(make_task({make_container("app")}, arn(i)));
        control.stop_task(arn(i));
        expect_stopped(arn(i));
        wait(hours{12});
    }
    EXPECT_LT(world.disk->records().size(), 100u);
    EXPECT_GT(world.disk->last_sequence(), 200u);
}

TEST_F(AgentTest, DoesNotCleanUpWhatTheControlPlaneHasNotHeardOf) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    control.go_away();
    machine.kill_all(1);
    wait(hours{10});
    EXPECT_EQ(machine.containers().size(), 1u);
    control.come_back();
    expect_stopped(kTaskArn, minutes{3});
    wait(hours{4});
    EXPECT_EQ(machine.containers().size(), 0u);
}

// ---- The control plane -----------------------------------------------------------------------

TEST_F(AgentTest, RunsOnWhileTheControlPlaneIsAway) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    run_and_expect(make_task({make_container("app")}, arn(2)));
    control.go_away();
    wait(hours{8});
    EXPECT_TRUE(world.runs("app"));
    machine.kill(world.container("app")->status.id, 7);
    wait(hours{1});
    control.come_back();
    world.expect_soon([&] { return control.connected(StreamKind::Control); }, minutes{3});
    // What waited for a later try is told the moment the stream is there again.
    world.expect_soon([&] { return control.status_of() == "STOPPED"; }, Seconds{1});
    EXPECT_EQ(control.container("app")->exit_code, 7);
    EXPECT_EQ(control.statuses_of(arn(2)), "RUNNING");
    EXPECT_EQ(control.control_queries.back().back().second, "false");  // sendCredentials
}

TEST_F(AgentTest, ReconnectsAtOnceAfterAnOrderlyClose) {
    world.start_connected();
    wait(Seconds{5});
    for (const int code : {1000, 1001, 1006, 1011}) {
        control.close_streams(code);
        world.expect_soon([&] { return control.connected(StreamKind::Control); }, Duration{20});
        wait(Seconds{5});
    }
    control.close_streams(1013);
    wait(Duration{100});
    EXPECT_FALSE(control.connected(StreamKind::Control));
    world.expect_soon([&] { return control.connected(StreamKind::Control); }, Seconds{1});
}

TEST_F(AgentTest, AStreamWithoutNewsIsReplaced) {
    world.start_connected();
    const auto before = control.control_queries.size();
    wait(minutes{5});
    EXPECT_GE(control.control_queries.size(), before + 2);
    EXPECT_LE(control.control_queries.size(), before + 6);
}

TEST_F(AgentTest, HeartbeatsKeepAStreamUntilItIsHalfAnHourOld) {
    world.start_connected();
    const auto before = control.control_queries.size();
    api::acs::HeartbeatMessage heartbeat;
    heartbeat.message_id = "h";
    for (int i = 0; i < 29 * 2; ++i) {
        control.send(StreamKind::Control, "HeartbeatMessage", heartbeat);
        control.send_text(StreamKind::Telemetry, R"({"type":"HeartbeatMessage","message":{}})");
        wait(Seconds{30});
    }
    EXPECT_EQ(control.control_queries.size(), before);
    EXPECT_EQ(control.messages(StreamKind::Control, "HeartbeatAckRequest").size(), 58u);
    EXPECT_EQ(control.messages(StreamKind::Telemetry, "PublishInstanceStatusRequest").size(), 58u);
    for (int i = 0; i < 16; ++i) {
        control.send(StreamKind::Control, "HeartbeatMessage", heartbeat);
        wait(Seconds{30});
    }
    EXPECT_EQ(control.control_queries.size(), before + 1);
}

TEST_F(AgentTest, ADeregisteredInstanceWaitsAnHour) {
    world.start_connected();
    control.refuse_streams = R"({"InactiveInstanceException":"gone"})";
    control.close_streams(1000);
    wait(Seconds{30});
    const auto tries = control.control_queries.size();
    wait(minutes{55});
    EXPECT_EQ(control.control_queries.size(), tries);
    EXPECT_FALSE(control.connected(StreamKind::Telemetry));
    control.refuse_streams.clear();
    world.expect_soon(
        [&] {
            return control.connected(StreamKind::Control) &&
                   control.connected(StreamKind::Telemetry);
        },
        minutes{10}
    );
}

TEST_F(AgentTest, ReportsAreRepeatedUntilTheyAreAccepted) {
    int failures = 0;
    control.answers["SubmitTaskStateChange"] = [&](const std::string&) -> Result<std::string> {
        if (++failures == 5) control.answers.erase("SubmitTaskStateChange");
        return failures % 2 == 0 ? refusal("ServerException") : unavailable("timed out");
    };
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    EXPECT_EQ(control.statuses_of(), "RUNNING");
}

TEST_F(AgentTest, AReportRefusedForGoodIsDropped) {
    control.answers["SubmitTaskStateChange"] = [](auto&) {
        return refusal("InvalidParameterException");
    };
    world.start_connected();
    control.run_task(make_task({make_container("app")}));
    wait(minutes{10});
    EXPECT_EQ(control.count("SubmitTaskStateChange"), 1);
    control.stop_task();
    wait(minutes{10});
    EXPECT_EQ(control.count("SubmitTaskStateChange"), 2);
    wait(hours{4});
    EXPECT_EQ(machine.containers().size(), 0u);
}

api::acs::TaskManifestMessage manifest(std::int64_t timeline, std::vector<std::string> tasks) {
    api::acs::TaskManifestMessage message;
    message.message_id = "manifest";
    message.timeline = timeline;
    auto& list = message.tasks.emplace();
    for (auto& task : tasks) {
        list.emplace_back().task_arn = std::move(task);
        list.back().desired_status = "RUNNING";
    }
    return message;
}

TEST_F(AgentTest, ANewerManifestMayStopTasks) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}, arn(1)));
    run_and_expect(make_task({make_container("app")}, arn(2)));
    control.send(StreamKind::Control, "TaskManifestMessage", manifest(1, {}));
    wait(Seconds{1});
    const auto questions = [&] {
        return control.messages(StreamKind::Control, "TaskStopVerificationMessage");
    };
    EXPECT_TRUE(questions().empty());  // older than the payloads
    control.send(StreamKind::Control, "TaskManifestMessage", manifest(100, {arn(1)}));
    wait(Seconds{1});
    ASSERT_EQ(questions().size(), 1u);
    const auto question =
        *wire::decode_json<api::acs::TaskStopVerificationMessage>(questions().front());
    ASSERT_EQ(question.stop_candidates->size(), 1u);
    EXPECT_EQ(question.stop_candidates->front().task_arn, arn(2));

    api::acs::TaskStopVerificationAck answer;
    answer.message_id = "another";
    answer.stop_tasks.emplace(2);
    (*answer.stop_tasks)[0].task_arn = arn(1);  // was not asked about
    (*answer.stop_tasks)[1].task_arn = arn(2);
    control.send(StreamKind::Control, "TaskStopVerificationAck", answer);
    wait(Seconds{1});
    EXPECT_EQ(control.status_of(arn(2)), "RUNNING");
    answer.message_id = "manifest";
    control.send(StreamKind::Control, "TaskStopVerificationAck", answer);
    expect_stopped(arn(2));
    EXPECT_EQ(control.status_of(arn(1)), "RUNNING");
}

TEST_F(AgentTest, AcknowledgesCredentialsAndKeepsThemOffTheDisk) {
    world.start_connected();
    auto task = make_task({make_container("app")});
    auto& credentials = task.role_credentials.emplace();
    credentials.credentials_id = "creds-1";
    credentials.secret_access_key = "verysecret";
    credentials.expiration = "2027-01-01T00:00:00Z";
    run_and_expect(task);
    const auto acks = control.messages(StreamKind::Control, "IAMRoleCredentialsAckRequest");
    ASSERT_EQ(acks.size(), 1u);
    EXPECT_THAT(acks[0], HasSubstr("creds-1"));
    for (const auto& record : world.disk->records()) {
        for (const auto& change : record.changes) {
            EXPECT_THAT(change.row.value_or(""), testing::Not(HasSubstr("verysecret")));
        }
    }
}

// ---- Telemetry -------------------------------------------------------------------------------

TEST_F(AgentTest, HealthIsPublishedTheMomentItChanges) {
    runtime::FakeBehaviour behaviour;
    behaviour.healthy_after = Seconds{10};
    behaviour.unhealthy_after = Seconds{30};
    machine.set_behaviour("app:1", behaviour);
    auto app = make_container("app");
    test::add_health_check(app);
    world.start_connected();
    run_and_expect(make_task({app, make_container("other")}));
    const auto newest = [&] {
        const auto all = control.messages(StreamKind::Telemetry, "PublishHealthRequest");
        return all.empty() ? std::string() : all.back();
    };
    world.expect_soon([&] { return newest().find("\"HEALTHY\"") != std::string::npos; });
    EXPECT_THAT(newest(), testing::Not(HasSubstr("other")));
    const runtime::Health& health = world.container("app")->status.health;
    world.expect_soon([&] { return health == runtime::Health::Unhealthy; });
    const SysTime changed = world.loop.now();
    world.expect_soon([&] { return newest().find("\"UNHEALTHY\"") != std::string::npos; });
    EXPECT_LE(world.loop.now() - changed, Duration{20});
    EXPECT_EQ(
        control.status_of(), "RUNNING"
    );  // what to do about it is the control plane's business
}

TEST_F(AgentTest, MetricsComeEveryTwentySeconds) {
    world.start_connected();
    const auto metrics = [&] {
        return control.messages(StreamKind::Telemetry, "PublishMetricsRequest");
    };
    wait(Seconds{1});
    ASSERT_EQ(metrics().size(), 1u);
    EXPECT_THAT(metrics().back(), HasSubstr(R"("idle":true)"));
    for (int i = 0; i < 12; ++i) run_and_expect(make_task({make_container("app")}, arn(i)));
    wait(Seconds{25});
    EXPECT_THAT(metrics().back(), HasSubstr("memoryStatsSet"));
    const auto before = metrics().size();
    wait(Seconds{20});
    EXPECT_EQ(metrics().size(), before + 2);  // twelve tasks: ten and two
    EXPECT_THAT(metrics()[before], HasSubstr(R"("fin":false)"));
    EXPECT_THAT(metrics().back(), HasSubstr(R"("fin":true)"));
    EXPECT_THAT(metrics().back(), HasSubstr("cpuStatsSet"));
}

}  // namespace
}  // namespace gantry::agent
