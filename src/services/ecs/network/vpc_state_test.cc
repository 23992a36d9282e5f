#include "services/ecs/network/vpc_state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::ecs {
namespace {

using testing::ElementsAre;

/// Interfaces a and b on machine one, c on machine two, in one subnet; a is in "sg-web", b in
/// "sg-db", c in both. What is in "sg-web" may come to "sg-db" on 5432.
VpcPicture picture() {
    VpcPicture made;
    made.vpc.id = "vpc-1";
    made.vpc.network_identifier = 7;
    made.vpc.cidrs = {"10.0.0.0/16"};
    made.vpc.rules_by_group["sg-web"] = {
        {.egress = true, .protocol = "-1", .cidr = "0.0.0.0/0"},
        {.protocol = "tcp", .from_port = 80, .to_port = 80, .cidr = "0.0.0.0/0"},
        {.protocol = "tcp", .from_port = 80, .to_port = 80, .cidr = "10.0.0.0/8"},
    };
    made.vpc.rules_by_group["sg-db"] = {
        {.protocol = "tcp", .from_port = 5432, .to_port = 5432, .set = "sg-web"},
        {.protocol = "tcp", .from_port = 5432, .to_port = 5432, .set = "pl-1"},
    };
    made.vpc.prefix_lists["pl-1"] = {"192.0.2.0/24"};
    made.vpc.subnets["subnet-1"] = {
        "10.0.1.0/24",
        {{"0.0.0.0/0", ec2::RouteTarget::Internet}, {"192.0.2.0/24", ec2::RouteTarget::Blackhole}}
    };
    const auto add = [&](const char* id, const char* ip, std::vector<std::string> groups) {
        made.vpc.interfaces[id] = {
            .mac = "0a:00:00:00:00:01",
            .private_ips = {ip},
            .subnet_id = "subnet-1",
            .group_ids = std::move(groups)
        };
    };
    add("eni-a", "10.0.1.4", {"sg-web"});
    add("eni-b", "10.0.1.5", {"sg-db"});
    add("eni-c", "10.0.1.6", {"sg-web", "sg-db"});
    add("eni-x", "10.0.1.9", {"sg-web"});  // of no task
    made.interfaces = {{"one", {"eni-a", "eni-b"}}, {"two", {"eni-c"}}};
    made.machine_addresses = {{"one", "192.168.0.1"}, {"two", "192.168.0.2"}};
    resolve_sets(made);
    return made;
}

const api::acs::GantryAddressSet& set_of(const api::acs::GantryVpc& state, std::string_view name) {
    const auto found =
        std::ranges::find(*state.address_sets, name, [](const auto& set) { return *set.name; });
    return *found;
}

TEST(VpcStateTest, AMachineIsToldOfItsOwnInterfacesAndOfWhoIsElsewhere) {
    const auto one = vpc_state(picture(), "one");
    EXPECT_EQ(one.vpc_id, "vpc-1");
    EXPECT_EQ(one.network_identifier, 7);
    ASSERT_EQ(one.interfaces->size(), 2U);
    EXPECT_EQ(one.interfaces->at(0).private_address, "10.0.1.4");
    EXPECT_EQ(one.interfaces->at(0).subnet_cidr, "10.0.1.0/24");
    EXPECT_FALSE(one.interfaces->at(0).public_address);
    ASSERT_EQ(one.machines->size(), 1U);
    EXPECT_EQ(one.machines->at(0).machine_address, "192.168.0.2");
    EXPECT_THAT(*one.machines->at(0).addresses, ElementsAre("10.0.1.6"));
    EXPECT_EQ(one.interfaces->at(0).routes->at(1).target, api::acs::GantryRouteTarget::Blackhole);
}

TEST(VpcStateTest, RulesThatDifferInTheOtherSideAloneAreOne) {
    const auto one = vpc_state(picture(), "one");
    const auto& web = *one.interfaces->at(0).rules;
    ASSERT_EQ(web.size(), 2U);
    EXPECT_FALSE(web[0].egress);
    EXPECT_THAT(*web[0].cidrs, ElementsAre("0.0.0.0/0", "10.0.0.0/8"));
    EXPECT_TRUE(web[1].egress);
    EXPECT_FALSE(web[1].from_port);
    const auto two = vpc_state(picture(), "two");
    EXPECT_EQ(two.interfaces->at(0).rules->size(), 3U) << "rules of both groups";
}

TEST(VpcStateTest, SetsHaveEveryMemberAndOnlyThoseThatAreNamedAreTold) {
    const auto one = vpc_state(picture(), "one");
    ASSERT_EQ(one.address_sets->size(), 2U);
    EXPECT_THAT(*set_of(one, "sg-web").members, ElementsAre("10.0.1.4", "10.0.1.6", "10.0.1.9"));
    EXPECT_THAT(*set_of(one, "pl-1").members, ElementsAre("192.0.2.0/24"));
    VpcPicture without = picture();
    without.vpc.rules_by_group["sg-db"].clear();
    EXPECT_TRUE(vpc_state(without, "one").address_sets->empty());
}

TEST(VpcStateTest, WhatDoesNotConcernAMachineChangesNothingForIt) {
    VpcPicture before = picture();
    before.interfaces["two"].clear();
    VpcPicture after = before;
    after.vpc.rules_by_group["sg-other"] = {{.protocol = "udp", .cidr = "0.0.0.0/0"}};
    after.vpc.interfaces["eni-y"] = {.private_ips = {"10.0.1.77"}, .group_ids = {"sg-db"}};
    resolve_sets(after);
    EXPECT_EQ(vpc_state(before, "one"), vpc_state(after, "one"));
}

TEST(VpcStateTest, OneMachineMayHaveSeveralInstances) {
    VpcPicture shared = picture();
    shared.machine_addresses["two"] = "192.168.0.1";
    EXPECT_TRUE(vpc_state(shared, "one").machines->empty());
    shared.machine_addresses.erase("one");
    EXPECT_TRUE(vpc_state(shared, "one").machines->empty()) << "it cannot be reached itself";
}

TEST(VpcStateTest, AGroupWithoutRulesLetsNothingThrough) {
    VpcPicture silent = picture();
    silent.vpc.rules_by_group.clear();
    EXPECT_TRUE(vpc_state(silent, "one").interfaces->at(0).rules->empty());
}

}  // namespace
}  // namespace gantry::ecs
