#include "drivers/network/network_state.h"

#include <gtest/gtest.h>

#include <functional>

#include "drivers/network/packet_judge.h"

namespace gantry::network {
namespace {

using api::acs::GantryInterface;
using api::acs::GantryNetworkMessage;
using api::acs::GantryVpc;

TEST(Ipv4Test, ReadsAddressesAndBlocksAndNothingElse) {
    EXPECT_EQ(parse_address("10.1.2.255")->bits, 0x0a0102ffU);
    for (const char* bad :
         {"",
          "10.1.2",
          "10.1.2.256",
          "10.1.2.3.4",
          "10.1.2.03",
          " 10.1.2.3",
          "10.1.2.3 ",
          "10.1.2.3;",
          "a.b.c.d",
          "1e1.0.0.0",
          "-1.0.0.0",
          "10..2.3",
          "10.1.2.3/32"}) {
        EXPECT_FALSE(parse_address(bad)) << bad;
    }
    EXPECT_EQ(to_text(*parse_block("10.1.0.0/16")), "10.1.0.0/16");
    EXPECT_EQ(to_text(*parse_block("10.1.2.3")), "10.1.2.3/32");
    EXPECT_EQ(to_text(*parse_block("10.1.2.3/16", true)), "10.1.0.0/16");
    EXPECT_EQ(to_text(*parse_block("0.0.0.0/0")), "0.0.0.0/0");
    for (const char* bad : {"10.1.2.3/16", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "/8"})
        EXPECT_FALSE(parse_block(bad)) << bad;
}

TEST(Ipv4Test, BlocksHoldAddressesAndBlocks) {
    const Block block = *parse_block("172.31.16.0/20");
    EXPECT_TRUE(block.contains(*parse_address("172.31.31.255")));
    EXPECT_FALSE(block.contains(*parse_address("172.31.32.0")));
    EXPECT_TRUE(parse_block("0.0.0.0/0")->contains(block));
    EXPECT_FALSE(block.contains(*parse_block("172.31.0.0/16")));
}

TEST(Ipv4Test, ReadsHardwareAddresses) {
    EXPECT_EQ(to_text(*parse_mac("0A:1b:00:00:00:ff")), "0a:1b:00:00:00:ff");
    for (const char* bad :
         {"",
          "0a:1b:00:00:00",
          "0a:1b:00:00:00:fg",
          "0a-1b-00-00-00-ff",
          "00:00:00:00:00:00",
          "01:00:5e:00:00:01",
          "0a:1b:00:00:00:ff "}) {
        EXPECT_FALSE(parse_mac(bad)) << bad;
    }
}

GantryNetworkMessage good_message() {
    GantryInterface interface{
        .network_interface_id = "eni-1",
        .mac_address = "02:00:00:00:00:01",
        .private_address = "10.0.0.4",
        .subnet_cidr = "10.0.0.0/24",
        .public_address = "203.0.113.4",
    };
    interface.rules = {{
        {.egress = true, .protocol = "-1", .cidrs = {{"0.0.0.0/0"}}},
        {.protocol = "tcp", .from_port = 80, .to_port = 90, .address_sets = {{"sg-1"}}},
        {.protocol = "icmp", .from_port = 8, .to_port = -1, .cidrs = {{"10.0.0.0/8"}}},
    }};
    interface.routes = {
        {{"0.0.0.0/0", api::acs::GantryRouteTarget::Nat},
         {"198.51.100.0/24", api::acs::GantryRouteTarget::Internet}}
    };
    GantryVpc vpc{.vpc_id = "vpc-1", .network_identifier = 5, .cidrs = {{"10.0.0.0/16"}}};
    vpc.interfaces = {{interface}};
    vpc.machines = {{{.machine_address = "192.0.2.2", .addresses = {{"10.0.0.5", "10.0.0.4"}}}}};
    vpc.address_sets = {{{.name = "sg-1", .members = {{"10.0.0.5", "10.0.1.0/24"}}}}};
    return {.vpcs = {{vpc}}};
}

TEST(NetworkStateTest, ReadsWhatAMachineIsSent) {
    const NetworkState state = read_state(good_message()).value();
    const Vpc& vpc = state.at("vpc-1");
    const Interface& interface = vpc.interfaces.at("eni-1");
    EXPECT_EQ(interface.public_address, parse_address("203.0.113.4"));
    EXPECT_TRUE(interface.checks_source);
    EXPECT_EQ(interface.routes.front().destination.length, 24) << "the longest prefix first";
    EXPECT_EQ(interface.rules[2].from_port, 8);
    EXPECT_EQ(interface.rules[2].to_port, std::nullopt);
    EXPECT_EQ(gateway_of(interface.subnet), parse_address("10.0.0.1"));
    EXPECT_EQ(vpc.sets.at("sg-1").size(), 2U);
}

TEST(NetworkStateTest, RefusesWhatIsNotAnAddressOrAName) {
    const auto kind_with = [](const std::function<void(GantryVpc&)>& spoil) {
        GantryNetworkMessage message = good_message();
        spoil(message.vpcs->front());
        const auto read = read_state(message);
        return !read && read.error().kind == ErrorKind::InvalidArgument;
    };
    EXPECT_TRUE(kind_with([](GantryVpc& vpc) { vpc.vpc_id = "vpc\"; flush ruleset"; }));
    EXPECT_TRUE(kind_with([](GantryVpc& vpc) { vpc.network_identifier = 0; }));
    EXPECT_TRUE(kind_with([](GantryVpc& vpc) { vpc.network_identifier = 16'777'216; }));
    EXPECT_TRUE(kind_with([](GantryVpc& vpc) { vpc.cidrs = {{"10.0.0.0/16\nflush"}}; }));
    EXPECT_TRUE(kind_with([](GantryVpc& vpc) {
        vpc.interfaces->front().network_interface_id = "eni 1";
    }));
    EXPECT_TRUE(kind_with([](GantryVpc& vpc) {
        vpc.interfaces->front().private_address = "10.1.0.4";  // not of its subnet
    }));
    EXPECT_TRUE(kind_with([](GantryVpc& vpc) {
        vpc.interfaces->front().mac_address = "ff:ff:ff:ff:ff:ff";
    }));
    EXPECT_TRUE(kind_with([](GantryVpc& vpc) {
        vpc.interfaces->front().rules->front().protocol = "tcp accept";
    }));
    EXPECT_TRUE(kind_with([](GantryVpc& vpc) {
        vpc.interfaces->front().rules->front().address_sets = {{"s } drop"}};
    }));
    EXPECT_TRUE(kind_with([](GantryVpc& vpc) {
        vpc.interfaces->front().rules->at(1).to_port = 70'000;
    }));
    EXPECT_TRUE(kind_with([](GantryVpc& vpc) { vpc.machines->front().machine_address = "m"; }));
    EXPECT_TRUE(kind_with([](GantryVpc& vpc) {
        vpc.address_sets->front().members->emplace_back("10.0.0.0/8 }");
    }));
    EXPECT_TRUE(kind_with([](GantryVpc& vpc) {
        GantryInterface twin = vpc.interfaces->front();
        twin.network_interface_id = "eni-2";
        vpc.interfaces->push_back(twin);
    }));
}

TEST(NetworkStateTest, OwnersOfOneProcessShareAVpc) {
    const NetworkState first = read_state(good_message()).value();
    GantryNetworkMessage message = good_message();
    GantryVpc& vpc = message.vpcs->front();
    vpc.interfaces->front().network_interface_id = "eni-2";
    vpc.interfaces->front().private_address = "10.0.0.5";
    vpc.machines = {{{.machine_address = "192.0.2.3", .addresses = {{"10.0.0.4", "10.0.0.6"}}}}};
    vpc.address_sets->front().members = {{"10.0.0.6"}};
    const NetworkState second = read_state(message).value();
    const Vpc merged = merge_states({&first, &second}).at("vpc-1");
    EXPECT_EQ(merged.interfaces.size(), 2U);
    EXPECT_EQ(merged.sets.at("sg-1").size(), 1U) << "the newest says who is in a set";
    ASSERT_EQ(merged.machines.size(), 1U);
    EXPECT_EQ(merged.machines.begin()->second, std::vector<Address>{*parse_address("10.0.0.6")})
        << "what is here is nowhere else";
}

TEST(PacketJudgeTest, RulesAndRoutesDecide) {
    const NetworkState state = read_state(good_message()).value();
    const Vpc& vpc = state.at("vpc-1");
    const Interface& interface = vpc.interfaces.at("eni-1");
    const auto address = [](const char* text) { return *parse_address(text); };
    const auto comes = [&](const char* from, int protocol, int port) {
        return rules_allow(
            vpc, interface, false, {address(from), interface.address, protocol, port}
        );
    };
    EXPECT_TRUE(comes("10.0.0.5", kTcp, 80));
    EXPECT_TRUE(comes("10.0.1.77", kTcp, 90));
    EXPECT_FALSE(comes("10.0.0.5", kTcp, 91));
    EXPECT_FALSE(comes("10.0.0.5", kUdp, 80));
    EXPECT_FALSE(comes("10.0.0.6", kTcp, 80));
    EXPECT_TRUE(comes("10.0.0.6", kIcmp, 8));
    EXPECT_FALSE(comes("10.0.0.6", kIcmp, 13));
    EXPECT_EQ(route_of(vpc, interface, address("10.0.9.9")), RouteTarget::Local);
    EXPECT_EQ(route_of(vpc, interface, address("198.51.100.9")), RouteTarget::Internet);
    EXPECT_EQ(route_of(vpc, interface, address("9.9.9.9")), RouteTarget::Nat);
    Interface inside = interface;
    inside.public_address.reset();
    EXPECT_EQ(route_of(vpc, inside, address("198.51.100.9")), RouteTarget::Blackhole);
}

}  // namespace
}  // namespace gantry::network
