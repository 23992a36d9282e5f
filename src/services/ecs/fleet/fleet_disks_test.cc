// What agents are told to do with disks, until they have told that it is done.
#include "services/ecs/fleet/test_fleet.h"

namespace gantry::fleet {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

/// Wants of the one instance what it is told to want, until a report takes it away.
struct FakeDisks final : DiskSource {
    void on_change(const core::Change& change, const Name& name) override {
        if (change.table->name() == "ecs.tasks") name("000000000000/us-east-1/default/i");
    }
    wire::StorageOrders orders_of(const std::string& /*instance*/) override { return wanted; }
    core::Transaction take_report(
        const std::string& /*instance*/, const wire::StorageReport& report, SysTime /*now*/
    ) override {
        reports.push_back(report);
        wanted.orders.clear();
        return {};
    }
    wire::StorageOrders wanted;
    std::vector<wire::StorageReport> reports;
};

class FleetDisksTest : public FleetTest {
  protected:
    FleetDisksTest() {
        fleet.stop();
        with_disks.start();
        put_definition();
        hello.process = "p";
        source.wanted.orders = {{"make-snapshot", "a/r/snap-1", "snap-1", "vol-1"}};
    }
    Agent connect_agent() {
        Agent agent{std::make_shared<Line>()};
        const auto opened = with_disks.open_control(hello, agent.line);
        EXPECT_TRUE(opened);
        agent.session = opened ? *opened : 0;
        loop.run_until_idle();
        return agent;
    }
    static auto told_of_disks(const Agent& agent) {
        return agent.line->messages("GantryStorageMessage");
    }
    void tell(const Agent& agent, const std::string& type, const std::string& message) {
        with_disks.on_text(
            agent.session, R"({"type":")" + type + R"(","message":)" + message + "}"
        );
        loop.run_until_idle();
    }
    void pass(const Agent& agent, Duration time) {
        for (; time > Duration::zero(); time -= Seconds{1}) {
            loop.advance(Seconds{1});
            tell(agent, "HeartbeatAckRequest", "{}");
        }
    }

    FakeDisks source;
    Fleet with_disks{core, tables, ids, {}, nullptr, nullptr, &source};
};

TEST_F(FleetDisksTest, OrdersAreToldAgainUntilTheyAreReported) {
    const Agent agent = connect_agent();
    ASSERT_THAT(told_of_disks(agent), SizeIs(1));
    const auto orders = wire::decode_json<wire::StorageOrders>(told_of_disks(agent).front());
    EXPECT_EQ(*orders, source.wanted);
    pass(agent, Seconds{20});
    EXPECT_THAT(told_of_disks(agent), SizeIs(2));
    tell(
        agent,
        "GantryStorageReport",
        R"({"what":"make-snapshot","key":"a/r/snap-1","store":"s","failure":""})"
    );
    ASSERT_THAT(source.reports, SizeIs(1));
    EXPECT_EQ(source.reports[0].store, "s");
    pass(agent, Seconds{40});
    EXPECT_THAT(told_of_disks(agent), SizeIs(2));
}

TEST_F(FleetDisksTest, WhatIsNewIsToldAtOnce) {
    source.wanted.orders.clear();
    const Agent agent = connect_agent();
    EXPECT_THAT(told_of_disks(agent), IsEmpty());
    source.wanted.orders = {{"remove-snapshot", "a/r/snap-1", "snap-1", "vol-1"}};
    put_task("1");
    loop.run_until_idle();
    EXPECT_THAT(told_of_disks(agent), SizeIs(1));
}

TEST_F(FleetDisksTest, AmazonsAgentIsNotTold) {
    hello.process.clear();
    EXPECT_THAT(told_of_disks(connect_agent()), IsEmpty());
}

}  // namespace
}  // namespace gantry::fleet
