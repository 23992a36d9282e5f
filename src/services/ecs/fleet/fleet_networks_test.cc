// What agents are told of networks, and what becomes of interfaces and volumes of tasks that are
// over.
#include "api/acs/gantry_network_message.h"
#include "services/ecs/fleet/test_fleet.h"

namespace gantry::fleet {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

/// Says of the one instance what it was told to say.
struct FakeNetworks final : NetworkSource {
    void on_change(const core::Change& change, const Name& name) override {
        if (change.table->name() == "ecs.tasks") name("000000000000/us-east-1/default/i");
    }
    void on_reload() override {}
    std::vector<api::acs::GantryVpc> networks_of(const std::string& /*instance*/) override {
        return networks;
    }
    std::vector<api::acs::GantryVpc> networks;
};

class FleetNetworksTest : public FleetTest {
  protected:
    FleetNetworksTest() {
        fleet.stop();
        networked.start();
        put_definition();
        hello.process = "p";
        ecs::ContainerInstanceRow row = *instance();
        row.attributes.push_back({.name = "ecs.capability.task-eni"});
        put(tables.container_instances, row.key(), row);
        source.networks.emplace_back().vpc_id = "vpc-1";
    }
    Agent connect_agent() {
        Agent agent{std::make_shared<Line>()};
        const auto opened = networked.open_control(hello, agent.line);
        EXPECT_TRUE(opened);
        agent.session = opened ? *opened : 0;
        loop.run_until_idle();
        return agent;
    }
    static std::vector<api::acs::GantryNetworkMessage> told(const Agent& agent) {
        std::vector<api::acs::GantryNetworkMessage> all;
        for (const std::string& text : agent.line->messages("GantryNetworkMessage")) {
            all.push_back(*wire::decode_json<api::acs::GantryNetworkMessage>(text));
        }
        return all;
    }
    void tell(const Agent& agent, const std::string& type, const std::string& message) {
        networked.on_text(agent.session, R"({"type":")" + type + R"(","message":)" + message + "}");
        loop.run_until_idle();
    }
    void acknowledge_networks(const Agent& agent) {
        const std::string id = told(agent).back().message_id.value_or("");
        tell(agent, "AckRequest", R"({"messageId":")" + id + R"("})");
    }
    void pass(const Agent& agent, Duration time) {
        for (; time > Duration::zero(); time -= Seconds{1}) {
            loop.advance(Seconds{1});
            tell(agent, "HeartbeatAckRequest", "{}");
        }
    }
    /// A task with an interface, over or not.
    void put_networked(const std::string& id, ecs::TaskStatus status) {
        put_task(id);
        edit_task(id, [&](ecs::TaskRow& row) {
            row.status = status;
            row.network = ecs::TaskNetwork{.interface_id = "eni-" + id, .vpc_id = "vpc-1"};
            if (status == ecs::TaskStatus::Stopped) row.goal = ecs::TaskGoal::Stopped;
        });
    }

    FakeNetworks source;
    Fleet networked{core, tables, ids, {}, nullptr, &source};
};

TEST_F(FleetNetworksTest, NetworksComeBeforeTheTasksThatNeedThem) {
    put_networked("1", ecs::TaskStatus::Provisioning);
    const Agent agent = connect_agent();
    ASSERT_THAT(told(agent), SizeIs(1));
    EXPECT_EQ(told(agent).front().container_instance_arn, instance()->arn());
    EXPECT_LT(
        agent.line->frames.front().find("GantryNetworkMessage"), agent.line->frames.front().size()
    );
    source.networks.emplace_back().vpc_id = "vpc-2";
    put_networked("2", ecs::TaskStatus::Provisioning);
    const auto all = told(agent);
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_GT(all[1].generation, all[0].generation);
    EXPECT_NE(agent.line->frames.back().find("PayloadMessage"), std::string::npos);
}

TEST_F(FleetNetworksTest, WhatIsAsItWasIsNotToldAgain) {
    const Agent agent = connect_agent();
    acknowledge_networks(agent);
    put_networked("1", ecs::TaskStatus::Running);
    pass(agent, minutes{2});
    EXPECT_THAT(told(agent), SizeIs(1));
}

TEST_F(FleetNetworksTest, WhatIsNotAcknowledgedIsToldAgain) {
    const Agent agent = connect_agent();
    pass(agent, Seconds{20});
    EXPECT_THAT(told(agent), SizeIs(2));
    acknowledge_networks(agent);
    pass(agent, minutes{2});
    EXPECT_THAT(told(agent), SizeIs(2));
}

TEST_F(FleetNetworksTest, AgentsOfOtherKindsAreToldNothing) {
    hello.process.clear();
    EXPECT_THAT(told(connect_agent()), IsEmpty()) << "Amazon's";
    hello.process = "p";
    ecs::ContainerInstanceRow row = *instance();
    row.attributes.clear();
    put(tables.container_instances, row.key(), row);
    EXPECT_THAT(told(connect_agent()), IsEmpty()) << "one that cannot";
}

TEST_F(FleetNetworksTest, AnAgentIsAskedForTheEndOfATaskWhoseInterfaceItMayHave) {
    put_networked("1", ecs::TaskStatus::Stopped);
    edit_task("1", [](ecs::TaskRow& row) { row.acknowledged = true; });
    const Agent agent = connect_agent();
    ASSERT_THAT(agent.line->payloads(), SizeIs(1));
    EXPECT_EQ(agent.line->payloads().front().tasks->front().desired_status, "STOPPED");
    edit_task("1", [](ecs::TaskRow& row) { row.network->given_back = true; });
    const Agent later = connect_agent();
    EXPECT_THAT(later.line->payloads(), IsEmpty());
}

TEST_F(FleetNetworksTest, AnAgentIsAskedForTheEndOfATaskWhoseVolumeItMayHave) {
    put_task("1");
    edit_task("1", [](ecs::TaskRow& row) {
        row.status = ecs::TaskStatus::Stopped;
        row.goal = ecs::TaskGoal::Stopped;
        row.acknowledged = true;
        row.volume = ecs::TaskVolume{.name = "data", .volume_id = "vol-1"};
    });
    const Agent agent = connect_agent();
    ASSERT_THAT(agent.line->payloads(), SizeIs(1));
    EXPECT_EQ(agent.line->payloads().front().tasks->front().desired_status, "STOPPED");
    edit_task("1", [](ecs::TaskRow& row) { row.volume->ended = true; });
    const Agent later = connect_agent();
    EXPECT_THAT(later.line->payloads(), IsEmpty());
}

TEST_F(FleetNetworksTest, AnAcknowledgedTaskIsBeingAttached) {
    put_networked("1", ecs::TaskStatus::Provisioning);
    edit_task("1", [](ecs::TaskRow& row) {
        row.network->attachment_id = "a";
        row.attachments = {{.id = "a", .status = "PRECREATED"}};
    });
    const Agent agent = connect_agent();
    const std::string id = agent.line->payloads().back().message_id.value_or("");
    tell(agent, "AckRequest", R"({"messageId":")" + id + R"("})");
    EXPECT_EQ(task("1")->attachments.front().status, "ATTACHING");
    EXPECT_EQ(task("1")->status, ecs::TaskStatus::Provisioning);
}

}  // namespace
}  // namespace gantry::fleet
