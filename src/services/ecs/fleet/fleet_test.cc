#include "services/ecs/fleet/fleet.h"

#include "services/ecs/fleet/test_fleet.h"

namespace gantry::fleet {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::size_t kAgentsFrameLimit = std::size_t{4} << 20;

TEST_F(FleetTest, AnAgentIsSentWhatItsInstanceHas) {
    put_definition();
    put_task("1");
    const auto line = connect();
    ASSERT_THAT(line->payloads(), SizeIs(1));
    EXPECT_EQ(line->payloads()[0].tasks->at(0).desired_status, "RUNNING");
    put_task("2");
    EXPECT_THAT(line->payloads(), SizeIs(2));
}

TEST_F(FleetTest, AMachineOfThePoolIsSentTasksOfAnyClusterAsTheirs) {
    const ecs::ContainerInstanceRow machine{
        .account = kScope.account,
        .region = kScope.region,
        .cluster = std::string(ecs::kFargatePool),
        .id = "i",
    };
    put(tables.container_instances, machine.key(), machine);
    hello.container_instance = machine.arn();
    hello.cluster = ecs::kFargatePool;
    put_definition();
    put_task("1");  // of the container instance "i" of the cluster
    const Agent agent = open_control();
    EXPECT_THAT(agent.line->payloads(), IsEmpty());
    put_task("2");
    edit_task("2", [](ecs::TaskRow& row) { row.host_cluster = ecs::kFargatePool; });
    const auto payloads = agent.line->payloads();
    ASSERT_THAT(payloads, SizeIs(1));
    const auto& sent = payloads.front().tasks->front();
    EXPECT_THAT(*sent.arn, HasSubstr("task/default/2"));
    EXPECT_THAT(*sent.task_cluster_arn, HasSubstr("cluster/default"));
    acknowledge(agent);
    EXPECT_TRUE(task("2")->acknowledged);
    EXPECT_FALSE(task("1")->acknowledged);
}

TEST_F(FleetTest, AnAgentSaysItsVersionsAsItConnects) {
    hello.agent_version = "1.105.1";
    hello.docker_version = "DockerVersion: 26.1.5";
    connect();
    const auto row = instance();
    ASSERT_TRUE(row->version_info);
    EXPECT_EQ(row->version_info->agent_version, "1.105.1");
    EXPECT_EQ(row->version_info->docker_version, "DockerVersion: 26.1.5");
    EXPECT_TRUE(row->agent_connected);
}

TEST_F(FleetTest, NoFrameIsMoreThanAnAgentTakes) {
    put_definition({{"quotes", std::string(40'000, '"')}});
    for (int id = 100; id < 140; ++id) put_task(std::to_string(id));
    const auto line = connect();
    std::size_t tasks = 0;
    for (const std::string& frame : line->frames) {
        EXPECT_LT(frame.size(), kAgentsFrameLimit);
        if (!frame.starts_with(R"({"type":"PayloadMessage")")) continue;
        for (auto at = frame.find(R"("family":)"); at != std::string::npos; ++tasks) {
            at = frame.find(R"("family":)", at + 1);
        }
    }
    EXPECT_EQ(tasks, 40U);
}

TEST_F(FleetTest, WhoMayNotConnectIsToldBeforeAnythingChanges) {
    const auto line = connect();
    AgentHello other = hello;
    other.scope.account = "111111111111";
    EXPECT_EQ(fleet.admit(other).error().code, "AccessDeniedException");
    other = hello;
    other.container_instance += "x";
    EXPECT_EQ(fleet.admit(other).error().code, "InvalidInstanceException");
    EXPECT_TRUE(fleet.admit(hello));
    EXPECT_EQ(line->closed_with, 0);
    EXPECT_EQ(fleet.connected_agents(), 1U);
}

TEST_F(FleetTest, AMachineThatJoinedConnectsAsItselfAlone) {
    ecs::ContainerInstanceRow row = *instance();
    row.ec2_instance_id = "mi-1";
    put(tables.container_instances, row.key(), row);
    hello.machine = "mi-1";
    const auto line = connect();
    AgentHello other = hello;
    other.machine = "mi-2";
    EXPECT_EQ(fleet.admit(other).error().code, "AccessDeniedException");
    EXPECT_FALSE(fleet.open_control(other, std::make_shared<Line>()));
    EXPECT_FALSE(fleet.open_telemetry(other, std::make_shared<Line>()));
    EXPECT_EQ(line->closed_with, 0);
    other.machine = "";
    EXPECT_TRUE(fleet.admit(other)) << "by a key";
}

TEST_F(FleetTest, TasksOfAnAgentThatWasGoneWhenTheyWerePlacedEnd) {
    put_definition();
    const Agent agent = open_control();
    put_task("sent");
    fleet.on_closed(agent.session);
    loop.advance(Seconds{1});
    put_task("unsent");  // within the grace, in which the instance counts as connected
    loop.advance(Seconds{1});
    EXPECT_FALSE(task("unsent")->stopped());
    loop.advance(Seconds{5});
    EXPECT_FALSE(task("sent")->stopped());
    EXPECT_TRUE(task("unsent")->stopped());
    EXPECT_EQ(task("unsent")->stop_code, api::ecs::TaskStopCode::TaskFailedToStart);
}

TEST_F(FleetTest, ANewerStreamReplacesTheOlder) {
    const auto old = connect();
    connect();
    EXPECT_EQ(old->closed_with, 1013);
    EXPECT_EQ(fleet.connected_agents(), 1U);
}

TEST_F(FleetTest, AShortAbsenceStaysUnseenALongOneDoesNot) {
    const Agent agent = open_control();
    fleet.on_closed(agent.session);
    loop.advance(Seconds{4});
    EXPECT_TRUE(instance()->agent_connected);
    const Agent again = open_control();
    loop.advance(Seconds{4});
    EXPECT_TRUE(instance()->agent_connected);
    fleet.on_closed(again.session);
    loop.advance(Seconds{6});
    EXPECT_FALSE(instance()->agent_connected);
    open_control();
    EXPECT_TRUE(instance()->agent_connected);
}

TEST_F(FleetTest, AnAgentWhoseInstanceIsDeregisteredIsToldSo) {
    const Agent agent = open_control();
    auto row = *instance();
    row.status = ecs::InstanceStatus::Inactive;
    put(tables.container_instances, row.key(), row);
    EXPECT_EQ(agent.line->closed_with, 1008);
    EXPECT_THAT(agent.line->closed_because, HasSubstr("InactiveInstanceException"));
    EXPECT_EQ(fleet.admit(hello).error().code, "InactiveInstanceException");
}

TEST_F(FleetTest, AnAgentThatDoesNotReadIsCutOff) {
    const Agent agent = open_control();
    agent.line->unsent = std::size_t{65} << 20;
    stay_in_touch(agent, Seconds{2});
    EXPECT_EQ(agent.line->closed_with, 1013);
}

TEST_F(FleetTest, AStopIsSentAndSoIsNothingOfATaskThatHasEnded) {
    put_definition();
    const Agent agent = open_control();
    put_task("1");
    acknowledge(agent);
    edit_task("1", [](ecs::TaskRow& row) { row.goal = ecs::TaskGoal::Stopped; });
    ASSERT_THAT(agent.line->payloads(), SizeIs(2));
    EXPECT_EQ(agent.line->payloads()[1].tasks->at(0).desired_status, "STOPPED");
    EXPECT_GT(agent.line->payloads()[1].seq_num, agent.line->payloads()[0].seq_num);
    acknowledge(agent);
    edit_task("1", [](ecs::TaskRow& row) { row.status = ecs::TaskStatus::Stopped; });
    EXPECT_THAT(agent.line->payloads(), SizeIs(2));
    EXPECT_THAT(connect()->payloads(), IsEmpty());
}

TEST_F(FleetTest, NothingLeavesBeforeItIsDurable) {
    put_definition();
    const auto line = connect();
    const std::size_t before = line->frames.size();
    disk->fail_next_append_before();
    core::Transaction tx;
    ecs::TaskRow row;
    row.account = kScope.account;
    row.region = kScope.region;
    row.cluster = "default";
    row.id = "lost";
    row.family = "web";
    row.revision = 1;
    row.instance_id = "i";
    tx.put(tables.tasks, row.key(), row);
    core.commit(std::move(tx), "test");
    loop.run_until_idle();
    loop.advance(Seconds{2});
    for (std::size_t i = before; i < line->frames.size(); ++i) {
        EXPECT_THAT(line->frames[i], testing::Not(HasSubstr("lost")));
    }
}

}  // namespace
TEST_F(FleetTest, AStreamEndsThoughTheEndOfItsInstanceWasNotTold) {
    const Agent agent = open_control();
    ecs::ContainerInstanceRow gone = *instance();
    gone.status = ecs::InstanceStatus::Inactive;
    disk->fail_next_append_after();  // durable, and nobody knows: the rows are read again
    put(tables.container_instances, gone.key(), gone);
    loop.advance(Seconds{2});
    EXPECT_EQ(agent.line->closed_with, 1008);
    EXPECT_EQ(instance()->status, ecs::InstanceStatus::Inactive);
}

}  // namespace gantry::fleet
