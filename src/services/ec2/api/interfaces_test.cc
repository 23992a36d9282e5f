// Network interfaces, endpoints, prefix lists, network ACLs.
#include <gmock/gmock.h>

#include "api/ec2/describe_network_acls_result.h"
#include "api/ec2/describe_network_interfaces_result.h"
#include "api/ec2/describe_prefix_lists_result.h"
#include "api/ec2/describe_route_tables_result.h"
#include "api/ec2/describe_vpc_endpoints_result.h"
#include "api/ec2/get_managed_prefix_list_entries_result.h"
#include "services/ec2/api/test_support.h"

namespace gantry::ec2 {
namespace {

using namespace api::ec2;
using testing::ElementsAre;
using testing::StartsWith;

class InterfacesTest : public Ec2Test {
  protected:
    NetworkInterface interface(const std::string& id) {
        const auto read = run<DescribeNetworkInterfacesResult>(
            "DescribeNetworkInterfaces", R"({"NetworkInterfaceIds":[")" + id + R"("]})"
        );
        EXPECT_TRUE(read) << outcome(read);
        return read ? read->network_interfaces->front() : NetworkInterface{};
    }
    std::vector<std::string> addresses(const std::string& id) {
        std::vector<std::string> all;
        const NetworkInterface shown = interface(id);
        for (const auto& one : *shown.private_ip_addresses) {
            all.push_back(*one.private_ip_address);
        }
        return all;
    }

    std::string vpc_ = make_vpc();
    std::string subnet_ = make_subnet(vpc_);
};
using EndpointsTest = InterfacesTest;
using PrefixListsTest = InterfacesTest;
using AclsTest = InterfacesTest;

TEST_F(InterfacesTest, TakeAddressesFromTheirSubnet) {
    const std::string id = made(
        "CreateNetworkInterface",
        one("SubnetId", subnet_, R"("Description":"d","SecondaryPrivateIpAddressCount":2)"),
        "NetworkInterfaceId"
    );
    EXPECT_THAT(addresses(id), ElementsAre("10.0.0.4", "10.0.0.5", "10.0.0.6"));
    const NetworkInterface shown = interface(id);
    EXPECT_EQ(shown.status, NetworkInterfaceStatus::Available);
    EXPECT_EQ(shown.interface_type, NetworkInterfaceType::Interface);
    EXPECT_EQ(shown.groups->front().group_name, "default");
    EXPECT_EQ(shown.private_dns_name, "ip-10-0-0-4.ec2.internal");
    EXPECT_THAT(*shown.mac_address, testing::MatchesRegex("0a(:[0-9a-f][0-9a-f]){5}"));
    const auto create = [&](std::string_view address) {
        return say(
            "CreateNetworkInterface",
            one("SubnetId", subnet_, R"("PrivateIpAddress":")" + std::string(address) + "\"")
        );
    };
    EXPECT_EQ(create("10.0.0.5"), "InvalidIPAddress.InUse: Address 10.0.0.5 is in use.");
    EXPECT_EQ(
        create("10.0.0.3"),
        "InvalidParameterValue: Address 10.0.0.3 is in subnet's reserved address range"
    );
    EXPECT_EQ(
        create("10.0.1.9"),
        "InvalidParameterValue: Address does not fall within the subnet's address range"
    );
    EXPECT_EQ(create("10.0.0.99"), "ok");
    EXPECT_EQ(
        say("DeleteSubnet", one("SubnetId", subnet_)),
        "DependencyViolation: The subnet '" + subnet_ + "' has dependencies and cannot be deleted."
    );
    EXPECT_EQ(say("DeleteNetworkInterface", one("NetworkInterfaceId", id)), "ok");
    EXPECT_THAT(
        say("DeleteNetworkInterface", one("NetworkInterfaceId", id)),
        StartsWith("InvalidNetworkInterfaceID.NotFound: ")
    );
}

TEST_F(InterfacesTest, GetAndLoseFurtherAddresses) {
    const std::string id =
        made("CreateNetworkInterface", one("SubnetId", subnet_), "NetworkInterfaceId");
    EXPECT_EQ(
        say("AssignPrivateIpAddresses",
            one("NetworkInterfaceId", id, R"("PrivateIpAddresses":["10.0.0.50"])")),
        "ok"
    );
    EXPECT_EQ(
        say("AssignPrivateIpAddresses",
            one("NetworkInterfaceId", id, R"("SecondaryPrivateIpAddressCount":1)")),
        "ok"
    );
    EXPECT_THAT(addresses(id), ElementsAre("10.0.0.4", "10.0.0.50", "10.0.0.5"));
    const auto unassign = [&](std::string_view ip) {
        return say(
            "UnassignPrivateIpAddresses",
            one("NetworkInterfaceId", id, R"("PrivateIpAddresses":[")" + std::string(ip) + R"("])")
        );
    };
    EXPECT_EQ(unassign("10.0.0.50"), "ok");
    EXPECT_THAT(unassign("10.0.0.50"), StartsWith("InvalidParameterValue: "));
    EXPECT_THAT(unassign("10.0.0.4"), StartsWith("InvalidParameterValue: ")) << "the primary one";
    EXPECT_THAT(addresses(id), ElementsAre("10.0.0.4", "10.0.0.5"));
}

TEST_F(InterfacesTest, KeepTheirGroups) {
    const std::string id =
        made("CreateNetworkInterface", one("SubnetId", subnet_), "NetworkInterfaceId");
    const std::string group = make_group(vpc_);
    EXPECT_EQ(
        say("ModifyNetworkInterfaceAttribute",
            one("NetworkInterfaceId", id, R"("Groups":[")" + group + R"("])")),
        "ok"
    );
    EXPECT_EQ(
        say("DeleteSecurityGroup", one("GroupId", group)),
        "DependencyViolation: resource " + group + " has a dependent object"
    );
    EXPECT_EQ(
        say("ModifyNetworkInterfaceAttribute",
            one("NetworkInterfaceId", id, R"("Description":{"Value":"new"})")),
        "ok"
    );
    EXPECT_EQ(interface(id).description, "new");
    const auto found = run<DescribeNetworkInterfacesResult>(
        "DescribeNetworkInterfaces",
        R"({"Filters":[{"Name":"group-id","Values":[")" + group + R"("]}]})"
    );
    EXPECT_EQ(found->network_interfaces->size(), 1U);
}

TEST_F(EndpointsTest, OfTheGatewayTypeAreRoutes) {
    const std::string table = made("CreateRouteTable", one("VpcId", vpc_), "RouteTableId");
    const std::string body =
        one("VpcId",
            vpc_,
            R"("ServiceName":"com.amazonaws.us-east-1.s3","RouteTableIds":[")" + table + R"("])");
    const std::string id = made("CreateVpcEndpoint", body, "VpcEndpointId");
    const auto tables = run<DescribeRouteTablesResult>(
        "DescribeRouteTables", R"({"RouteTableIds":[")" + table + R"("]})"
    );
    const auto& route = tables->route_tables->front().routes->at(1);
    EXPECT_EQ(route.gateway_id, id);
    EXPECT_EQ(route.destination_prefix_list_id, "pl-63a5400a");
    EXPECT_THAT(say("CreateVpcEndpoint", body), StartsWith("RouteAlreadyExists: "));
    EXPECT_THAT(
        say("DeleteRouteTable", one("RouteTableId", table)), StartsWith("DependencyViolation: ")
    );
    EXPECT_EQ(
        say("ModifyVpcEndpoint",
            one("VpcEndpointId", id, R"("RemoveRouteTableIds":[")" + table + R"("])")),
        "ok"
    );
    EXPECT_EQ(say("DeleteRouteTable", one("RouteTableId", table)), "ok");
    EXPECT_EQ(
        say("CreateVpcEndpoint",
            one("VpcId", vpc_, R"("ServiceName":"com.amazonaws.us-east-1.nil")")),
        "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.nil' does not exist"
    );
    EXPECT_EQ(
        say("CreateVpcEndpoint",
            one("VpcId", vpc_, R"("ServiceName":"com.amazonaws.us-east-1.ecs")")),
        "InvalidParameter: Endpoint type (Gateway) does not match available service types "
        "([Interface])."
    );
}

TEST_F(EndpointsTest, OfTheInterfaceTypeAreInterfaces) {
    const std::string body =
        one("VpcId",
            vpc_,
            R"("VpcEndpointType":"Interface","ServiceName":"com.amazonaws.us-east-1.ecr.api",
           "SubnetIds":[")" +
                subnet_ + R"("])");
    EXPECT_EQ(
        say("CreateVpcEndpoint", body),
        "InvalidParameter: Enabling private DNS requires both enableDnsSupport and "
        "enableDnsHostnames VPC attributes set to true for " +
            vpc_
    );
    EXPECT_EQ(
        say("ModifyVpcAttribute", one("VpcId", vpc_, R"("EnableDnsHostnames":{"Value":true})")),
        "ok"
    );
    const std::string id = made("CreateVpcEndpoint", body, "VpcEndpointId");
    const auto read = run<DescribeVpcEndpointsResult>(
        "DescribeVpcEndpoints", R"({"VpcEndpointIds":[")" + id + R"("]})"
    );
    const VpcEndpoint& shown = read->vpc_endpoints->front();
    EXPECT_EQ(shown.state, "available");
    EXPECT_EQ(shown.network_interface_ids->size(), 1U);
    EXPECT_EQ(shown.dns_entries->at(1).dns_name, "api.ecr.us-east-1.amazonaws.com");
    const std::string own = shown.network_interface_ids->front();
    EXPECT_THAT(
        say("DeleteNetworkInterface", one("NetworkInterfaceId", own)),
        StartsWith("InvalidParameterValue: ")
    );
    EXPECT_EQ(
        say("ModifyVpcEndpoint",
            one("VpcEndpointId",
                id,
                R"("AddSubnetIds":[")" + make_subnet(vpc_, "10.0.1.0/24") + R"("])")),
        "ok"
    );
    EXPECT_EQ(tables_.interfaces.size(), 2U);
    const std::string gone = *world_.run_json(
        {scope_, principal_, "", {}},
        "ec2",
        "DeleteVpcEndpoints",
        R"({"VpcEndpointIds":[")" + id + R"(","vpce-1"]})"
    );
    EXPECT_THAT(gone, testing::HasSubstr("InvalidVpcEndpointId.NotFound"));
    EXPECT_EQ(tables_.interfaces.size(), 0U);
}

TEST_F(EndpointsTest, KeepTheirGroups) {
    const std::string group = make_group(vpc_);
    const std::string id = made(
        "CreateVpcEndpoint",
        one("VpcId",
            vpc_,
            R"("VpcEndpointType":"Interface","ServiceName":"com.amazonaws.us-east-1.ecs",
               "PrivateDnsEnabled":false,"SecurityGroupIds":[")" +
                group + R"("])"),
        "VpcEndpointId"
    );
    EXPECT_EQ(
        say("DeleteSecurityGroup", one("GroupId", group)),
        "DependencyViolation: resource " + group + " has a dependent object"
    );
    EXPECT_EQ(say("DeleteVpcEndpoints", R"({"VpcEndpointIds":[")" + id + R"("]})"), "ok");
    EXPECT_EQ(say("DeleteSecurityGroup", one("GroupId", group)), "ok");
}

TEST_F(EndpointsTest, SayWhatTheirTypeDoesNotHave) {
    const std::string s3 = R"("ServiceName":"com.amazonaws.us-east-1.s3")";
    EXPECT_EQ(
        say("CreateVpcEndpoint", one("VpcId", vpc_, s3 + R"(,"PrivateDnsEnabled":true)")),
        "InvalidParameter: PrivateDnsEnabled is applicable only to Interface VPC Endpoints."
    );
    const std::string id = made(
        "CreateVpcEndpoint",
        one("VpcId", vpc_, s3 + R"(,"PrivateDnsEnabled":false)"),
        "VpcEndpointId"
    );
    const auto modify = [&](std::string_view more) {
        return say("ModifyVpcEndpoint", one("VpcEndpointId", id, more));
    };
    EXPECT_EQ(
        modify(R"("PrivateDnsEnabled":true)"),
        "InvalidParameter: PrivateDnsEnabled is applicable only to Interface VPC Endpoints."
    );
    EXPECT_EQ(
        modify(R"("RemoveSecurityGroupIds":["sg-1"])"),
        "InvalidParameter: Subnets and security groups are not supported by Gateway endpoints."
    );
}

TEST_F(EndpointsTest, KeepPoliciesOnly) {
    const std::string s3 = R"("ServiceName":"com.amazonaws.us-east-1.s3")";
    const std::string refused =
        "InvalidPolicyDocument: The specified policy document is not a valid JSON policy document.";
    EXPECT_EQ(
        say("CreateVpcEndpoint", one("VpcId", vpc_, s3 + R"(,"PolicyDocument":"all")")), refused
    );
    const std::string id = made("CreateVpcEndpoint", one("VpcId", vpc_, s3), "VpcEndpointId");
    const auto modify = [&](std::string_view more) {
        return say("ModifyVpcEndpoint", one("VpcEndpointId", id, more));
    };
    EXPECT_EQ(modify(R"("PolicyDocument":"{}")"), refused);
    const std::string first = tables_.endpoints.rows().begin()->second->policy;
    const std::string nobody =
        R"("PolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}")";
    EXPECT_EQ(
        modify(nobody + R"(,"ResetPolicy":true)"),
        "InvalidParameterCombination: The parameter 'resetPolicy' may not be used in combination "
        "with 'policyDocument'"
    );
    EXPECT_EQ(modify(nobody), "ok");
    EXPECT_THAT(tables_.endpoints.rows().begin()->second->policy, testing::HasSubstr("Deny"));
    EXPECT_EQ(modify(R"("ResetPolicy":true)"), "ok");
    EXPECT_EQ(tables_.endpoints.rows().begin()->second->policy, first);
    std::string own = first;
    for (std::size_t at = 0; (at = own.find('"', at)) != std::string::npos; at += 2) {
        own.insert(at, "\\");
    }
    EXPECT_EQ(modify("\"PolicyDocument\":\"" + own + "\""), "ok") << "the default one is a policy";
}

/// Policies are asked about each of them, so there is an end.
TEST_F(EndpointsTest, AreNamedAThousandAtATime) {
    std::string ids = "[\"rtb-1\"";
    for (int i = 0; i < 1000; ++i) ids += ",\"rtb-1\"";
    ids += "]";
    const std::string refused =
        "InvalidParameterValue: The maximum number of resources in a request is 1000";
    EXPECT_EQ(say("DeleteVpcEndpoints", R"({"VpcEndpointIds":)" + ids + "}"), refused);
    EXPECT_EQ(
        say("CreateVpcEndpoint",
            one("VpcId",
                vpc_,
                R"("ServiceName":"com.amazonaws.us-east-1.s3","RouteTableIds":)" + ids)),
        refused
    );
    for (const char* const member : {R"("AddRouteTableIds":)", R"("RemoveSecurityGroupIds":)"}) {
        std::string more = member;
        more += ids;
        EXPECT_EQ(say("ModifyVpcEndpoint", one("VpcEndpointId", "vpce-1", more)), refused)
            << member;
    }
}

TEST_F(PrefixListsTest, HaveVersions) {
    const std::string id = made(
        "CreateManagedPrefixList",
        R"({"PrefixListName":"office","AddressFamily":"IPv4","MaxEntries":2,
            "Entries":[{"Cidr":"10.1.2.3/8","Description":"in"}]})",
        "PrefixListId"
    );
    const auto modify = [&](std::string_view more) {
        return say("ModifyManagedPrefixList", one("PrefixListId", id, more));
    };
    EXPECT_EQ(
        modify(R"("CurrentVersion":2,"AddEntries":[{"Cidr":"1.0.0.0/8"}])"),
        "PrefixListVersionMismatch: The prefix list has the incorrect version number."
    );
    EXPECT_EQ(modify(R"("CurrentVersion":1,"AddEntries":[{"Cidr":"1.0.0.0/8"}])"), "ok");
    EXPECT_EQ(
        modify(R"("CurrentVersion":2,"AddEntries":[{"Cidr":"2.0.0.0/8"}])"),
        "InvalidParameterValue: You've reached the maximum number of entries for the prefix list."
    );
    EXPECT_THAT(
        modify(R"("CurrentVersion":2,"AddEntries":[{"Cidr":"::/0"}])"),
        StartsWith("InvalidParameterValue: ")
    );
    const auto entries = run<GetManagedPrefixListEntriesResult>(
        "GetManagedPrefixListEntries", one("PrefixListId", id)
    );
    ASSERT_EQ(entries->entries->size(), 2U);
    EXPECT_EQ(entries->entries->at(1).cidr, "10.0.0.0/8");
    EXPECT_THAT(
        say("GetManagedPrefixListEntries", one("PrefixListId", id, R"("TargetVersion":1)")),
        StartsWith("UnsupportedOperation: ")
    );
    const std::string group = make_group(vpc_);
    const std::string rule =
        one("GroupId",
            group,
            R"("IpPermissions":[{"IpProtocol":"-1","PrefixListIds":[{"PrefixListId":")" + id +
                R"("}]}])");
    EXPECT_EQ(say("AuthorizeSecurityGroupIngress", rule), "ok");
    EXPECT_THAT(
        say("DeleteManagedPrefixList", one("PrefixListId", id)), StartsWith("DependencyViolation: ")
    );
    EXPECT_EQ(say("RevokeSecurityGroupIngress", rule), "ok");
    EXPECT_EQ(say("DeleteManagedPrefixList", one("PrefixListId", id)), "ok");
}

TEST_F(PrefixListsTest, OfAwsAreThereToo) {
    const auto lists = run<DescribePrefixListsResult>(
        "DescribePrefixLists",
        R"({"Filters":[{"Name":"prefix-list-name","Values":["com.amazonaws.us-east-1.s3"]}]})"
    );
    ASSERT_EQ(lists->prefix_lists->size(), 1U);
    EXPECT_EQ(lists->prefix_lists->front().prefix_list_id, "pl-63a5400a");
    EXPECT_EQ(
        say("DeleteManagedPrefixList", one("PrefixListId", "pl-63a5400a")),
        "OperationNotPermitted: The prefix list 'pl-63a5400a' is managed by AWS."
    );
}

TEST_F(AclsTest, HaveNumberedEntries) {
    const std::string once = one("VpcId", vpc_, R"("ClientToken":"t")");
    const std::string id = made("CreateNetworkAcl", once, "NetworkAclId");
    EXPECT_EQ(made("CreateNetworkAcl", once, "NetworkAclId"), id);
    const std::string entry =
        R"("RuleNumber":10,"Egress":false,"Protocol":"6","RuleAction":"allow",
           "CidrBlock":"0.0.0.0/0","PortRange":{"From":80,"To":80})";
    EXPECT_EQ(say("CreateNetworkAclEntry", one("NetworkAclId", id, entry)), "ok");
    EXPECT_EQ(
        say("CreateNetworkAclEntry", one("NetworkAclId", id, entry)),
        "NetworkAclEntryAlreadyExists: The network acl entry identified by 10 already exists."
    );
    EXPECT_EQ(say("ReplaceNetworkAclEntry", one("NetworkAclId", id, entry)), "ok");
    const auto create = [&](std::string_view protocol) {
        std::string more = R"("RuleNumber":20,"Egress":false,"RuleAction":"deny",)";
        more += R"("CidrBlock":"0.0.0.0/0","IcmpTypeCode":{"Type":8},"Protocol":")";
        more += protocol;
        return say("CreateNetworkAclEntry", one("NetworkAclId", id, more + "\""));
    };
    EXPECT_EQ(
        create("banana"),
        "InvalidParameterValue: Invalid value 'banana' for IP protocol. Unknown protocol."
    );
    EXPECT_THAT(create("999"), StartsWith("InvalidParameterValue: Invalid value '999'"));
    EXPECT_EQ(create("ICMP"), "ok");
    EXPECT_EQ(tables_.acls.find(scope_.prefix() + id)->entries.at(1).protocol, "1");
    const SubnetRow subnet = *tables_.subnets.rows().begin()->second;
    EXPECT_EQ(
        say("ReplaceNetworkAclAssociation",
            one("AssociationId", subnet.acl_association_id, R"("NetworkAclId":")" + id + "\"")),
        "ok"
    );
    const auto read = run<DescribeNetworkAclsResult>(
        "DescribeNetworkAcls",
        R"({"Filters":[{"Name":"association.subnet-id","Values":[")" + subnet_ + R"("]}]})"
    );
    ASSERT_EQ(read->network_acls->size(), 1U);
    EXPECT_EQ(read->network_acls->front().network_acl_id, id);
    EXPECT_EQ(read->network_acls->front().entries->front().port_range->from, 80);
    EXPECT_THAT(
        say("DeleteNetworkAcl", one("NetworkAclId", id)), StartsWith("DependencyViolation: ")
    );
    const std::string gone = one("NetworkAclId", id, R"("RuleNumber":10,"Egress":false)");
    EXPECT_EQ(say("DeleteNetworkAclEntry", gone), "ok");
    EXPECT_THAT(
        say("DeleteNetworkAclEntry", gone), StartsWith("InvalidNetworkAclEntry.NotFound: ")
    );
}

}  // namespace
}  // namespace gantry::ec2
