#include "drivers/network/fake/fake_network.h"

#include <gtest/gtest.h>

#include <array>

#include "base/manual_loop.h"

namespace gantry::network {
namespace {

using api::acs::GantryInterface;
using api::acs::GantryMachine;
using api::acs::GantryNetworkMessage;
using api::acs::GantryPacketRule;
using api::acs::GantryVpc;

constexpr const char* kOwner = "arn:aws:ecs:us-east-1:000000000000:container-instance/c/1";

TaskInterface web_interface() {
    return {"eni-1", "02:00:00:00:00:01", "172.31.0.4", "172.31.0.1/20"};
}

TaskInterface db_interface() {
    return {"eni-2", "02:00:00:00:00:02", "172.31.0.5", "172.31.0.1/20"};
}

GantryInterface described(const TaskInterface& interface, std::vector<GantryPacketRule> rules) {
    return {
        .network_interface_id = interface.id,
        .mac_address = interface.mac,
        .private_address = interface.address,
        .subnet_cidr = "172.31.0.0/20",
        .rules = std::move(rules),
    };
}

const GantryPacketRule kAllOut{.egress = true, .protocol = "-1", .cidrs = {{"0.0.0.0/0"}}};

GantryPacketRule tcp_in(int port, std::string set) {
    return {
        .protocol = "tcp", .from_port = port, .to_port = port, .address_sets = {{std::move(set)}}
    };
}

GantryNetworkMessage message_of(
    std::vector<GantryInterface> interfaces, std::vector<GantryMachine> machines = {}
) {
    GantryVpc vpc{.vpc_id = "vpc-1", .network_identifier = 7};
    vpc.cidrs = {{"172.31.0.0/16"}};
    vpc.interfaces = std::move(interfaces);
    vpc.machines = std::move(machines);
    vpc.address_sets = {{{.name = "sg-web", .members = {{"172.31.0.4"}}}}};
    return {.vpcs = {{vpc}}};
}

class FakeNetworkTest : public testing::Test {
  protected:
    Result<void> apply(FakeNetwork& network, const GantryNetworkMessage& message) {
        std::optional<Result<void>> answer;
        network.apply(kOwner, message, [&](Result<void> how) { answer = std::move(how); });
        EXPECT_FALSE(answer);
        loop_.advance(Duration{1000});
        return answer.value();
    }
    Result<void> attach(FakeNetwork& network, const TaskInterface& interface, std::int64_t pid) {
        std::optional<Result<void>> answer;
        network.attach(kOwner, interface, pid, [&](Result<void> how) { answer = std::move(how); });
        loop_.advance(Duration{1000});
        return answer.value();
    }
    std::vector<std::string> list(FakeNetwork& network) {
        std::vector<std::string> ids;
        network.list([&](Result<std::vector<std::string>> there) { ids = there.value(); });
        loop_.run_until_idle();
        return ids;
    }

    ManualLoop loop_;
    FakeNetworkMachine machine_{loop_, Random(1)};
    FakeNetworkMachine other_{loop_, Random(2), {.machine_address = "192.0.2.2"}};
    std::array<const FakeNetworkMachine*, 2> machines_{&machine_, &other_};
};

TEST_F(FakeNetworkTest, AttachesWhatAStateNamesAndOutlivesTheDriver) {
    auto network = std::make_unique<FakeNetwork>(loop_, machine_);
    EXPECT_EQ(attach(*network, web_interface(), 10).error().kind, ErrorKind::NotFound);
    ASSERT_TRUE(apply(*network, message_of({described(web_interface(), {kAllOut})})));
    ASSERT_TRUE(attach(*network, web_interface(), 10));

    network = std::make_unique<FakeNetwork>(loop_, machine_);
    EXPECT_EQ(list(*network), std::vector<std::string>{"eni-1"});
    bool gone = false;
    network->detach(kOwner, "eni-1", [&](Result<void> how) { gone = how.has_value(); });
    loop_.run_until_idle();
    EXPECT_TRUE(gone);
    EXPECT_TRUE(list(*network).empty());
}

TEST_F(FakeNetworkTest, PassesWhatTheRulesOfBothEndsLet) {
    FakeNetwork network(loop_, machine_);
    const auto rules = message_of(
        {described(web_interface(), {kAllOut}),
         described(db_interface(), {kAllOut, tcp_in(5432, "sg-web")})}
    );
    ASSERT_TRUE(apply(network, rules));
    ASSERT_TRUE(attach(network, web_interface(), 10));
    EXPECT_FALSE(may_pass(machines_, "vpc-1", "172.31.0.4", "172.31.0.5", "tcp", 5432));
    ASSERT_TRUE(attach(network, db_interface(), 11));
    EXPECT_TRUE(may_pass(machines_, "vpc-1", "172.31.0.4", "172.31.0.5", "tcp", 5432));
    EXPECT_FALSE(may_pass(machines_, "vpc-1", "172.31.0.4", "172.31.0.5", "tcp", 80));
    EXPECT_FALSE(may_pass(machines_, "vpc-1", "172.31.0.4", "172.31.0.5", "udp", 5432));
    EXPECT_FALSE(may_pass(machines_, "vpc-1", "172.31.0.5", "172.31.0.4", "tcp", 5432));
    EXPECT_EQ(shared_address(machines_), "");
}

TEST_F(FakeNetworkTest, PassesBetweenMachinesThatKnowEachOther) {
    FakeNetwork network(loop_, machine_);
    FakeNetwork others(loop_, other_);
    ASSERT_TRUE(apply(network, message_of({described(web_interface(), {kAllOut})})));
    ASSERT_TRUE(apply(others, message_of({described(db_interface(), {tcp_in(80, "sg-web")})})));
    ASSERT_TRUE(attach(network, web_interface(), 10));
    ASSERT_TRUE(attach(others, db_interface(), 10));
    EXPECT_FALSE(may_pass(machines_, "vpc-1", "172.31.0.4", "172.31.0.5", "tcp", 80));
    const auto with_other = message_of(
        {described(web_interface(), {kAllOut})},
        {{.machine_address = "192.0.2.2", .addresses = {{"172.31.0.5"}}}}
    );
    ASSERT_TRUE(apply(network, with_other));
    EXPECT_TRUE(may_pass(machines_, "vpc-1", "172.31.0.4", "172.31.0.5", "tcp", 80));
}

TEST_F(FakeNetworkTest, SaysWhoSharesAnAddress) {
    FakeNetwork network(loop_, machine_);
    FakeNetwork others(loop_, other_);
    TaskInterface twin = web_interface();
    twin.id = "eni-9";
    ASSERT_TRUE(apply(network, message_of({described(web_interface(), {})})));
    ASSERT_TRUE(apply(others, message_of({described(twin, {})})));
    ASSERT_TRUE(attach(network, web_interface(), 10));
    ASSERT_TRUE(attach(others, twin, 10));
    EXPECT_EQ(shared_address(machines_), "eni-1 and eni-9 of vpc-1 have 172.31.0.4");
    other_.end_process(10);
    EXPECT_EQ(shared_address(machines_), "");
}

TEST_F(FakeNetworkTest, FailsAsTold) {
    FakeNetwork network(loop_, machine_);
    ASSERT_TRUE(apply(network, message_of({described(web_interface(), {})})));
    machine_.fail_attach(1);
    EXPECT_EQ(attach(network, web_interface(), 10).error().kind, ErrorKind::Unavailable);
    EXPECT_TRUE(attach(network, web_interface(), 10));
    machine_.set_away(true);
    EXPECT_EQ(apply(network, message_of({})).error().kind, ErrorKind::Unavailable);
    machine_.set_away(false);
    EXPECT_EQ(machine_.state().at("vpc-1").interfaces.size(), 1U);
    GantryNetworkMessage bad = message_of({described(web_interface(), {})});
    bad.vpcs->front().interfaces->front().private_address = "172.31.0.4; flush ruleset";
    EXPECT_EQ(apply(network, bad).error().kind, ErrorKind::InvalidArgument);
}

TEST_F(FakeNetworkTest, ConnectsTasksToWhoListens) {
    auto network = std::make_unique<FakeNetwork>(loop_, machine_);
    std::string seen;
    network->listen("169.254.170.2", 80, [&](int, const std::string& peer) { seen = peer; });
    EXPECT_TRUE(machine_.connect("169.254.170.2", 80, -1, "172.31.0.4"));
    loop_.run_until_idle();
    EXPECT_EQ(seen, "172.31.0.4");
    network.reset();
    EXPECT_FALSE(machine_.connect("169.254.170.2", 80, -1, "172.31.0.4"));
}

}  // namespace
}  // namespace gantry::network
