// Tasks with an address of their own, and those that share other namespaces.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/agent_fixture.h"
#include "agent/engine/names.h"
#include "agent/pause/pause_image.h"
#include "api/acs/ack_request.h"
#include "api/ecs/register_container_instance_request.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

using runtime::FakeOperation;
using test::kTaskArn;
using test::make_container;
using test::make_task;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class AgentNetworkTest : public test::AgentTest {
  protected:
    api::acs::Task task_in_vpc(int number = 1) {
        auto app = make_container("app");
        app.docker_config.emplace().host_config = R"({"NetworkMode":"awsvpc"})";
        auto task = make_task({app}, number == 1 ? std::string(kTaskArn) : arn(number));
        test::give_interface(task, number);
        return task;
    }
    void run_in_vpc(const api::acs::Task& task) {
        control.add_interface(task);
        run_and_expect(task);
    }
    bool is_attached(const std::string& id = "eni-1") {
        return world.network.attached().contains(id);
    }
    std::string reason_of_end(const std::string& task = kTaskArn) {
        std::string reason;
        for (const auto& report : control.reports) {
            if (report.task == task && report.status == "STOPPED") {
                reason = report.reason.value_or("");
            }
        }
        return reason;
    }
    std::vector<std::string> registered_attributes() {
        std::vector<std::string> names;
        for (const auto& call : control.calls) {
            if (call.operation != "RegisterContainerInstance") continue;
            const auto request =
                wire::decode_json<api::ecs::RegisterContainerInstanceRequest>(call.body);
            for (const auto& one : *request->attributes) names.push_back(*one.name);
        }
        return names;
    }
};

TEST_F(AgentNetworkTest, ATaskHasAnAddressBeforeItsContainersStartAndUntilItsEndIsTold) {
    world.start_connected();
    bool attached_at_start = false;
    machine.set_observer({
        .on_start =
            [&](const runtime::FakeContainer& container) {
                if (container.status.labels.at(kContainerLabel) == "app") {
                    attached_at_start = is_attached();
                }
            },
        .on_exit = {},
    });
    run_in_vpc(task_in_vpc());
    EXPECT_TRUE(attached_at_start);
    const auto attached = world.network.attached().at("eni-1");
    EXPECT_EQ(attached.interface.address, "10.0.0.11");
    EXPECT_EQ(attached.pid, world.pause()->status.pid);
    EXPECT_EQ(control.statuses_of(), "ATTACHED RUNNING");
    const auto& told = control.reports.front();
    EXPECT_EQ(told.attachments->front().status, "ATTACHED");
    EXPECT_THAT(*told.attachments->front().attachment_arn, HasSubstr("attachment/1"));
    EXPECT_FALSE(control.container("app")->network_bindings);
    control.on_told = [&](const auto& report) {
        if (report.status != "STOPPED") return;
        EXPECT_FALSE(is_attached());
        EXPECT_EQ(world.pause(), nullptr);
    };
    control.stop_task();
    expect_stopped();
    EXPECT_EQ(control.container("app")->exit_code, 143);
    EXPECT_EQ(control.statuses_of(), "ATTACHED RUNNING STOPPED");
}

TEST_F(AgentNetworkTest, ItsContainersJoinThePauseContainerWhichHasTheNames) {
    world.start_connected();
    auto task = task_in_vpc();
    task.containers->front().docker_config->host_config =
        R"({"NetworkMode":"awsvpc","ExtraHosts":["db:10.0.0.9"]})";
    run_in_vpc(task);
    const auto& pause = *world.pause()->request;
    EXPECT_EQ(pause.hostname, "ip-10-0-0-11.ec2.internal");
    EXPECT_EQ(pause.network_disabled, true);
    EXPECT_THAT(*pause.host_config->dns, ElementsAre("10.0.0.2"));
    EXPECT_THAT(*pause.host_config->dns_search, ElementsAre("ec2.internal"));
    EXPECT_THAT(
        *pause.host_config->extra_hosts,
        ElementsAre("db:10.0.0.9", "ip-10-0-0-11.ec2.internal:10.0.0.11", "ip-10-0-0-11:10.0.0.11")
    );
    EXPECT_THAT(*pause.host_config->cap_drop, ElementsAre("ALL"));
    const auto& app = *world.container("app")->request;
    EXPECT_EQ(app.host_config->network_mode, "container:" + world.pause()->status.name);
    EXPECT_FALSE(app.host_config->extra_hosts);
    EXPECT_FALSE(app.hostname);
}

TEST_F(AgentNetworkTest, TheImageOfPauseContainersIsLoadedAndNeverPulled) {
    test::World bare;
    bare.machine.storage().remove_image(pause_image().name);
    bare.machine.daemon().fail_next(
        FakeOperation::Create, not_found("No such image: " + pause_image().name)
    );
    bare.start_connected();
    auto task = task_in_vpc();
    bare.control.add_interface(task);
    bare.control.run_task(task);
    bare.expect_soon([&] { return bare.control.status_of() == "RUNNING"; });
    EXPECT_EQ(bare.machine.daemon().asked(FakeOperation::LoadImage), 1u);
    EXPECT_TRUE(bare.machine.storage().present(pause_image().name));
    EXPECT_FALSE(bare.machine.logins.contains(pause_image().name));
}

TEST_F(AgentNetworkTest, ATaskWaitsUntilItsNetworkIsKnown) {
    world.start_connected();
    const auto task = task_in_vpc();
    control.run_task(task);
    wait(Seconds{20});
    EXPECT_EQ(control.statuses_of(), "");
    EXPECT_FALSE(world.runs("app"));
    const SysTime known = world.loop.now();
    control.add_interface(task);
    world.expect_soon([&] { return control.status_of() == "RUNNING"; });
    EXPECT_LT(world.loop.now() - known, Seconds{1});
}

TEST_F(AgentNetworkTest, AStateIsAcknowledgedOnceItIsInForce) {
    world.start_connected();
    world.network.fail_apply(2);
    control.add_interface(task_in_vpc());
    wait(Duration{200});
    EXPECT_EQ(control.messages(StreamKind::Control, "AckRequest").size(), 0u);
    wait(Seconds{5});
    const auto acks = control.messages(StreamKind::Control, "AckRequest");
    ASSERT_EQ(acks.size(), 1u);
    EXPECT_EQ(wire::decode_json<api::acs::AckRequest>(acks[0])->message_id, "network-1");
}

TEST_F(AgentNetworkTest, AnInterfaceThatCannotBeAttachedEndsTheTask) {
    world.start_connected();
    world.network.fail_attach(1, invalid_argument("the address 10.0.0.11 is none"));
    const auto task = task_in_vpc();
    control.add_interface(task);
    control.run_task(task);
    expect_stopped();
    EXPECT_EQ(reason_of_end(), "ContainerNetworkingError: the address 10.0.0.11 is none");
    EXPECT_TRUE(machine.containers().empty());
    EXPECT_EQ(control.container("app")->status, "STOPPED");
}

TEST_F(AgentNetworkTest, WhatFailsForAWhileIsTriedAgainAndNotForEver) {
    world.start_connected();
    world.network.fail_attach(3);
    run_in_vpc(task_in_vpc());
    world.network.set_away(true);
    const auto second = task_in_vpc(2);
    control.run_task(second);
    wait(minutes{4});
    EXPECT_NE(control.status_of(*second.arn), "STOPPED");  // its interface might be there
    world.network.set_away(false);
    expect_stopped(*second.arn);
    EXPECT_THAT(
        reason_of_end(*second.arn),
        StartsWith("ContainerNetworkingError: the network interface could not be attached: ")
    );
}

TEST_F(AgentNetworkTest, ATaskIsToldToBeStoppedWhenItsAddressIsFreeAndNotEarlier) {
    world.start_connected();
    run_in_vpc(task_in_vpc());
    world.network.fail_detach(4);
    control.stop_task();
    world.expect_soon([&] { return !world.runs("app"); });
    EXPECT_EQ(control.status_of(), "RUNNING");
    EXPECT_TRUE(is_attached());
    expect_stopped();
    EXPECT_FALSE(is_attached());
}

TEST_F(AgentNetworkTest, AStopWhileItWaitsForItsNetworkIsNotLate) {
    world.start_connected();
    const auto task = task_in_vpc();
    control.run_task(task);
    wait(minutes{1});
    const SysTime asked = world.loop.now();
    control.stop_task();
    expect_stopped();
    EXPECT_LT(world.loop.now() - asked, Seconds{1});
    control.add_interface(task);
    wait(minutes{1});
    EXPECT_FALSE(is_attached());
    EXPECT_EQ(world.pause(), nullptr);
}

TEST_F(AgentNetworkTest, WhenThePauseContainerDiesTheTaskEnds) {
    world.start_connected();
    run_in_vpc(task_in_vpc());
    machine.kill(world.pause()->status.id);
    expect_stopped();
    EXPECT_THAT(reason_of_end(), StartsWith("ContainerNetworkingError: the pause container"));
    EXPECT_EQ(control.container("app")->reason, reason_of_end());
    EXPECT_EQ(world.pause(), nullptr);
}

TEST_F(AgentNetworkTest, APauseContainerThatDiesBeforeAnythingRanIsMadeAgain) {
    world.start_connected();
    const auto task = task_in_vpc();
    control.run_task(task);
    world.expect_soon([&] { return world.runs(kPauseContainer); });
    machine.kill(world.pause()->status.id);
    wait(Seconds{1});
    control.add_interface(task);
    world.expect_soon([&] { return control.status_of() == "RUNNING"; });
    EXPECT_EQ(world.network.attached().at("eni-1").pid, world.pause()->status.pid);
}

TEST_F(AgentNetworkTest, AnAgentThatComesBackFindsAllOfIt) {
    world.start_connected();
    run_in_vpc(task_in_vpc());
    const std::string pause = world.pause()->status.id;
    wait(Seconds{1});
    world.kill_agent();
    wait(minutes{1});
    world.start_connected();
    wait(minutes{6});
    EXPECT_TRUE(world.runs("app"));
    EXPECT_EQ(world.pause()->status.id, pause);
    EXPECT_EQ(machine.counters().started, 2u);
    EXPECT_EQ(control.statuses_of(), "ATTACHED RUNNING");
    control.stop_task();
    expect_stopped();
    EXPECT_FALSE(is_attached());
}

TEST_F(AgentNetworkTest, AnAgentThatComesBackWithoutItsControlPlaneLeavesTasksAlone) {
    world.start_connected();
    run_in_vpc(task_in_vpc());
    control.go_away();
    world.kill_agent();
    world.start_agent();
    wait(minutes{30});
    EXPECT_TRUE(world.runs("app"));
    control.come_back();
    wait(minutes{3});
    EXPECT_TRUE(world.runs("app"));
    EXPECT_TRUE(is_attached());
}

TEST_F(AgentNetworkTest, APauseContainerThatDiedWhileNobodyLookedIsMissed) {
    world.start_connected();
    run_in_vpc(task_in_vpc());
    world.kill_agent();
    machine.kill(world.pause()->status.id);
    world.start_connected();
    expect_stopped();
    EXPECT_THAT(reason_of_end(), StartsWith("ContainerNetworkingError: "));
}

TEST_F(AgentNetworkTest, ARestartInPlaceKeepsTheAddress) {
    world.start_connected();
    auto task = task_in_vpc();
    auto& policy = task.containers->front().restart_policy.emplace();
    policy.enabled = true;
    policy.restart_attempt_period = 1;
    run_in_vpc(task);
    wait(Seconds{5});
    const auto before = world.network.attached().at("eni-1").pid;
    machine.kill(world.container("app")->status.id, 1);
    wait(Seconds{5});
    EXPECT_TRUE(world.runs("app"));
    EXPECT_EQ(world.network.attached().at("eni-1").pid, before);
    EXPECT_EQ(control.statuses_of(), "ATTACHED RUNNING");
}

TEST_F(AgentNetworkTest, ARestartInPlaceNeedsNoControlPlane) {
    world.start_connected();
    auto task = task_in_vpc();
    auto& policy = task.containers->front().restart_policy.emplace();
    policy.enabled = true;
    policy.restart_attempt_period = 1;
    run_in_vpc(task);
    wait(Seconds{5});
    control.go_away();
    world.kill_agent();
    world.network.set_away(true);  // as long as nobody tells it of the VPC
    world.start_agent();
    wait(minutes{1});
    machine.kill(world.container("app")->status.id, 1);
    wait(minutes{1});
    EXPECT_TRUE(world.runs("app"));
}

TEST_F(AgentNetworkTest, APauseContainerThatIsStartedAnewHasLostTheNamespaces) {
    world.start_connected();
    run_in_vpc(task_in_vpc());
    const std::string pause = world.pause()->status.id;
    machine.kill(pause);
    EXPECT_TRUE(machine.start(pause));  // docker restart: over before anybody looks
    expect_stopped();
    EXPECT_THAT(reason_of_end(), StartsWith("ContainerNetworkingError: the pause container"));
    EXPECT_EQ(world.pause(), nullptr);
}

TEST_F(AgentNetworkTest, APauseContainerThatIsStartedAnewWhileNobodyLooksIsMissed) {
    world.start_connected();
    run_in_vpc(task_in_vpc());
    world.kill_agent();
    const std::string pause = world.pause()->status.id;
    machine.kill(pause);
    EXPECT_TRUE(machine.start(pause));
    world.start_connected();
    expect_stopped();
    EXPECT_THAT(reason_of_end(), StartsWith("ContainerNetworkingError: the pause container"));
}

TEST_F(AgentNetworkTest, ANamespaceThatCannotBeOpenedIsNotCalledAnInterface) {
    machine.daemon().interceptor = [](FakeOperation operation,
                                      const std::string&) -> std::optional<Error> {
        if (operation != FakeOperation::Namespace) return std::nullopt;
        return unavailable("no answer");
    };
    world.start_connected();
    const auto task = task_in_vpc();
    control.add_interface(task);
    control.run_task(task);
    wait(minutes{4});
    expect_stopped();
    EXPECT_EQ(
        reason_of_end(),
        "ContainerNetworkingError: the network namespace could not be opened: no answer"
    );
}

TEST_F(AgentNetworkTest, ARuntimeThatCannotOpenNamespacesHasThemMadePlainly) {
    machine.daemon().interceptor = [](FakeOperation operation,
                                      const std::string&) -> std::optional<Error> {
        if (operation != FakeOperation::Namespace) return std::nullopt;
        return Error{ErrorKind::Denied, {}, "there is no such network", {}};
    };
    world.start_connected();
    run_in_vpc(task_in_vpc());
    EXPECT_EQ(world.pause()->request->host_config->network_mode, "none");
    EXPECT_FALSE(world.pause()->request->network_disabled);
    run_in_vpc(task_in_vpc(2));
    EXPECT_EQ(machine.counters().created, 5u);  // one pause container in vain, and only one
}

TEST_F(AgentNetworkTest, WhereThereIsNoTaskNetworkingTheTaskSaysWhy) {
    world.has_network = false;
    world.start_connected();
    control.run_task(task_in_vpc());
    expect_stopped();
    EXPECT_EQ(
        reason_of_end(), "ContainerNetworkingError: this agent has no task networking (awsvpc)"
    );
    EXPECT_THAT(registered_attributes(), Not(testing::Contains("ecs.capability.task-eni")));
}

TEST_F(AgentNetworkTest, WhereThereIsItIsRegistered) {
    world.config.network_address = "192.0.2.7";
    world.start_connected();
    EXPECT_THAT(
        registered_attributes(),
        AllOf(
            testing::Contains("ecs.capability.task-eni"),
            testing::Contains("gantry.network-address"),
            testing::Contains("ecs.capability.pid-ipc-namespace-sharing")
        )
    );
}

TEST_F(AgentNetworkTest, AnExternalMachineDoesNotSayThatItHasAny) {
    world.config.network_address = "192.0.2.7";
    world.config.external = true;
    world.start_connected();
    EXPECT_THAT(
        registered_attributes(),
        AllOf(
            testing::Contains("ecs.capability.external"),
            Not(testing::Contains("ecs.capability.task-eni")),
            Not(testing::Contains("gantry.network-address"))
        )
    );
}

TEST_F(AgentNetworkTest, ATaskWithoutAGoodInterfaceSaysSo) {
    world.start_connected();
    auto task = task_in_vpc();
    task.elastic_network_interfaces->front().mac_address.reset();
    control.run_task(task);
    expect_stopped();
    EXPECT_THAT(reason_of_end(), StartsWith("ContainerNetworkingError: the task's network"));
}

TEST_F(AgentNetworkTest, ContainersShareProcessesAndIpcWhereTheTaskDoes) {
    world.has_network = false;
    world.start_connected();
    auto task = make_task({make_container("app"), make_container("side")});
    task.pid_mode = "task";
    task.ipc_mode = "task";
    run_and_expect(task);
    const std::string pause = "container:" + world.pause()->status.name;
    EXPECT_EQ(world.pause()->request->host_config->ipc_mode, "shareable");
    for (const char* name : {"app", "side"}) {
        const auto& host = *world.container(name)->request->host_config;
        EXPECT_EQ(host.pid_mode, pause);
        EXPECT_EQ(host.ipc_mode, pause);
        EXPECT_FALSE(host.network_mode);
    }
    EXPECT_EQ(control.statuses_of(), "RUNNING");
    control.stop_task();
    expect_stopped();
    EXPECT_EQ(world.pause(), nullptr);
}

}  // namespace
}  // namespace gantry::agent
