// VPCs, subnets, tags, and what all Describe operations have in common.
#include <gmock/gmock.h>

#include "api/ec2/describe_network_acls_result.h"
#include "api/ec2/describe_security_groups_result.h"
#include "api/ec2/describe_subnets_result.h"
#include "api/ec2/describe_vpc_attribute_result.h"
#include "api/ec2/describe_vpcs_result.h"
#include "services/ec2/api/test_support.h"

namespace gantry::ec2 {
namespace {

using namespace api::ec2;
using testing::StartsWith;

using VpcsTest = Ec2Test;
using SubnetsTest = Ec2Test;
using TagsTest = Ec2Test;

TEST_F(VpcsTest, ComeWithWhatTerraformReads) {
    const std::string id = make_vpc("10.0.3.7/16");
    EXPECT_EQ(id.size(), 21U);
    EXPECT_THAT(id, StartsWith("vpc-0"));
    const auto vpcs = run<DescribeVpcsResult>("DescribeVpcs", R"({"VpcIds":[")" + id + R"("]})");
    ASSERT_EQ(vpcs->vpcs->size(), 1U);
    const Vpc& vpc = vpcs->vpcs->front();
    EXPECT_EQ(vpc.cidr_block, "10.0.0.0/16");
    EXPECT_EQ(vpc.state, VpcState::Available);
    EXPECT_EQ(vpc.instance_tenancy, Tenancy::Default);
    EXPECT_EQ(vpc.is_default, false);
    EXPECT_EQ(vpc.cidr_block_association_set->size(), 1U);
    EXPECT_THAT(*vpc.dhcp_options_id, StartsWith("dopt-0"));
    const std::string of_vpc = R"({"Filters":[{"Name":"vpc-id","Values":[")" + id + R"("]}]})";
    const auto groups = run<DescribeSecurityGroupsResult>("DescribeSecurityGroups", of_vpc);
    ASSERT_EQ(groups->security_groups->size(), 1U);
    const SecurityGroup& group = groups->security_groups->front();
    EXPECT_EQ(group.group_name, "default");
    EXPECT_EQ(group.ip_permissions->front().user_id_group_pairs->front().group_id, group.group_id);
    EXPECT_EQ(group.ip_permissions_egress->front().ip_ranges->front().cidr_ip, "0.0.0.0/0");
    const auto acls = run<DescribeNetworkAclsResult>("DescribeNetworkAcls", of_vpc);
    ASSERT_EQ(acls->network_acls->size(), 1U);
    EXPECT_EQ(acls->network_acls->front().is_default, true);
    EXPECT_EQ(acls->network_acls->front().entries->size(), 4U);
}

TEST_F(VpcsTest, RefuseWhatIsNoBlock) {
    EXPECT_EQ(
        say("CreateVpc", R"({"CidrBlock":"10.0.0.0"})"),
        "InvalidParameterValue: Value (10.0.0.0) for parameter cidrBlock is invalid. This is not a "
        "valid CIDR block."
    );
    EXPECT_EQ(
        say("CreateVpc", R"({"CidrBlock":"10.0.0.0/8"})"),
        "InvalidVpc.Range: The CIDR '10.0.0.0/8' is invalid."
    );
    EXPECT_EQ(
        say("CreateVpc", "{}"), "MissingParameter: The request must contain the parameter cidrBlock"
    );
    EXPECT_EQ(
        say("CreateVpc", R"({"CidrBlock":"10.0.0.0/16","AmazonProvidedIpv6CidrBlock":true})"),
        "UnsupportedOperation: Gantry does not support AmazonProvidedIpv6CidrBlock of CreateVpc "
        "yet; see docs/coverage.md"
    );
}

TEST_F(VpcsTest, AreFiveInARegion) {
    for (int i = 0; i < 5; ++i) make_vpc();
    EXPECT_EQ(
        say("CreateVpc", R"({"CidrBlock":"10.0.0.0/16"})"),
        "VpcLimitExceeded: The maximum number of VPCs has been reached."
    );
    scope_.region = "eu-west-1";
    make_vpc();
}

TEST_F(VpcsTest, GoWithTheirOwnPartsOnly) {
    const std::string id = make_vpc();
    const std::string group = make_group(id);
    const std::string conflict =
        "DependencyViolation: The vpc '" + id + "' has dependencies and cannot be deleted.";
    EXPECT_EQ(say("DeleteVpc", one("VpcId", id)), conflict);
    EXPECT_EQ(say("DeleteSecurityGroup", one("GroupId", group)), "ok");
    const std::string subnet = make_subnet(id);
    EXPECT_EQ(say("DeleteVpc", one("VpcId", id)), conflict);
    EXPECT_EQ(say("DeleteSubnet", one("SubnetId", subnet)), "ok");
    EXPECT_EQ(say("DeleteVpc", one("VpcId", id)), "ok");
    EXPECT_EQ(
        say("DeleteVpc", one("VpcId", id)),
        "InvalidVpcID.NotFound: The vpc ID '" + id + "' does not exist"
    );
    EXPECT_EQ(tables_.groups.size() + tables_.route_tables.size() + tables_.acls.size(), 0U);
}

TEST_F(VpcsTest, AttributesChangeOneByOne) {
    const std::string id = make_vpc();
    const auto hostnames = [&] {
        const auto read = run<DescribeVpcAttributeResult>(
            "DescribeVpcAttribute", one("VpcId", id, R"("Attribute":"enableDnsHostnames")")
        );
        return read->enable_dns_hostnames->value;
    };
    EXPECT_EQ(hostnames(), false);
    EXPECT_EQ(
        say("ModifyVpcAttribute", one("VpcId", id, R"("EnableDnsHostnames":{"Value":true})")), "ok"
    );
    EXPECT_EQ(hostnames(), true);
    EXPECT_EQ(
        say("ModifyVpcAttribute",
            one("VpcId",
                id,
                R"("EnableDnsHostnames":{"Value":true},"EnableDnsSupport":{"Value":true})")),
        "InvalidParameterCombination: Fields for multiple attribute types specified"
    );
    EXPECT_EQ(
        say("ModifyVpcAttribute", one("VpcId", "vpc-1", R"("EnableDnsSupport":{"Value":true})")),
        "InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist"
    );
}

TEST_F(VpcsTest, TakeFurtherBlocks) {
    const std::string id = make_vpc();
    EXPECT_EQ(
        say("AssociateVpcCidrBlock", one("VpcId", id, R"("CidrBlock":"10.0.1.0/24")")),
        "InvalidVpc.Range: The CIDR '10.0.1.0/24' is invalid."
    );
    const std::string association = made(
        "AssociateVpcCidrBlock", one("VpcId", id, R"("CidrBlock":"10.1.0.0/16")"), "AssociationId"
    );
    const std::string subnet = make_subnet(id, "10.1.5.0/24");
    EXPECT_EQ(
        say("DisassociateVpcCidrBlock", one("AssociationId", association)),
        "DependencyViolation: The CIDR block '10.1.0.0/16' has dependencies and cannot be "
        "disassociated."
    );
    EXPECT_EQ(say("DeleteSubnet", one("SubnetId", subnet)), "ok");
    EXPECT_EQ(say("DisassociateVpcCidrBlock", one("AssociationId", association)), "ok");
    EXPECT_THAT(
        say("DisassociateVpcCidrBlock", one("AssociationId", association)),
        StartsWith("InvalidVpcCidrBlockAssociationID.NotFound: ")
    );
}

TEST_F(VpcsTest, FurtherBlocksLeaveRoutesAlone) {
    const std::string id = make_vpc();
    const std::string interface =
        made("CreateNetworkInterface", one("SubnetId", make_subnet(id)), "NetworkInterfaceId");
    const std::string table = tables_.vpcs.rows().begin()->second->main_route_table_id;
    ASSERT_EQ(
        say("CreateRoute",
            one("RouteTableId",
                table,
                R"("DestinationCidrBlock":"10.9.1.0/24","NetworkInterfaceId":")" + interface + "\"")
        ),
        "ok"
    );
    const auto associate = [&](std::string_view block) {
        std::string more = R"("CidrBlock":")";
        more += block;
        return say("AssociateVpcCidrBlock", one("VpcId", id, more + "\""));
    };
    EXPECT_EQ(
        associate("10.9.0.0/16"),
        "InvalidVpc.Range: The CIDR '10.9.0.0/16' conflicts with the route to 10.9.1.0/24 in route "
        "table " +
            table + "."
    );
    EXPECT_THAT(associate("10.9.1.0/24"), StartsWith("InvalidVpc.Range: "));
    EXPECT_EQ(associate("10.9.1.0/25"), "ok");
    EXPECT_EQ(associate("10.9.2.0/24"), "ok");
}

TEST_F(VpcsTest, TheDefaultOneHasThreeSubnetsAndAWayOut) {
    const std::string id = made("CreateDefaultVpc", "{}", "VpcId");
    EXPECT_EQ(
        say("CreateDefaultVpc", "{}"),
        "DefaultVpcAlreadyExists: A Default VPC already exists for this account in this region."
    );
    const auto subnets = run<DescribeSubnetsResult>(
        "DescribeSubnets", R"({"Filters":[{"Name":"default-for-az","Values":["true"]}]})"
    );
    ASSERT_EQ(subnets->subnets->size(), 3U);
    for (const Subnet& subnet : *subnets->subnets) {
        EXPECT_EQ(subnet.available_ip_address_count, 4091);
        EXPECT_EQ(subnet.map_public_ip_on_launch, true);
    }
    const auto gateways = tables_.internet_gateways.rows();
    ASSERT_EQ(gateways.size(), 1U);
    EXPECT_EQ(gateways.begin()->second->vpc_id, id);
    const std::string first = *subnets->subnets->front().subnet_id;
    EXPECT_EQ(say("DeleteSubnet", one("SubnetId", first)), "ok");
    const std::string zone = *subnets->subnets->front().availability_zone;
    EXPECT_EQ(say("CreateDefaultSubnet", one("AvailabilityZone", zone)), "ok");
    EXPECT_THAT(
        say("CreateDefaultSubnet", one("AvailabilityZone", zone)),
        StartsWith("DefaultSubnetAlreadyExistsInAvailabilityZone: ")
    );
}

TEST_F(SubnetsTest, AreCutFromTheirVpc) {
    const std::string vpc = make_vpc();
    make_subnet(vpc, "10.0.0.0/24");
    const auto create = [&](std::string_view cidr, std::string_view more = "") {
        const std::string members =
            R"("CidrBlock":")" + std::string(cidr) + "\"" + std::string(more);
        return say("CreateSubnet", one("VpcId", vpc, members));
    };
    EXPECT_EQ(
        create("10.0.0.128/25"),
        "InvalidSubnet.Conflict: The CIDR '10.0.0.128/25' conflicts with another subnet"
    );
    EXPECT_EQ(create("10.1.0.0/24"), "InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid.");
    EXPECT_EQ(create("10.0.1.0/29"), "InvalidSubnet.Range: The CIDR '10.0.1.0/29' is invalid.");
    EXPECT_EQ(
        create("10.0.1.0/24", R"(,"AvailabilityZone":"us-east-1f")"),
        "InvalidParameterValue: Value (us-east-1f) for parameter availabilityZone is invalid. "
        "Subnets can currently only be created in the following availability zones: us-east-1a, "
        "us-east-1b, us-east-1c."
    );
    EXPECT_EQ(create("10.0.1.0/24", R"(,"AvailabilityZoneId":"use1-az3")"), "ok");
    const auto found = run<DescribeSubnetsResult>(
        "DescribeSubnets", R"({"Filters":[{"Name":"availability-zone","Values":["us-east-1c"]}]})"
    );
    ASSERT_EQ(found->subnets->size(), 1U);
    EXPECT_EQ(found->subnets->front().available_ip_address_count, 251);
}

TEST_F(SubnetsTest, AttributesChangeOneByOne) {
    const std::string id = make_subnet(make_vpc());
    EXPECT_EQ(
        say("ModifySubnetAttribute",
            one("SubnetId", id, R"("MapPublicIpOnLaunch":{"Value":true})")),
        "ok"
    );
    EXPECT_EQ(
        say("ModifySubnetAttribute",
            one("SubnetId", id, R"("AssignIpv6AddressOnCreation":{"Value":false})")),
        "ok"
    );
    EXPECT_THAT(
        say("ModifySubnetAttribute",
            one("SubnetId", id, R"("AssignIpv6AddressOnCreation":{"Value":true})")),
        StartsWith("UnsupportedOperation: ")
    );
    const auto found = run<DescribeSubnetsResult>("DescribeSubnets", "{}");
    EXPECT_EQ(found->subnets->front().map_public_ip_on_launch, true);
}

TEST_F(TagsTest, OfEveryKind) {
    const std::string vpc = made(
        "CreateVpc",
        R"({"CidrBlock":"10.0.0.0/16","TagSpecifications":[{"ResourceType":"vpc","Tags":[
            {"Key":"Name","Value":"one"},{"Key":"team","Value":"red"}]}]})",
        "VpcId"
    );
    const std::string subnet = make_subnet(vpc);
    EXPECT_EQ(
        say("CreateTags",
            R"({"Resources":[")" + vpc + R"(",")" + subnet +
                R"("],"Tags":[{"Key":"Name","Value":"two"}]})"),
        "ok"
    );
    const auto named = run<DescribeVpcsResult>(
        "DescribeVpcs", R"({"Filters":[{"Name":"tag:Name","Values":["tw*"]}]})"
    );
    ASSERT_EQ(named->vpcs->size(), 1U);
    EXPECT_EQ(named->vpcs->front().tags->size(), 2U);
    EXPECT_EQ(
        say("DeleteTags",
            R"({"Resources":[")" + vpc + R"("],"Tags":[{"Key":"team","Value":"blue"}]})"),
        "ok"
    );
    const std::string all = *world_.run_json(
        {scope_, principal_, "", {}},
        "ec2",
        "DescribeTags",
        R"({"Filters":[{"Name":"resource-id","Values":[")" + vpc + R"("]}]})"
    );
    EXPECT_THAT(all, testing::HasSubstr(R"("Value":"red")")) << "another value was named";
    const auto teams = world_.run_json(
        {scope_, principal_, "", {}},
        "ec2",
        "DescribeTags",
        R"({"Filters":[{"Name":"tag:team","Values":["r*"]}]})"
    );
    EXPECT_THAT(*teams, testing::HasSubstr(R"("ResourceId":")" + vpc));
    EXPECT_THAT(*teams, testing::Not(testing::HasSubstr("Name")));
    EXPECT_EQ(say("DeleteTags", R"({"Resources":[")" + vpc + R"("]})"), "ok");
    EXPECT_EQ(tables_.vpcs.rows().begin()->second->tags.size(), 0U);
}

TEST_F(TagsTest, AreRefusedWhereTheyAreBad) {
    const std::string vpc = make_vpc();
    const auto tag = [&](const std::string& id, std::string_view tags) {
        return say(
            "CreateTags", R"({"Resources":[")" + id + R"("],"Tags":[)" + std::string(tags) + "]}"
        );
    };
    EXPECT_EQ(tag("x-1", R"({"Key":"a"})"), "InvalidID: The ID 'x-1' is not valid");
    EXPECT_EQ(
        tag("vpc-1", R"({"Key":"a"})"), "InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist"
    );
    EXPECT_EQ(
        tag(vpc, R"({"Key":"aws:x"})"),
        "InvalidParameterValue: Value ( aws:x ) for parameter key is invalid. Tag keys starting "
        "with 'aws:' are reserved for internal use"
    );
    std::string many;
    for (int i = 0; i < 51; ++i) {
        many += (i > 0 ? "," : "") + (R"({"Key":"k)" + std::to_string(i) + R"("})");
    }
    EXPECT_EQ(
        tag(vpc, many),
        "TagLimitExceeded: The maximum number of Tags for a resource has been reached."
    );
    EXPECT_EQ(
        say("CreateVpc",
            R"({"CidrBlock":"10.0.0.0/16","TagSpecifications":[{"ResourceType":"subnet","Tags":[
                {"Key":"a","Value":"b"}]}]})"),
        "InvalidParameterValue: 'subnet' is not a valid taggable resource type for this operation."
    );
}

TEST_F(VpcsTest, ListsAreFilteredAndCut) {
    std::set<std::string> seen;
    const std::string vpc = make_vpc();
    for (int i = 0; i < 12; ++i) make_subnet(vpc, "10.0." + std::to_string(i) + ".0/24");
    std::string more;
    int pages = 0;
    do {
        std::string request = R"({"MaxResults":5)";
        if (!more.empty()) request += R"(,"NextToken":")" + more + "\"";
        const auto page = run<DescribeSubnetsResult>("DescribeSubnets", request + "}");
        ASSERT_TRUE(page) << outcome(page);
        for (const Subnet& subnet : *page->subnets) {
            EXPECT_TRUE(seen.insert(*subnet.subnet_id).second);
        }
        more = page->next_token.value_or("");
        ++pages;
    } while (!more.empty());
    EXPECT_EQ(seen.size(), 12U);
    EXPECT_EQ(pages, 3);
    EXPECT_EQ(
        say("DescribeSubnets", R"({"MaxResults":1})"),
        "InvalidParameterValue: Value ( 1 ) for parameter maxResults is invalid. Expecting a value "
        "greater than or equal to 5."
    );
    EXPECT_EQ(
        say("DescribeSubnets", R"({"MaxResults":5,"NextToken":"x"})"),
        "InvalidParameterValue: Invalid value for parameter nextToken."
    );
    EXPECT_EQ(
        say("DescribeVpcs", R"({"Filters":[{"Name":"colour","Values":["red"]}]})"),
        "InvalidParameterValue: The filter 'colour' is invalid"
    );
    EXPECT_EQ(
        say("DescribeVpcs", R"({"VpcIds":["vpc-1"]})"),
        "InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist"
    );
}

TEST_F(VpcsTest, ADryRunChangesNothing) {
    EXPECT_EQ(
        say("CreateVpc", R"({"CidrBlock":"10.0.0.0/16","DryRun":true})"),
        "DryRunOperation: Request would have succeeded, but DryRun flag is set."
    );
    EXPECT_EQ(tables_.vpcs.size(), 0U);
    EXPECT_THAT(
        say("CreateVpc", R"({"CidrBlock":"10.0.0.0/8","DryRun":true})"),
        StartsWith("InvalidVpc.Range: ")
    );
}

}  // namespace
}  // namespace gantry::ec2
