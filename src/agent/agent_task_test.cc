// Tasks, from the payload to the report of their end.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/agent_fixture.h"
#include "api/acs/ack_request.h"

namespace gantry::agent {
namespace {

using test::kInstanceArn;
using test::kTaskArn;
using test::make_container;
using test::make_task;
using testing::HasSubstr;

class AgentTaskTest : public test::AgentTest {};

TEST_F(AgentTaskTest, RunsATaskAndStopsIt) {
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

TEST_F(AgentTaskTest, StartsAtOnceWhenItsRowIsDurableAndNotBefore) {
    machine.storage().pull("app:1");
    world.config.pull_behavior = PullBehavior::PreferCached;
    world.start_connected();
    world.disk->set_sync_latency(Seconds{5});
    control.run_task(make_task({make_container("app")}));
    const SysTime sent = world.loop.now();
    world.expect_soon([&] { return machine.counters().created == 1; });
    // A crash before could make it run twice. One way on the wire, a look at the image, and the
    // creation itself.
    EXPECT_GE(world.loop.now() - sent, Seconds{5});
    EXPECT_LE(world.loop.now() - sent, Seconds{5} + Duration{1 + 1 + 20});
    world.expect_soon([&] { return world.runs("app"); });
    EXPECT_EQ(control.status_of(), "");  // nothing leaves before it is durable
    world.expect_soon([&] { return control.status_of() == "RUNNING"; });
    EXPECT_EQ(control.messages(StreamKind::Control, "AckRequest").size(), 1u);
}

TEST_F(AgentTaskTest, ARepeatedPayloadIsAcknowledgedAndChangesNothing) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    control.send_payload(control.wanted);
    wait(Seconds{5});
    EXPECT_EQ(control.messages(StreamKind::Control, "AckRequest").size(), 2u);
    EXPECT_EQ(machine.counters().created, 1u);
    EXPECT_EQ(control.statuses_of(), "RUNNING");
}

TEST_F(AgentTaskTest, AControlPlaneThatForgotTheEndOfATaskHearsItAgain) {
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

TEST_F(AgentTaskTest, ATaskThatNobodyKnewAndIsToStopIsReportedStopped) {
    world.start_connected();
    auto task = make_task({make_container("app")});
    task.desired_status = "STOPPED";
    control.send_payload({task});
    expect_stopped();
    EXPECT_EQ(machine.counters().created, 0u);
}

TEST_F(AgentTaskTest, ATaskThatCannotRunIsReportedAndNotAcknowledged) {
    world.start_connected();
    auto task = make_task({make_container("app")});
    task.network_mode = "awsvpc";
    control.send_payload({task, make_task({make_container("app")}, arn(2))});
    expect_stopped();
    EXPECT_THAT(*control.reports.front().reason, HasSubstr("ContainerNetworkingError"));
    world.expect_soon([&] { return control.status_of(arn(2)) == "RUNNING"; });
    EXPECT_TRUE(control.messages(StreamKind::Control, "AckRequest").empty());
}

TEST_F(AgentTaskTest, ATaskThatCannotBeReadIsReported) {
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

TEST_F(AgentTaskTest, FramesThatMeanNothingAreIgnored) {
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

TEST_F(AgentTaskTest, AnExitIsReportedWithCodeAndLastLines) {
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

TEST_F(AgentTaskTest, ANonEssentialExitIsToldWithinASecond) {
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

class FailureTest : public AgentTaskTest, public testing::WithParamInterface<Failure> {};

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
     "CannotPullImageManifestError: Error response from daemon: pull access denied for app",
     Seconds{1}},
    {"PullRegistryAway",
     [](auto& b) { b.pull_error = internal_error("dial tcp: connection refused"); },
     "CannotPullImageManifestError: Error response from daemon: dial tcp",
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
INSTANTIATE_TEST_SUITE_P(All, FailureTest, testing::ValuesIn(kFailures), [](const auto& failure) {
    return std::string(failure.param.name);
});

TEST_F(AgentTaskTest, TheDefaultPullFallsBackToTheCopy) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}, arn(1)));
    EXPECT_EQ(machine.daemon().asked(runtime::FakeOperation::Pull), 1u);
    runtime::FakeBehaviour behaviour;
    behaviour.pull_error = not_found("no such repository");
    machine.set_behaviour("app:1", behaviour);
    run_and_expect(make_task({make_container("app")}, arn(2)));
    EXPECT_EQ(machine.daemon().asked(runtime::FakeOperation::Pull), 2u);
}

TEST_F(AgentTaskTest, OneImageIsPulledOnceForAllWhoWait) {
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

TEST_F(AgentTaskTest, PullsAsItIsTold) {
    const PullCase cases[] = {
        {PullBehavior::Default, "app:1", false, 1},
        {PullBehavior::Default, "app:1", true, 0},  // the registry has no other
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

TEST_F(AgentTaskTest, AVolumeThatMustExistAndDoesNotFailsTheTask) {
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

TEST_F(AgentTaskTest, TwoInstancesShareAMachine) {
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

TEST_F(AgentTaskTest, DependenciesHoldContainersBack) {
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

TEST_F(AgentTaskTest, RestartPolicyRestartsInPlace) {
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

TEST_F(AgentTaskTest, ReservedPortsAreNotChosen) {
    world.config.reserved_ports.push_back(world.config.dynamic_port_first);
    auto app = make_container("app");
    app.port_mappings.emplace(1).front().container_port = 80;
    world.start_connected();
    run_and_expect(make_task({app}));
    EXPECT_EQ(
        control.container("app")->network_bindings->front().host_port,
        world.config.dynamic_port_first + 1
    );
}

TEST_F(AgentTaskTest, TakenPortsAreReplaced) {
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

TEST_F(AgentTaskTest, AFixedPortThatIsTakenFailsInTheRuntimesWords) {
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

TEST_F(AgentTaskTest, ATaskWaitsForTheResourcesOfOneThatStops) {
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

TEST_F(AgentTaskTest, AContainerThatSomebodyStartsAgainIsStopped) {
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    const std::string id = world.container("app")->status.id;
    control.stop_task();
    expect_stopped();
    ASSERT_TRUE(machine.start(id));
    world.expect_soon([&] { return machine.running().empty(); }, Seconds{1});
}

TEST_F(AgentTaskTest, CleansUpWhenTheTimeHasCome) {
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
        world.disk->rows().count("agent.tasks") == 0 ||
            world.disk->rows().at("agent.tasks").empty(),
        true
    );
}

TEST_F(AgentTaskTest, GivesUpCleaningWhatCannotBeRemoved) {
    machine.daemon().interceptor = [](runtime::FakeOperation operation,
                                      const std::string&) -> std::optional<Error> {
        if (operation != runtime::FakeOperation::Remove) return std::nullopt;
        return internal_error("device or resource busy");
    };
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    control.stop_task();
    expect_stopped();
    wait(hours{70});
    EXPECT_EQ(world.process->agent.status().tasks, 1u);
    EXPECT_LT(machine.daemon().asked(runtime::FakeOperation::Remove), 200u);
    wait(hours{10});
    EXPECT_EQ(world.process->agent.status().tasks, 0u);
}

TEST_F(AgentTaskTest, TheJournalDoesNotGrowForEver) {
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

TEST_F(AgentTaskTest, DoesNotCleanUpWhatTheControlPlaneHasNotHeardOf) {
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

}  // namespace
}  // namespace gantry::agent
