// What policies see of each operation: resources, conditions, and further rights.
#include <gmock/gmock.h>

#include "service/test_access.h"
#include "services/ec2/api/test_support.h"

namespace gantry::ec2 {
namespace {

const service::AccessText kText{
    .left_out = {"arn:aws:ec2:us-east-1:123456789012:"}, .key_left_out = "ec2:Region"
};

class AccessOfOperations : public Ec2Test {
  protected:
    std::string about(std::string_view operation, std::string_view body) {
        const aws::Caller caller{scope_, principal_, "", {}};
        const std::string id = "1";
        service::Call call{
            .caller = caller,
            .request_id = id,
            .now = world_.loop.now(),
            .ids = world_.ids,
            .settings = world_.settings,
            .services = world_.registry(),
        };
        EXPECT_NE(service::find_operation(service(), operation)->describe, nullptr) << operation;
        const auto& own = world_.registry().get<Instance>();
        return kText.of(service::described(service(), own, call, operation, body));
    }
};

struct Case {
    std::string_view operation;
    std::string_view input;
    std::string_view expected;
};

TEST_F(AccessOfOperations, NamesWhatIsNotThere) {
    const Case cases[] = {
        {"AllocateAddress", "{}", "elastic-ip/*"},
        {"AssociateAddress",
         R"({"AllocationId":"eipalloc-1","NetworkInterfaceId":"eni-1"})",
         "elastic-ip/eipalloc-1 network-interface/eni-1"},
        {"AssociateRouteTable",
         R"({"RouteTableId":"rtb-1","SubnetId":"subnet-1"})",
         "route-table/rtb-1 subnet/subnet-1"},
        {"AttachInternetGateway",
         R"({"InternetGatewayId":"igw-1","VpcId":"vpc-1"})",
         "internet-gateway/igw-1 vpc/vpc-1"},
        {"AuthorizeSecurityGroupIngress",
         R"({"GroupId":"sg-1","TagSpecifications":[{"Tags":[{"Key":"a","Value":"b"}]}]})",
         "security-group/sg-1 security-group-rule/*{aws:RequestTag/a=b aws:TagKeys=a}; also "
         "ec2:CreateTags security-group-rule/* ec2:CreateAction=AuthorizeSecurityGroupIngress "
         "aws:RequestTag/a=b aws:TagKeys=a"},
        {"CreateManagedPrefixList", "{}", "prefix-list/*"},
        {"CreateNatGateway",
         R"({"SubnetId":"subnet-1","AllocationId":"eipalloc-1"})",
         "natgateway/* subnet/subnet-1 elastic-ip/eipalloc-1"},
        {"CreateSnapshot",
         R"({"VolumeId":"vol-1"})",
         "arn:aws:ec2:us-east-1::snapshot/* volume/vol-1"},
        {"DeleteSnapshot", R"({"SnapshotId":"snap-1"})", "arn:aws:ec2:us-east-1::snapshot/snap-1"},
        {"DeleteVolume", R"({"VolumeId":"vol-1"})", "volume/vol-1"},
        {"CreateNetworkInterface",
         R"({"SubnetId":"subnet-1","Groups":["sg-1","sg-2"]})",
         "network-interface/* subnet/subnet-1 security-group/sg-1 security-group/sg-2"},
        {"CreateRoute", R"({"RouteTableId":"rtb-1","GatewayId":"igw-1"})", "route-table/rtb-1"},
        {"CreateSecurityGroup", "{}", "security-group/*"},
        {"CreateSecurityGroup", R"({"VpcId":"vpc-1"})", "security-group/* vpc/vpc-1"},
        {"CreateSubnet", R"({"VpcId":"vpc-1"})", "subnet/* vpc/vpc-1"},
        {"CreateTags",
         R"({"Resources":["vpc-1","eipalloc-2","x"],"Tags":[{"Key":"a","Value":"b"}]})",
         "vpc/vpc-1 elastic-ip/eipalloc-2 * aws:RequestTag/a=b aws:TagKeys=a"},
        {"CreateVpc",
         R"({"TagSpecifications":[{"Tags":[{"Key":"a","Value":"b"}]}]})",
         "vpc/*{aws:RequestTag/a=b aws:TagKeys=a}; also ec2:CreateTags vpc/* "
         "ec2:CreateAction=CreateVpc aws:RequestTag/a=b aws:TagKeys=a"},
        {"DeleteTags", R"({"Resources":["vpc-1"],"Tags":[{"Key":"a"}]})", "vpc/vpc-1 aws:TagKeys=a"
        },
        {"CreateVpcEndpoint",
         R"({"VpcId":"vpc-1","RouteTableIds":["rtb-1"]})",
         "vpc-endpoint/* vpc/vpc-1 route-table/rtb-1"},
        {"DeleteVpc", "{}", "vpc/*"},
        {"DeleteVpc", R"({"VpcId":"vpc-1"})", "vpc/vpc-1"},
        {"DeleteVpcEndpoints",
         R"({"VpcEndpointIds":["vpce-1","vpce-2"]})",
         "vpc-endpoint/vpce-1 vpc-endpoint/vpce-2"},
        {"DescribeNatGateways", "{}", "*"},
        {"DescribeVpcAttribute", R"({"VpcId":"vpc-1"})", "vpc/vpc-1"},
        {"DescribeVpcs", R"({"VpcIds":["vpc-1"]})", "*"},
        {"RevokeSecurityGroupEgress",
         R"({"GroupId":"sg-1","SecurityGroupRuleIds":["sgr-1","sgr-2"]})",
         "security-group/sg-1 security-group-rule/sgr-1 security-group-rule/sgr-2"},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(about(one.operation, one.input), one.expected) << one.operation;
    }
}

/// A thing is the same, whichever way a call names it.
TEST_F(AccessOfOperations, FindsGroupsByTheirNames) {
    const std::string vpc = made("CreateDefaultVpc", "{}", "VpcId");
    const std::string group = make_group(vpc);
    const std::string tags = R"("Tags":[{"Key":"team","Value":"red"}]})";
    ASSERT_EQ(say("CreateTags", R"({"Resources":[")" + group + R"("],)" + tags), "ok");
    const std::string expected =
        "security-group/" + group +
        "{aws:ResourceTag/team=red ec2:ResourceTag/team=red ec2:SecurityGroupID=" + group +
        " ec2:Vpc=vpc/" + vpc + "}";
    const std::string named = one("GroupId", "", R"("GroupName":"web")");
    for (const std::string_view operation :
         {"DeleteSecurityGroup",
          "RevokeSecurityGroupIngress",
          "UpdateSecurityGroupRuleDescriptionsEgress",
          "UpdateSecurityGroupRuleDescriptionsIngress"}) {
        EXPECT_EQ(about(operation, named), expected) << operation;
    }
    EXPECT_EQ(about("AuthorizeSecurityGroupIngress", named), expected + " security-group-rule/*");
    EXPECT_EQ(about("DeleteSecurityGroup", one("GroupName", "nobody")), "security-group/*");
    EXPECT_EQ(about("DeleteVpc", one("VpcId", "")), "vpc/*");
    EXPECT_EQ(
        about(
            "ModifySecurityGroupRules",
            R"({"GroupId":"sg-1","SecurityGroupRules":[{"SecurityGroupRuleId":"sgr-1"}]})"
        ),
        "security-group/sg-1 security-group-rule/sgr-1"
    );
}

TEST_F(AccessOfOperations, FindsAddresses) {
    const std::string subnet = make_subnet(make_vpc());
    const std::string address = made("AllocateAddress", "{}", "AllocationId");
    const std::string public_ip = tables_.addresses.rows().begin()->second->public_ip;
    const std::string expected = "elastic-ip/" + address;
    const std::string by_ip = one("PublicIp", public_ip, R"("AllocationId":"")");
    EXPECT_THAT(about("ReleaseAddress", by_ip), testing::StartsWith(expected));
    EXPECT_THAT(about("AssociateAddress", by_ip), testing::StartsWith(expected));
    EXPECT_THAT(
        about("DisassociateAddress", one("PublicIp", public_ip)), testing::StartsWith(expected)
    );
    const std::string gateway = made("CreateInternetGateway", "{}", "InternetGatewayId");
    const std::string vpc = tables_.vpcs.rows().begin()->second->id;
    ASSERT_EQ(
        say("AttachInternetGateway",
            one("InternetGatewayId", gateway, R"("VpcId":")" + vpc + "\"")),
        "ok"
    );
    const std::string interface =
        made("CreateNetworkInterface", one("SubnetId", subnet), "NetworkInterfaceId");
    const std::string association = made(
        "AssociateAddress",
        one("PublicIp", public_ip, R"("NetworkInterfaceId":")" + interface + "\""),
        "AssociationId"
    );
    EXPECT_THAT(
        about("DisassociateAddress", one("AssociationId", association)),
        testing::StartsWith(expected)
    );
    EXPECT_EQ(about("DisassociateAddress", one("AssociationId", "eipassoc-1")), "elastic-ip/*");
}

TEST_F(AccessOfOperations, FindsAssociations) {
    const std::string id = make_vpc();
    const std::string subnet_id = make_subnet(id);
    const std::string table = made("CreateRouteTable", one("VpcId", id), "RouteTableId");
    const std::string with_subnet = R"("SubnetId":")" + subnet_id + "\"";
    made("AssociateRouteTable", one("RouteTableId", table, with_subnet), "AssociationId");
    const VpcRow vpc = *tables_.vpcs.rows().begin()->second;
    const SubnetRow subnet = *tables_.subnets.rows().begin()->second;
    const auto in_vpc = [&](const std::string& type, const std::string& thing) {
        const std::string key = type == "subnet"        ? "ec2:SubnetID"
                                : type == "network-acl" ? "ec2:NetworkAclID"
                                                        : "ec2:RouteTableID";
        return type + "/" + thing + "{" + key + "=" + thing + " ec2:Vpc=vpc/" + id + "}";
    };
    const std::string both = in_vpc("route-table", table) + " " + in_vpc("subnet", subnet_id);
    const std::string of_table = one("AssociationId", subnet.route_table_association_id);
    EXPECT_EQ(about("DisassociateRouteTable", of_table), both);
    EXPECT_EQ(
        about(
            "ReplaceRouteTableAssociation",
            one("RouteTableId",
                "rtb-1",
                R"("AssociationId":")" + subnet.route_table_association_id + "\"")
        ),
        "route-table/rtb-1 " + both
    );
    EXPECT_EQ(
        about("DisassociateRouteTable", one("AssociationId", vpc.main_association_id)),
        in_vpc("route-table", vpc.main_route_table_id)
    );
    EXPECT_EQ(
        about(
            "ReplaceNetworkAclAssociation",
            one("NetworkAclId", "acl-1", R"("AssociationId":")" + subnet.acl_association_id + "\"")
        ),
        "network-acl/acl-1 " + in_vpc("network-acl", subnet.acl_id) + " " +
            in_vpc("subnet", subnet_id)
    );
    EXPECT_EQ(
        about("DisassociateVpcCidrBlock", one("AssociationId", vpc.cidrs.front().id)),
        "vpc/" + id + "{ec2:VpcID=" + id + "}"
    );
}

TEST_F(AccessOfOperations, TellsTagsAndTheVpcOfWhatIsThere) {
    const std::string vpc = make_vpc();
    const std::string subnet = make_subnet(vpc);
    ASSERT_EQ(
        say("CreateTags",
            R"({"Resources":[")" + subnet + R"("],"Tags":[{"Key":"team","Value":"red"}]})"),
        "ok"
    );
    EXPECT_EQ(
        about("DeleteSubnet", one("SubnetId", subnet)),
        "subnet/" + subnet + "{aws:ResourceTag/team=red ec2:ResourceTag/team=red ec2:SubnetID=" +
            subnet + " ec2:Vpc=vpc/" + vpc + "}"
    );
    EXPECT_EQ(about("DeleteVpc", one("VpcId", vpc)), "vpc/" + vpc + "{ec2:VpcID=" + vpc + "}");
}

/// Every operation says what it is about, whatever it is given.
TEST_F(AccessOfOperations, IsSaidOfAll) {
    for (const service::Operation& operation : service().operations) {
        EXPECT_NE(about(operation.name, "{}"), "not described") << operation.name;
    }
}

}  // namespace
}  // namespace gantry::ec2
