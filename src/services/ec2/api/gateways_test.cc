// Route tables, internet and NAT gateways, Elastic IP addresses.
#include <gmock/gmock.h>

#include "api/ec2/describe_addresses_result.h"
#include "api/ec2/describe_nat_gateways_result.h"
#include "api/ec2/describe_route_tables_result.h"
#include "services/ec2/api/test_support.h"

namespace gantry::ec2 {
namespace {

using namespace api::ec2;
using testing::StartsWith;

class GatewaysTest : public Ec2Test {
  protected:
    std::string make_table() {
        return made("CreateRouteTable", one("VpcId", vpc_), "RouteTableId");
    }
    std::string make_gateway(const std::string& vpc) {
        const std::string id = made("CreateInternetGateway", "{}", "InternetGatewayId");
        EXPECT_EQ(say("AttachInternetGateway", pair("InternetGatewayId", id, "VpcId", vpc)), "ok");
        return id;
    }
    static std::string pair(
        std::string_view first, std::string_view a, std::string_view second, std::string_view b
    ) {
        return one(first, a, "\"" + std::string(second) + "\":\"" + std::string(b) + "\"");
    }
    RouteTable table(const std::string& id) {
        const auto read = run<DescribeRouteTablesResult>(
            "DescribeRouteTables", R"({"RouteTableIds":[")" + id + R"("]})"
        );
        EXPECT_TRUE(read) << outcome(read);
        return read ? read->route_tables->front() : RouteTable{};
    }
    NatGateway nat(const std::string& id) {
        const auto read = run<DescribeNatGatewaysResult>(
            "DescribeNatGateways", R"({"NatGatewayIds":[")" + id + R"("]})"
        );
        EXPECT_TRUE(read) << outcome(read);
        return read ? read->nat_gateways->front() : NatGateway{};
    }

    std::string vpc_ = make_vpc();
    std::string subnet_ = make_subnet(vpc_);
};

TEST_F(GatewaysTest, InternetGatewaysAreOneForAVpc) {
    const std::string id = make_gateway(vpc_);
    EXPECT_EQ(
        say("AttachInternetGateway", pair("InternetGatewayId", id, "VpcId", vpc_)),
        "Resource.AlreadyAssociated: resource " + id + " is already attached to network " + vpc_
    );
    const std::string other = made("CreateInternetGateway", "{}", "InternetGatewayId");
    EXPECT_EQ(
        say("AttachInternetGateway", pair("InternetGatewayId", other, "VpcId", vpc_)),
        "InvalidParameterValue: Network " + vpc_ + " already has an internet gateway attached"
    );
    EXPECT_EQ(
        say("DetachInternetGateway", pair("InternetGatewayId", other, "VpcId", vpc_)),
        "Gateway.NotAttached: resource " + other + " is not attached to network " + vpc_
    );
    EXPECT_EQ(
        say("DeleteInternetGateway", one("InternetGatewayId", id)),
        "DependencyViolation: The internetGateway '" + id +
            "' has dependencies and cannot be deleted."
    );
    EXPECT_EQ(say("DetachInternetGateway", pair("InternetGatewayId", id, "VpcId", vpc_)), "ok");
    EXPECT_EQ(say("DeleteInternetGateway", one("InternetGatewayId", id)), "ok");
    EXPECT_THAT(
        say("DeleteInternetGateway", one("InternetGatewayId", id)),
        StartsWith("InvalidInternetGatewayID.NotFound: The internetGateway ID '")
    );
}

TEST_F(GatewaysTest, RoutesLeadSomewhere) {
    const std::string id = make_table();
    const std::string gateway = make_gateway(vpc_);
    const auto route = [&](std::string_view operation, std::string_view more) {
        return say(operation, one("RouteTableId", id, more));
    };
    const std::string all = R"("DestinationCidrBlock":"0.0.0.0/0")";
    const std::string out = all + R"(,"GatewayId":")" + gateway + "\"";
    EXPECT_EQ(route("CreateRoute", out), "ok");
    EXPECT_EQ(
        route("CreateRoute", out),
        "RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists."
    );
    EXPECT_EQ(
        route(
            "CreateRoute", R"("DestinationCidrBlock":"10.0.0.0/16","GatewayId":")" + gateway + "\""
        ),
        "RouteAlreadyExists: The route identified by 10.0.0.0/16 already exists."
    );
    EXPECT_THAT(route("CreateRoute", all), StartsWith("MissingParameter: "));
    EXPECT_EQ(
        route("CreateRoute", R"("DestinationCidrBlock":"1.0.0.0/8","NatGatewayId":"nat-1")"),
        "InvalidNatGatewayID.NotFound: The natGateway ID 'nat-1' does not exist"
    );
    EXPECT_THAT(
        route("CreateRoute", R"("DestinationCidrBlock":"1.0.0.0/8","TransitGatewayId":"tgw-1")"),
        StartsWith("UnsupportedOperation: ")
    );
    ASSERT_EQ(table(id).routes->size(), 2U);
    EXPECT_EQ(table(id).routes->at(0).gateway_id, "local");
    EXPECT_EQ(table(id).routes->at(1).state, RouteState::Active);
    EXPECT_EQ(
        say("DetachInternetGateway", pair("InternetGatewayId", gateway, "VpcId", vpc_)), "ok"
    );
    EXPECT_EQ(table(id).routes->at(1).state, RouteState::Blackhole);
    EXPECT_EQ(
        route("DeleteRoute", R"("DestinationCidrBlock":"10.0.0.0/16")"),
        "InvalidParameterValue: cannot remove local route 10.0.0.0/16 in route table " + id
    );
    EXPECT_EQ(route("DeleteRoute", all), "ok");
    EXPECT_EQ(
        route("DeleteRoute", all),
        "InvalidRoute.NotFound: no route with destination-cidr-block 0.0.0.0/0 in route table " + id
    );
}

TEST_F(GatewaysTest, RoutesAreReplaced) {
    const std::string id = make_table();
    const std::string out =
        R"("DestinationCidrBlock":"0.0.0.0/0","GatewayId":")" + make_gateway(vpc_) + "\"";
    EXPECT_EQ(
        say("ReplaceRoute", one("RouteTableId", id, out)),
        "InvalidParameterValue: There is no route defined for '0.0.0.0/0' in the route table. Use "
        "CreateRoute instead."
    );
    EXPECT_EQ(say("CreateRoute", one("RouteTableId", id, out)), "ok");
    EXPECT_EQ(say("ReplaceRoute", one("RouteTableId", id, out)), "ok");
    EXPECT_EQ(
        say("ReplaceRoute",
            one("RouteTableId", id, R"("DestinationCidrBlock":"10.0.0.0/16","LocalTarget":true)")),
        "ok"
    );
}

TEST_F(GatewaysTest, TablesAreAssociatedWithSubnets) {
    const std::string id = make_table();
    const std::string body = pair("RouteTableId", id, "SubnetId", subnet_);
    const std::string association = made("AssociateRouteTable", body, "AssociationId");
    EXPECT_EQ(made("AssociateRouteTable", body, "AssociationId"), association);
    EXPECT_EQ(table(id).associations->front().subnet_id, subnet_);
    EXPECT_EQ(
        say("DeleteRouteTable", one("RouteTableId", id)),
        "DependencyViolation: The routeTable '" + id + "' has dependencies and cannot be deleted."
    );
    const std::string other = make_table();
    EXPECT_THAT(
        say("AssociateRouteTable", pair("RouteTableId", other, "SubnetId", subnet_)),
        StartsWith("Resource.AlreadyAssociated: ")
    );
    const std::string next = made(
        "ReplaceRouteTableAssociation",
        pair("AssociationId", association, "RouteTableId", other),
        "NewAssociationId"
    );
    EXPECT_EQ(say("DeleteRouteTable", one("RouteTableId", id)), "ok");
    EXPECT_EQ(say("DisassociateRouteTable", one("AssociationId", next)), "ok");
    EXPECT_EQ(
        say("DisassociateRouteTable", one("AssociationId", next)),
        "InvalidAssociationID.NotFound: The association ID '" + next + "' does not exist"
    );
    const VpcRow vpc = *tables_.vpcs.rows().begin()->second;
    EXPECT_EQ(
        say("DisassociateRouteTable", one("AssociationId", vpc.main_association_id)),
        "InvalidParameterValue: cannot disassociate the main route table association " +
            vpc.main_association_id
    );
    EXPECT_EQ(
        say("ReplaceRouteTableAssociation",
            pair("AssociationId", vpc.main_association_id, "RouteTableId", other)),
        "ok"
    );
    EXPECT_EQ(table(other).associations->front().main, true);
}

TEST_F(GatewaysTest, ATokenMakesOneTable) {
    const std::string body = one("VpcId", vpc_, R"("ClientToken":"t")");
    const std::string id = made("CreateRouteTable", body, "RouteTableId");
    EXPECT_EQ(made("CreateRouteTable", body, "RouteTableId"), id);
    EXPECT_THAT(
        say("CreateRouteTable", one("VpcId", make_vpc("10.9.0.0/16"), R"("ClientToken":"t")")),
        StartsWith("IdempotentParameterMismatch: ")
    );
}

TEST_F(GatewaysTest, ATokenIsLookedUpFirst) {
    make_gateway(vpc_);
    const std::string address = made("AllocateAddress", "{}", "AllocationId");
    const std::string members = R"("ClientToken":"t","AllocationId":")" + address + "\"";
    const std::string body = one("SubnetId", subnet_, members);
    EXPECT_THAT(
        say("CreateNatGateway", one("SubnetId", subnet_, members + R"(,"DryRun":true)")),
        StartsWith("DryRunOperation: ")
    );
    const std::string id = made("CreateNatGateway", body, "NatGatewayId");
    EXPECT_THAT(
        say("CreateNatGateway", one("SubnetId", subnet_, members + R"(,"DryRun":true)")),
        StartsWith("DryRunOperation: ")
    ) << "the same request";
    EXPECT_EQ(say("DeleteNatGateway", one("NatGatewayId", id)), "ok");
    EXPECT_EQ(say("ReleaseAddress", one("AllocationId", address)), "ok");
    EXPECT_EQ(made("CreateNatGateway", body, "NatGatewayId"), id) << "a repeat needs no address";
    world_.loop.advance(hours{1});
    EXPECT_THAT(say("CreateNatGateway", body), StartsWith("InvalidAllocationID.NotFound: "))
        << "what is not shown any more is forgotten";
}

TEST_F(GatewaysTest, NatGatewaysComeAndGo) {
    make_gateway(vpc_);
    const std::string address = made("AllocateAddress", "{}", "AllocationId");
    const std::string body = pair("SubnetId", subnet_, "AllocationId", address);
    const std::string id = made("CreateNatGateway", body, "NatGatewayId");
    EXPECT_EQ(nat(id).state, NatGatewayState::Available);
    EXPECT_EQ(nat(id).nat_gateway_addresses->front().public_ip, "203.0.113.1");
    EXPECT_EQ(nat(id).nat_gateway_addresses->front().private_ip, "10.0.0.4");
    EXPECT_THAT(say("DeleteSubnet", one("SubnetId", subnet_)), StartsWith("DependencyViolation: "));
    EXPECT_EQ(
        say("ReleaseAddress", one("AllocationId", address)),
        "AuthFailure: You do not have permission to access the specified resource."
    );
    EXPECT_EQ(
        say("DetachInternetGateway",
            pair(
                "InternetGatewayId",
                tables_.internet_gateways.rows().begin()->second->id,
                "VpcId",
                vpc_
            )),
        "DependencyViolation: Network " + vpc_ +
            " has some mapped public address(es). Please unmap those public address(es) before "
            "detaching the gateway."
    );
    const std::string taken = made("CreateNatGateway", body, "NatGatewayId");
    EXPECT_EQ(nat(taken).state, NatGatewayState::Failed);
    EXPECT_EQ(nat(taken).failure_code, "Resource.AlreadyAssociated");
    EXPECT_EQ(say("DeleteNatGateway", one("NatGatewayId", id)), "ok");
    EXPECT_EQ(nat(id).state, NatGatewayState::Deleted);
    EXPECT_EQ(say("DeleteNatGateway", one("NatGatewayId", id)), "ok");
    EXPECT_EQ(say("ReleaseAddress", one("AllocationId", address)), "ok");
    EXPECT_EQ(say("DeleteSubnet", one("SubnetId", subnet_)), "ok");
    world_.loop.advance(hours{1});
    EXPECT_EQ(
        say("DescribeNatGateways", R"({"NatGatewayIds":[")" + id + R"("]})"),
        "NatGatewayNotFound: The Nat Gateway " + id + " was not found"
    );
}

TEST_F(GatewaysTest, TheirInterfacesAreTheirs) {
    make_gateway(vpc_);
    const std::string first = made("AllocateAddress", "{}", "AllocationId");
    made("CreateNatGateway", pair("SubnetId", subnet_, "AllocationId", first), "NatGatewayId");
    const std::string id = tables_.interfaces.rows().begin()->second->id;
    const std::string second = made("AllocateAddress", "{}", "AllocationId");
    const std::string refused =
        "AuthFailure: You do not have permission to access the specified resource.";
    EXPECT_EQ(
        say("AssociateAddress", pair("AllocationId", second, "NetworkInterfaceId", id)), refused
    );
    EXPECT_EQ(
        say("ModifyNetworkInterfaceAttribute",
            one("NetworkInterfaceId", id, R"("Description":{"Value":"mine"})")),
        refused
    );
    EXPECT_EQ(
        say("AssignPrivateIpAddresses",
            one("NetworkInterfaceId", id, R"("SecondaryPrivateIpAddressCount":1)")),
        refused
    );
    EXPECT_EQ(
        say("UnassignPrivateIpAddresses",
            one("NetworkInterfaceId", id, R"("PrivateIpAddresses":["10.0.0.5"])")),
        refused
    );
}

TEST_F(GatewaysTest, RoutesEndWithTheirGateway) {
    const std::string id = make_table();
    const std::string gateway = make_gateway(vpc_);
    const std::string out = R"("DestinationCidrBlock":"0.0.0.0/0","GatewayId":")" + gateway + "\"";
    ASSERT_EQ(say("CreateRoute", one("RouteTableId", id, out)), "ok");
    EXPECT_EQ(table(id).routes->back().state, RouteState::Active);
    const std::string other = make_vpc("10.9.0.0/16");
    ASSERT_EQ(
        say("DetachInternetGateway", pair("InternetGatewayId", gateway, "VpcId", vpc_)), "ok"
    );
    ASSERT_EQ(
        say("AttachInternetGateway", pair("InternetGatewayId", gateway, "VpcId", other)), "ok"
    );
    EXPECT_EQ(table(id).routes->back().state, RouteState::Blackhole) << "it is another VPC's now";
}

TEST_F(GatewaysTest, NatGatewaysNeedAnAddressOrNone) {
    EXPECT_THAT(
        say("CreateNatGateway", one("SubnetId", subnet_)), StartsWith("MissingParameter: ")
    );
    const std::string lonely = made("AllocateAddress", "{}", "AllocationId");
    const std::string id =
        made("CreateNatGateway", pair("SubnetId", subnet_, "AllocationId", lonely), "NatGatewayId");
    EXPECT_EQ(nat(id).failure_code, "Gateway.NotAttached");
    const std::string inner = made(
        "CreateNatGateway", pair("SubnetId", subnet_, "ConnectivityType", "private"), "NatGatewayId"
    );
    EXPECT_EQ(nat(inner).state, NatGatewayState::Available);
    EXPECT_EQ(nat(inner).nat_gateway_addresses->front().public_ip, std::nullopt);
}

TEST_F(GatewaysTest, AddressesAreGivenToInterfaces) {
    const std::string address = made("AllocateAddress", R"({"Domain":"vpc"})", "AllocationId");
    const std::string interface =
        made("CreateNetworkInterface", one("SubnetId", subnet_), "NetworkInterfaceId");
    const std::string body = pair("AllocationId", address, "NetworkInterfaceId", interface);
    EXPECT_EQ(
        say("AssociateAddress", body),
        "Gateway.NotAttached: Network " + vpc_ + " is not attached to any internet gateway"
    );
    make_gateway(vpc_);
    const std::string association = made("AssociateAddress", body, "AssociationId");
    EXPECT_EQ(made("AssociateAddress", body, "AssociationId"), association) << "again";
    EXPECT_EQ(
        say("ReleaseAddress", one("AllocationId", address)),
        "InvalidIPAddress.InUse: Address 203.0.113.1 is in use."
    );
    const std::string other = made("AllocateAddress", "{}", "AllocationId");
    EXPECT_THAT(
        say("AssociateAddress",
            one("AllocationId",
                other,
                R"("AllowReassociation":false,"NetworkInterfaceId":")" + interface + "\"")),
        StartsWith("Resource.AlreadyAssociated: ")
    );
    EXPECT_EQ(
        say("AssociateAddress", pair("AllocationId", other, "NetworkInterfaceId", interface)), "ok"
    );
    const auto read = run<DescribeAddressesResult>(
        "DescribeAddresses", R"({"AllocationIds":[")" + address + R"("]})"
    );
    EXPECT_EQ(read->addresses->front().association_id, std::nullopt) << "the other one took over";
    EXPECT_EQ(say("ReleaseAddress", one("AllocationId", address)), "ok");
    EXPECT_EQ(
        say("DescribeAddresses", R"({"PublicIps":["1.2.3.4"]})"),
        "InvalidAddress.NotFound: Address '1.2.3.4' not found."
    );
    EXPECT_EQ(say("DeleteNetworkInterface", one("NetworkInterfaceId", interface)), "ok");
    EXPECT_EQ(tables_.addresses.rows().begin()->second->interface_id, "");
}

TEST_F(GatewaysTest, AddressesAreFiveInARegion) {
    for (int i = 0; i < 5; ++i) made("AllocateAddress", "{}", "AllocationId");
    EXPECT_EQ(
        say("AllocateAddress", "{}"),
        "AddressLimitExceeded: The maximum number of addresses has been reached."
    );
    scope_.account = "210987654321";
    EXPECT_EQ(made("AllocateAddress", "{}", "PublicIp"), "203.0.113.6") << "nobody else's";
}

}  // namespace
}  // namespace gantry::ec2
