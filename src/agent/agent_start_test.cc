// What begins when: stops that come in between, how much begins at once, what containers share.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/agent_fixture.h"

namespace gantry::agent {
namespace {

using runtime::FakeBehaviour;
using runtime::FakeOperation;
using runtime::Latency;
using test::kTaskArn;
using test::make_container;
using test::make_task;
using testing::ElementsAre;
using testing::IsEmpty;

class AgentStartTest : public test::AgentTest {
  protected:
    void behave(FakeBehaviour behaviour) { machine.set_behaviour("app:1", std::move(behaviour)); }
    void expect_asked(FakeOperation operation, std::size_t times) {
        world.expect_soon([&] { return machine.daemon().asked(operation) >= times; });
    }
};

// ---- A stop while it is PENDING ----------------------------------------------------------------

TEST_F(AgentStartTest, AStopDuringThePullLetsNothingBeCreated) {
    behave({.pull = Latency::exactly(Seconds{20})});
    world.start_connected();
    control.run_task(make_task({make_container("app")}));
    expect_asked(FakeOperation::Pull, 1);
    control.stop_task();
    expect_stopped();
    wait(minutes{2});
    EXPECT_EQ(machine.counters().created, 0u);
}

TEST_F(AgentStartTest, AStopDuringTheCreationLetsNothingBeStarted) {
    behave({.create = Latency::exactly(Seconds{10})});
    world.start_connected();
    control.run_task(make_task({make_container("app")}));
    expect_asked(FakeOperation::Create, 1);
    control.stop_task();
    expect_stopped();
    wait(minutes{2});
    EXPECT_EQ(machine.counters().created, 1u);
    EXPECT_EQ(machine.counters().started, 0u);
}

TEST_F(AgentStartTest, AContainerThatComesUpAfterTheStopIsEndedAtOnce) {
    behave({.start = Latency::exactly(Seconds{10}), .ignores_term = true});
    world.start_connected();
    control.run_task(make_task({make_container("app")}));
    expect_asked(FakeOperation::Start, 1);
    control.stop_task();
    wait(Seconds{9});
    EXPECT_EQ(machine.counters().started, 0u);
    wait(Seconds{2});  // not the thirty seconds that a stop may take
    EXPECT_EQ(machine.counters().started, 1u);
    EXPECT_THAT(machine.running(), IsEmpty());
    expect_stopped();
}

TEST_F(AgentStartTest, AContainerThatRanBeforeTheStopHasItsTime) {
    behave({.ignores_term = true});
    world.start_connected();
    run_and_expect(make_task({make_container("app")}));
    control.stop_task();
    wait(Seconds{25});
    EXPECT_TRUE(world.runs("app"));
    wait(Seconds{10});
    EXPECT_FALSE(world.runs("app"));
}

TEST_F(AgentStartTest, AStartIsNotTriedAgainAfterAStop) {
    machine.daemon().interceptor = [](FakeOperation operation,
                                      const std::string&) -> std::optional<Error> {
        if (operation != FakeOperation::Start) return std::nullopt;
        return unavailable("the connection was closed before the answer");
    };
    world.start_connected();
    control.run_task(make_task({make_container("app")}));
    expect_asked(FakeOperation::Start, 1);
    control.stop_task();
    wait(Duration{20});
    machine.daemon().interceptor = {};
    expect_stopped();
    wait(minutes{1});
    EXPECT_EQ(machine.counters().started, 0u);
}

// ---- Many at once ------------------------------------------------------------------------------

TEST_F(AgentStartTest, SixtyTasksStartAFewAtATimeInOrder) {
    world.config.parallel_starts = 4;
    behave({.create = Latency::exactly(Duration{300}), .start = Latency::exactly(Duration{700})});
    std::size_t under_way = 0;
    std::size_t most = 0;
    std::vector<std::string> order;
    runtime::FakeMachine::Observer observer;
    observer.on_start = [&](const runtime::FakeContainer& container) {
        order.push_back(container.status.labels.at("com.amazonaws.ecs.task-arn"));
    };
    machine.set_observer(observer);
    world.start_connected();
    std::vector<api::acs::Task> tasks;
    for (int i = 100; i < 160; ++i) {
        auto container = make_container("app");
        container.memory = 6;
        tasks.push_back(make_task({container}, arn(i)));
    }
    control.wanted = tasks;
    control.send_payload(tasks);
    world.expect_soon(
        [&] {
            under_way = machine.daemon().asked(FakeOperation::Start) - machine.counters().started;
            most = std::max(most, under_way);
            return machine.counters().started == 60;
        },
        Seconds{60}
    );
    EXPECT_GE(most, 2u);
    EXPECT_LE(most, 4u);
    EXPECT_TRUE(std::ranges::is_sorted(order));
}

TEST_F(AgentStartTest, AStopWaitsForNoStart) {
    world.config.parallel_starts = 1;
    world.start_connected();
    run_and_expect(make_task({make_container("app")}, arn(1)));
    behave({.start_hangs = true});
    control.run_task(make_task({make_container("app")}, arn(2)));
    control.run_task(make_task({make_container("app")}, arn(3)));
    wait(Seconds{2});
    control.stop_task(arn(1));
    control.stop_task(arn(3));
    expect_stopped(arn(1), Seconds{2});
    expect_stopped(arn(3), Seconds{2});
}

// ---- What containers share ---------------------------------------------------------------------

class AgentGroupTest : public AgentStartTest {
  protected:
    static api::acs::Task two_containers() {
        auto task = make_task({make_container("app"), make_container("side")});
        task.memory = 64;
        task.cpu = 0.5;
        return task;
    }
    static constexpr const char* kGroup = "0123456789abcdef0123456789abcdef";
};

TEST_F(AgentGroupTest, ATasksContainersAreInItsGroupUntilItHasStopped) {
    world.start_connected();
    run_and_expect(two_containers());
    ASSERT_EQ(machine.groups().count(kGroup), 1u);
    EXPECT_EQ(machine.groups().at(kGroup).memory_bytes, 64 << 20);
    EXPECT_EQ(machine.groups().at(kGroup).cpu_quota_us, 50'000);
    for (const auto* container : machine.running()) {
        EXPECT_EQ(container->spec.group, std::string("/ecs/") + kGroup);
    }
    control.stop_task();
    expect_stopped();
    wait(Seconds{5});
    EXPECT_THAT(machine.groups(), IsEmpty());
}

TEST_F(AgentGroupTest, WhereNoGroupCanBeMadeContainersRunWithTheirOwnLimits) {
    machine.refuse_groups();
    world.start_connected();
    run_and_expect(two_containers());
    for (const auto* container : machine.running()) {
        EXPECT_EQ(container->spec.group, "");
        EXPECT_EQ(container->spec.memory_bytes, 64 << 20);
    }
}

TEST_F(AgentGroupTest, AnAgentThatDiedRemovesTheGroupOfATaskThatHasEnded) {
    world.start_connected();
    run_and_expect(two_containers());
    world.kill_agent();
    machine.kill_all();
    ASSERT_EQ(machine.groups().size(), 1u);
    world.start_connected();
    expect_stopped();
    wait(Seconds{5});
    EXPECT_THAT(machine.groups(), IsEmpty());
}

TEST_F(AgentGroupTest, AContainerThatIsRestartedAfterARebootHasItsGroupAgain) {
    auto task = two_containers();
    for (auto& container : *task.containers) {
        container.restart_policy.emplace();
        container.restart_policy->enabled = true;
        container.restart_policy->restart_attempt_period = 60;
    }
    world.start_connected();
    run_and_expect(task);
    wait(minutes{5});
    world.kill_agent();
    machine.crash();
    EXPECT_THAT(machine.groups(), IsEmpty());
    machine.boot();
    world.start_connected();
    world.expect_soon([&] { return machine.running().size() == 2; });
    EXPECT_EQ(machine.groups().count(kGroup), 1u);
}

}  // namespace
}  // namespace gantry::agent
