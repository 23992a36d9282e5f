#include "services/ec2/port.h"

#include <fmt/format.h>

#include "services/ec2/api/test_support.h"

namespace gantry::ec2 {
namespace {

class PortTest : public Ec2Test {
  protected:
    Result<InterfaceTaken> take(core::Transaction& tx, const std::string& subnet) {
        return take_interface(
            {world_.registry(), scope_, world_.ids, tx},
            {.subnet_id = subnet, .group_ids = {}, .description = "task", .requester = "ecs"}
        );
    }
};

TEST_F(PortTest, InterfacesAreTakenAndGivenBack) {
    const std::string vpc = make_vpc();
    const std::string subnet = make_subnet(vpc, "10.0.0.0/28");
    EXPECT_EQ(find_subnet(world_.registry(), scope_, subnet)->vpc_id, vpc);
    EXPECT_FALSE(find_subnet(world_.registry(), scope_, "subnet-1"));
    core::Transaction tx;
    std::set<std::string> addresses;
    std::string last;
    for (int i = 0; i < 11; ++i) {
        const auto taken = take(tx, subnet);
        ASSERT_TRUE(taken) << outcome(taken);
        EXPECT_TRUE(addresses.insert(taken->private_ip).second);
        last = taken->id;
    }
    EXPECT_EQ(
        outcome(take(tx, subnet)),
        "InsufficientFreeAddressesInSubnet: The specified subnet does not have enough free "
        "addresses to satisfy the request."
    );
    give_back_interface({world_.registry(), scope_, world_.ids, tx}, last);
    EXPECT_TRUE(take(tx, subnet)) << "in the same transaction";
    world_.commit(std::move(tx));
    EXPECT_EQ(tables_.interfaces.size(), 11U);
    const std::string taken = tables_.interfaces.rows().begin()->second->id;
    EXPECT_EQ(
        say("DeleteNetworkInterface", one("NetworkInterfaceId", taken)),
        "InvalidParameterValue: Network interface '" + taken + "' is currently in use."
    );
    core::Transaction back;
    give_back_interface({world_.registry(), scope_, world_.ids, back}, taken);
    give_back_interface({world_.registry(), scope_, world_.ids, back}, taken);
    world_.commit(std::move(back));
    EXPECT_EQ(tables_.interfaces.size(), 10U);
    EXPECT_EQ(
        outcome(take(back, "subnet-1")),
        "InvalidSubnetID.NotFound: The subnet ID 'subnet-1' does not exist"
    );
}

TEST_F(PortTest, ARouteToANatGatewayLeadsWhereTheGatewayDoes) {
    const std::string vpc = make_vpc("10.1.0.0/16");
    const std::string subnet = make_subnet(vpc, "10.1.2.0/24");
    const auto gateway = [&](const std::string& more) {
        return made("CreateNatGateway", one("SubnetId", subnet, more), "NatGatewayId");
    };
    const std::string address = made("AllocateAddress", "{}", "AllocationId");
    const std::string internet = made("CreateInternetGateway", "{}", "InternetGatewayId");
    const std::string attach = one("VpcId", vpc, R"("InternetGatewayId":")" + internet + "\"");
    ASSERT_EQ(say("AttachInternetGateway", attach), "ok");
    const std::string open = gateway(R"("AllocationId":")" + address + "\"");
    const std::string closed = gateway(R"("ConnectivityType":"private")");
    const std::string table = made("CreateRouteTable", one("VpcId", vpc), "RouteTableId");
    const auto route = [&](const std::string& destination, const std::string& to) {
        const std::string more =
            R"("DestinationCidrBlock":")" + destination + R"(","NatGatewayId":")" + to + "\"";
        EXPECT_EQ(say("CreateRoute", one("RouteTableId", table, more)), "ok");
    };
    route("0.0.0.0/0", open);
    route("198.51.100.0/24", closed);
    const std::string associate = one("RouteTableId", table, R"("SubnetId":")" + subnet + "\"");
    ASSERT_EQ(say("AssociateRouteTable", associate), "ok");
    core::Transaction tx;
    ASSERT_TRUE(take(tx, subnet));
    world_.commit(std::move(tx));
    const auto routes = [&] {
        return see_vpc(world_.registry(), scope_, vpc)->subnets.at(subnet).routes;
    };
    EXPECT_EQ(
        routes(),
        (std::vector<RouteSeen>{
            {"0.0.0.0/0", RouteTarget::Nat}, {"198.51.100.0/24", RouteTarget::Blackhole}
        })
    );
    ASSERT_EQ(say("DeleteNatGateway", one("NatGatewayId", open)), "ok");
    EXPECT_EQ(routes().front(), (RouteSeen{"0.0.0.0/0", RouteTarget::Blackhole}));
}

TEST_F(PortTest, GroupsHaveAVpc) {
    const std::string vpc = make_vpc();
    const std::string group = make_group(vpc);
    EXPECT_EQ(vpc_of_group(world_.registry(), scope_, group), vpc);
    EXPECT_FALSE(vpc_of_group(world_.registry(), {"210987654321", "us-east-1"}, group));
}

TEST_F(PortTest, AnInterfaceBringsWhatItsOwnerHasToKnow) {
    const std::string vpc = make_vpc("10.1.0.0/16");
    const std::string subnet = make_subnet(vpc, "10.1.2.0/24");
    EXPECT_EQ(find_subnet(world_.registry(), scope_, subnet)->free_addresses, 251);
    core::Transaction tx;
    const InterfaceWanted wanted{.subnet_id = subnet, .requester = "ecs", .public_ip = true};
    const Staging staging{world_.registry(), scope_, world_.ids, tx};
    const auto taken = take_interface(staging, wanted);
    ASSERT_TRUE(taken) << outcome(taken);
    EXPECT_EQ(taken->gateway, "10.1.2.1/24");
    EXPECT_EQ(taken->dns_servers, std::vector<std::string>{"10.1.0.2"});
    EXPECT_EQ(taken->domain_names, std::vector<std::string>{"ec2.internal"});
    EXPECT_EQ(taken->private_dns_name, "") << "no DNS hostnames in this VPC";
    const auto second = take_interface(staging, wanted);
    ASSERT_TRUE(second);
    EXPECT_NE(taken->public_ip, second->public_ip);
    world_.commit(std::move(tx));
    EXPECT_EQ(find_subnet(world_.registry(), scope_, subnet)->free_addresses, 249);
    const std::string elastic = made("AllocateAddress", "{}", "PublicIp");
    EXPECT_NE(elastic, taken->public_ip);
    EXPECT_NE(elastic, second->public_ip);
    const std::string shown =
        *world_.run_json({scope_, principal_, "", {}}, "ec2", "DescribeNetworkInterfaces", "{}");
    EXPECT_NE(shown.find("\"PublicIp\":\"" + taken->public_ip + "\""), std::string::npos);
    EXPECT_NE(shown.find(R"("RequesterManaged":true)"), std::string::npos);
    EXPECT_NE(shown.find(R"("Status":"in-use")"), std::string::npos);
}

TEST_F(PortTest, EveryVpcThatIsUsedHasAnIdentifierOfItsOwn) {
    const std::string first = make_subnet(make_vpc("10.1.0.0/16"), "10.1.2.0/24");
    const std::string second = make_subnet(make_vpc("10.1.0.0/16"), "10.1.2.0/24");
    core::Transaction tx;
    const std::string one = take(tx, first)->vpc_id;
    const std::string other = take(tx, second)->vpc_id;
    ASSERT_TRUE(take(tx, first));
    world_.commit(std::move(tx));
    EXPECT_EQ(see_vpc(world_.registry(), scope_, one)->network_identifier, 1);
    EXPECT_EQ(see_vpc(world_.registry(), scope_, other)->network_identifier, 2);
}

TEST_F(PortTest, AVpcIsSeenWithItsRulesAndRoutes) {
    const std::string vpc = make_vpc("10.1.0.0/16");
    const std::string subnet = make_subnet(vpc, "10.1.2.0/24");
    const std::string group = make_group(vpc);
    const std::string list = made(
        "CreateManagedPrefixList",
        R"({"PrefixListName":"p","MaxEntries":2,"AddressFamily":"IPv4",)"
        R"("Entries":[{"Cidr":"192.0.2.0/24"}]})",
        "PrefixListId"
    );
    ASSERT_EQ(
        say("AuthorizeSecurityGroupIngress",
            one("GroupId",
                group,
                R"("IpPermissions":[{"IpProtocol":"tcp","FromPort":80,"ToPort":81,)"
                R"("UserIdGroupPairs":[{"GroupId":")" +
                    group + R"("}],"PrefixListIds":[{"PrefixListId":")" + list +
                    R"("}],"Ipv6Ranges":[{"CidrIpv6":"::/0"}]}])")),
        "ok"
    );
    const std::string gateway = made("CreateInternetGateway", "{}", "InternetGatewayId");
    const std::string attach = one("VpcId", vpc, R"("InternetGatewayId":")" + gateway + "\"");
    ASSERT_EQ(say("AttachInternetGateway", attach), "ok");
    const std::string table = made("CreateRouteTable", one("VpcId", vpc), "RouteTableId");
    for (const std::string destination : {"0.0.0.0/0", "198.51.100.0/24"}) {
        ASSERT_EQ(
            say("CreateRoute",
                one("RouteTableId",
                    table,
                    fmt::format(
                        R"("DestinationCidrBlock":"{}","GatewayId":"{}")", destination, gateway
                    ))),
            "ok"
        );
    }
    ASSERT_EQ(
        say("AssociateRouteTable", one("RouteTableId", table, R"("SubnetId":")" + subnet + "\"")),
        "ok"
    );
    core::Transaction tx;
    const auto taken = take_interface(
        {world_.registry(), scope_, world_.ids, tx},
        {.subnet_id = subnet, .group_ids = {group}, .description = "task", .requester = "ecs"}
    );
    ASSERT_TRUE(taken);
    world_.commit(std::move(tx));

    const auto seen = see_vpc(world_.registry(), scope_, vpc);
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->cidrs, std::vector<std::string>{"10.1.0.0/16"});
    const auto& rules = seen->rules_by_group.at(group);
    ASSERT_EQ(rules.size(), 3U) << "out to everywhere, and two of IPv4";
    EXPECT_EQ(rules[0].cidr, "0.0.0.0/0");
    EXPECT_TRUE(rules[0].egress);
    const std::set<std::string> sets{rules[1].set, rules[2].set};
    EXPECT_EQ(sets, (std::set{group, list}));
    EXPECT_EQ(rules[1].from_port, 80);
    EXPECT_EQ(seen->prefix_lists.at(list), std::vector<std::string>{"192.0.2.0/24"});
    EXPECT_EQ(
        seen->subnets.at(subnet).routes,
        (std::vector<RouteSeen>{
            {"0.0.0.0/0", RouteTarget::Internet}, {"198.51.100.0/24", RouteTarget::Internet}
        })
    );
    EXPECT_EQ(seen->interfaces.at(taken->id).group_ids, std::vector<std::string>{group});
    ASSERT_EQ(say("DetachInternetGateway", attach), "ok");
    EXPECT_EQ(
        see_vpc(world_.registry(), scope_, vpc)->subnets.at(subnet).routes.front().target,
        RouteTarget::Blackhole
    );
}

/// What `gantry dev` asks for.
TEST(DefaultVpc, IsMadeAtTheStartOnce) {
    const aws::Scope scope{"000000000000", "us-east-1"};
    service::Options options;
    options.of<Options>().default_vpcs = {scope};
    const std::array<const service::Service*, 1> only{&service()};
    service::TestWorld world(only, options);
    auto& instance = const_cast<Instance&>(world.registry().get<Instance>());
    instance.start();
    world.loop.run_until_idle();
    ASSERT_EQ(instance.rows().vpcs.size(), 1U);
    const std::string id = instance.rows().vpcs.rows().begin()->second->id;
    EXPECT_EQ(instance.rows().subnets.size(), 3U);
    instance.start();
    world.loop.run_until_idle();
    EXPECT_EQ(instance.rows().vpcs.size(), 1U);
    core::Transaction tx;
    tx.erase(instance.rows().vpcs, scope.prefix() + id);
    world.commit(std::move(tx));
    instance.start();
    world.loop.run_until_idle();
    EXPECT_EQ(instance.rows().vpcs.size(), 0U) << "whoever deleted it meant it";
}

}  // namespace
}  // namespace gantry::ec2
