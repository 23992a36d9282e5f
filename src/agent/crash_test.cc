#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/engine/names.h"
#include "agent/test_world.h"

namespace gantry::agent {
namespace {

using runtime::FakeDaemon;
using runtime::FakeOperation;
using test::kTaskArn;
using test::make_container;
using test::make_task;
using testing::HasSubstr;

/// How the disk comes out of a crash.
enum class Disk { Lives, LosesUnsynced, KeepsUnsynced };

void crash(test::World& world, Disk disk) {
    world.kill_agent();
    if (disk != Disk::Lives) world.disk->crash(disk == Disk::KeepsUnsynced);
}

api::acs::Task two_containers() {
    auto app = make_container("app");
    app.port_mappings.emplace(1).front().container_port = 80;
    test::depend(app, "init", api::acs::ContainerCondition::Success);
    auto init = make_container("init", false);
    init.image = "sim/short:run-1s.exit-0";
    auto task = make_task({app, init});
    task.volumes.emplace(1).front().name = "scratch";
    return task;
}

class CrashTest : public testing::TestWithParam<Disk> {};

std::string name_of(const testing::TestParamInfo<Disk>& info) {
    switch (info.param) {
        case Disk::Lives: return "DiskLives";
        case Disk::LosesUnsynced: return "LosesUnsynced";
        case Disk::KeepsUnsynced: return "KeepsUnsynced";
    }
    return "";
}

INSTANTIATE_TEST_SUITE_P(
    All, CrashTest, testing::Values(Disk::Lives, Disk::LosesUnsynced, Disk::KeepsUnsynced), name_of
);

TEST_P(CrashTest, AtAnyStepOfAStartRunsEveryContainerOnce) {
    for (int steps = 0;; ++steps) {
        SCOPED_TRACE(steps);
        test::World world;
        world.start_connected();
        world.control.run_task(two_containers());
        for (int i = 0; i < steps; ++i) world.loop.step();
        const bool done = world.control.status_of() == "RUNNING";
        crash(world, GetParam());
        world.loop.advance(Seconds{5});
        world.start_agent();
        world.expect_soon([&] { return world.control.status_of() == "RUNNING"; });
        world.loop.advance(Seconds{30});
        ASSERT_TRUE(world.runs("app"));
        ASSERT_EQ(world.machine.counters().started, 2u);
        ASSERT_EQ(world.machine.containers().size(), 2u);
        ASSERT_EQ(world.control.container("init")->exit_code, 0);
        ASSERT_EQ(world.control.container("app")->network_bindings->size(), 1u);
        if (done) break;
    }
}

TEST_P(CrashTest, AtAnyStepOfAStopEndsAndReportsOnce) {
    for (int steps = 0;; ++steps) {
        SCOPED_TRACE(steps);
        test::World world;
        world.start_connected();
        world.control.run_task(make_task({make_container("app")}));
        world.expect_soon([&] { return world.control.status_of() == "RUNNING"; });
        world.control.stop_task();
        for (int i = 0; i < steps; ++i) world.loop.step();
        const bool done = world.control.status_of() == "STOPPED";
        crash(world, GetParam());
        world.loop.advance(Seconds{5});
        world.start_agent();
        world.expect_soon([&] { return world.control.status_of() == "STOPPED"; });
        world.loop.advance(hours{4});
        ASSERT_EQ(world.machine.counters().started, 1u);
        ASSERT_EQ(world.machine.containers().size(), 0u);
        ASSERT_EQ(world.process->agent.status().tasks, 0u);
        ASSERT_EQ(*world.control.container("app")->exit_code, 143);
        if (done) break;
    }
}

TEST_P(CrashTest, AtAnyStepOfAStartIsStoppedBeforeItIsSaidToBe) {
    for (int steps = 0;; ++steps) {
        SCOPED_TRACE(steps);
        test::World world;
        world.start_connected();
        world.control.run_task(make_task({make_container("app")}));
        for (int i = 0; i < steps; ++i) world.loop.step();
        const bool done = world.control.status_of() == "RUNNING";
        crash(world, GetParam());
        world.control.stop_task();
        // The runtime comes to answer only after the stop was heard of.
        world.machine.daemon().set_state(FakeDaemon::State::Hung);
        world.start_agent();
        world.loop.advance(Seconds{5});
        ASSERT_TRUE(world.machine.running().empty() || world.control.status_of() != "STOPPED");
        world.machine.daemon().set_state(FakeDaemon::State::Up);
        world.expect_soon([&] { return world.control.status_of() == "STOPPED"; });
        ASSERT_TRUE(world.machine.running().empty());
        world.loop.advance(Seconds{30});
        ASSERT_TRUE(world.machine.running().empty());
        if (done) break;
    }
}

TEST_P(CrashTest, AtAnyStepOfARestartKeepsTheContainer) {
    for (int steps = 0; steps < 40; ++steps) {
        SCOPED_TRACE(steps);
        test::World world;
        auto app = make_container("app");
        auto& policy = app.restart_policy.emplace();
        policy.enabled = true;
        policy.restart_attempt_period = 60;
        world.start_connected();
        world.control.run_task(make_task({app}));
        world.expect_soon([&] { return world.control.status_of() == "RUNNING"; });
        world.loop.advance(Seconds{100});
        const std::string id = world.container("app")->status.id;
        world.machine.kill(id, 1);
        for (int i = 0; i < steps; ++i) world.loop.step();
        crash(world, GetParam());
        world.loop.advance(Seconds{1});
        world.start_connected();
        world.loop.advance(Seconds{10});
        ASSERT_TRUE(world.runs("app"));
        ASSERT_EQ(world.machine.counters().started, 2u);
        ASSERT_EQ(world.container("app")->status.id, id);
        ASSERT_EQ(world.control.statuses_of(), "RUNNING");
    }
}

// ---- What the runtime does meanwhile ---------------------------------------------------------

class RuntimeTroubleTest : public testing::Test {
  protected:
    void run(const api::acs::Task& task) {
        world.start_connected();
        world.control.run_task(task);
        world.expect_soon([&] { return world.control.status_of() == "RUNNING"; });
    }
    void expect_stopped(Duration limit = Seconds{60}) {
        world.expect_soon([&] { return world.control.status_of() == "STOPPED"; }, limit);
    }
    test::World world;
    test::FakeControl& control = world.control;
};

TEST_F(RuntimeTroubleTest, WhatEndedWhileTheAgentWasDeadIsReported) {
    run(make_task({make_container("app")}));
    world.kill_agent();
    world.machine.kill_all(9);
    world.loop.advance(hours{1});
    world.start_agent();
    expect_stopped();
    EXPECT_EQ(control.container("app")->exit_code, 9);
}

TEST_F(RuntimeTroubleTest, WhatVanishedWhileTheAgentWasDeadIsReported) {
    run(make_task({make_container("app")}));
    world.kill_agent();
    ASSERT_TRUE(world.machine.remove(world.container("app")->status.id));
    world.start_agent();
    expect_stopped();
    EXPECT_THAT(*control.container("app")->reason, HasSubstr("ContainerVanishedError"));
}

TEST_F(RuntimeTroubleTest, OrphansAreRemovedAndStrangersAreNot) {
    run(make_task({make_container("app")}));
    const auto make = [&](const std::string& name, const std::string& instance) {
        api::docker::ContainerCreateRequest request;
        request.image = "app:1";
        auto& labels = request.labels.emplace();
        labels[kInstanceLabel] = instance;
        labels[kTaskLabel] = "arn:gone";
        request.host_config.emplace();
        world.process->runtime.create_container(name, request, [](const Result<std::string>& id) {
            EXPECT_TRUE(id);
        });
        world.loop.advance(Seconds{1});
        ASSERT_NE(world.machine.find(name), nullptr);
    };
    make("orphan", test::kInstanceArn);
    make("stranger", "arn:another-instance");
    world.kill_agent();
    world.start_agent();
    world.expect_soon([&] { return world.machine.find("orphan") == nullptr; });
    world.loop.advance(minutes{10});
    EXPECT_NE(world.machine.find("stranger"), nullptr);
    EXPECT_TRUE(world.runs("app"));
}

TEST_F(RuntimeTroubleTest, TasksSurviveADaemonThatIsAway) {
    run(make_task({make_container("app")}));
    world.machine.daemon().set_state(FakeDaemon::State::Away);
    world.loop.advance(hours{1});
    EXPECT_EQ(control.statuses_of(), "RUNNING");
    auto second = make_task({make_container("app")}, "arn:aws:ecs:x:1:task/default/2");
    control.run_task(second);
    world.loop.advance(hours{1});
    EXPECT_EQ(control.status_of(*second.arn), "");
    world.machine.daemon().set_state(FakeDaemon::State::Up);
    world.expect_soon([&] { return control.status_of(*second.arn) == "RUNNING"; }, Seconds{15});
    EXPECT_EQ(control.statuses_of(), "RUNNING");
}

TEST_F(RuntimeTroubleTest, WhatEndedWhileTheDaemonWasAwayIsSeenWhenItIsBack) {
    run(make_task({make_container("app")}));
    world.machine.daemon().set_state(FakeDaemon::State::Away);
    world.machine.kill_all(5);
    world.loop.advance(minutes{5});
    EXPECT_EQ(control.statuses_of(), "RUNNING");
    world.machine.daemon().set_state(FakeDaemon::State::Up);
    expect_stopped(Seconds{15});
    EXPECT_EQ(control.container("app")->exit_code, 5);
}

TEST_F(RuntimeTroubleTest, AMachineThatLosesPowerReportsItsTasksStopped) {
    run(make_task({make_container("app")}));
    world.kill_agent();
    world.disk->crash();
    world.machine.crash();
    world.start_agent();
    world.loop.advance(minutes{1});
    world.machine.boot();
    expect_stopped();
}

TEST_F(RuntimeTroubleTest, AStopWaitsForADaemonThatIsAway) {
    run(make_task({make_container("app")}));
    world.machine.daemon().set_state(FakeDaemon::State::Away);
    control.stop_task();
    world.loop.advance(hours{1});
    EXPECT_EQ(control.status_of(), "RUNNING");
    world.machine.daemon().set_state(FakeDaemon::State::Up);
    expect_stopped(Seconds{15});
    EXPECT_FALSE(world.runs("app"));
}

TEST_F(RuntimeTroubleTest, AContainerThatCannotBeKilledIsDeclaredStopped) {
    runtime::FakeBehaviour stuck;
    stuck.ignores_term = true;
    stuck.unkillable = true;
    world.machine.set_behaviour("app:1", stuck);
    run(make_task({make_container("app")}));
    control.stop_task();
    expect_stopped(minutes{10});
    EXPECT_THAT(*control.container("app")->reason, HasSubstr("DockerTimeoutError"));
}

TEST_F(RuntimeTroubleTest, AJournalThatFailsLosesNothing) {
    world.start_connected();
    world.disk->fail_next_append_before();
    control.run_task(make_task({make_container("app")}));
    world.expect_soon([&] { return control.status_of() == "RUNNING"; });
    world.disk->fail_next_append_after();
    control.stop_task();
    expect_stopped();
    EXPECT_EQ(world.machine.counters().started, 1u);
}

/// What is noted first, that nothing is known for sure, may be what cannot be written; and whatever
/// makes the agent look at its tasks may come while it reads its rows again.
TEST_F(RuntimeTroubleTest, NothingIsStartedUnaskedWhenTheFirstWriteFails) {
    for (int steps = 0; steps <= 60; ++steps) {
        SCOPED_TRACE(steps);
        test::World slow;
        auto& daemon = slow.machine.daemon();
        daemon.timings.start = {Seconds{10}, Seconds{10}};
        slow.start_connected();
        auto app = make_container("app");
        test::add_health_check(app);
        slow.control.run_task(make_task({app}));
        slow.expect_soon([&] { return daemon.asked(FakeOperation::Start) == 1; });
        slow.kill_agent();
        slow.loop.advance(Seconds{15});
        ASSERT_TRUE(slow.runs("app"));
        const auto container = slow.machine.running().front();
        slow.disk->fail_next_append_before();
        slow.start_agent();
        for (int i = 0; i < steps; ++i) slow.loop.step();
        daemon.publish({
            .kind = runtime::RuntimeEvent::Kind::HealthChanged,
            .container_id = container->status.id,
            .labels = container->status.labels,
            .health = runtime::Health::Healthy,
            .time = slow.loop.now(),
        });
        slow.expect_soon([&] { return slow.control.status_of() == "RUNNING"; });
        EXPECT_EQ(daemon.asked(FakeOperation::Start), 1U);
    }
}

/// Operations that break off at random, done or not, and events late or twice.
TEST_F(RuntimeTroubleTest, ABrokenDaemonNeverMakesAContainerRunTwice) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        SCOPED_TRACE(seed);
        test::World chaos;
        chaos.machine.random() = Random(seed);
        // A pull that breaks off five times fails for good: not what this is about.
        const auto task = two_containers();
        for (const auto& container : *task.containers) {
            chaos.machine.storage().pull(*container.image);
        }
        chaos.config.pull_behavior = PullBehavior::PreferCached;
        chaos.start_connected();
        auto& faults = chaos.machine.daemon().faults;
        faults.broken = 0.3;
        faults.event_delayed = 0.2;
        faults.event_duplicated = 0.2;
        chaos.control.run_task(two_containers());
        chaos.expect_soon([&] { return chaos.control.status_of() == "RUNNING"; }, minutes{10});
        ASSERT_EQ(chaos.machine.counters().started, 2u);
        chaos.control.stop_task();
        chaos.expect_soon([&] { return chaos.control.status_of() == "STOPPED"; }, minutes{10});
        ASSERT_TRUE(chaos.machine.running().empty());
    }
}

}  // namespace
}  // namespace gantry::agent
