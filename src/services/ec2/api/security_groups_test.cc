// Security groups, and their rules in both styles.
#include <gmock/gmock.h>

#include "api/ec2/authorize_security_group_ingress_result.h"
#include "api/ec2/describe_security_group_rules_result.h"
#include "api/ec2/describe_security_groups_result.h"
#include "api/ec2/revoke_security_group_egress_result.h"
#include "api/ec2/revoke_security_group_ingress_result.h"
#include "services/ec2/api/test_support.h"

namespace gantry::ec2 {
namespace {

using namespace api::ec2;
using testing::StartsWith;

class GroupsTest : public Ec2Test {
  protected:
    /// Port 80 from a block.
    static std::string web(std::string_view cidr, std::string_view more = "") {
        return R"("IpPermissions":[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"IpRanges":[{"CidrIp":")" +
               std::string(cidr) + "\"" + std::string(more) + "}]}]";
    }
    SecurityGroup group(const std::string& id) {
        const auto found = run<DescribeSecurityGroupsResult>(
            "DescribeSecurityGroups", R"({"GroupIds":[")" + id + R"("]})"
        );
        EXPECT_TRUE(found) << outcome(found);
        return found ? found->security_groups->front() : SecurityGroup{};
    }

    std::string vpc_ = make_vpc();
};

TEST_F(GroupsTest, MadeFoundAndDeleted) {
    const std::string id = make_group(vpc_);
    EXPECT_EQ(
        say("CreateSecurityGroup", one("VpcId", vpc_, R"("GroupName":"web","Description":"d")")),
        "InvalidGroup.Duplicate: The security group 'web' already exists for VPC '" + vpc_ + "'"
    );
    EXPECT_EQ(
        say("CreateSecurityGroup", R"({"GroupName":"web","Description":"d"})"),
        "VPCIdNotSpecified: No default VPC for this user"
    );
    EXPECT_EQ(
        say("CreateSecurityGroup",
            one("VpcId", vpc_, R"("GroupName":"default","Description":"d")")),
        "InvalidParameterValue: Cannot use reserved security group name: default"
    );
    const SecurityGroup shown = group(id);
    EXPECT_EQ(shown.ip_permissions->size(), 0U);
    ASSERT_EQ(shown.ip_permissions_egress->size(), 1U);
    EXPECT_EQ(shown.ip_permissions_egress->front().ip_protocol, "-1");
    EXPECT_EQ(shown.security_group_arn, "arn:aws:ec2:us-east-1:123456789012:security-group/" + id);
    EXPECT_EQ(say("DeleteSecurityGroup", one("GroupId", id)), "ok");
    EXPECT_EQ(
        say("DeleteSecurityGroup", one("GroupId", id)),
        "InvalidGroup.NotFound: The security group '" + id + "' does not exist"
    );
    EXPECT_EQ(
        say("DeleteSecurityGroup", one("GroupId", "web")),
        "InvalidGroupId.Malformed: Invalid id: \"web\" (expecting \"sg-...\")"
    );
    const std::string own = tables_.vpcs.rows().begin()->second->default_group_id;
    EXPECT_EQ(
        say("DeleteSecurityGroup", one("GroupId", own)),
        "CannotDelete: the specified group: \"" + own +
            "\" name: \"default\" cannot be deleted by a user"
    );
}

TEST_F(GroupsTest, RulesAreAddedOnce) {
    const std::string id = make_group(vpc_);
    const auto added = run<AuthorizeSecurityGroupIngressResult>(
        "AuthorizeSecurityGroupIngress",
        one("GroupId", id, web("10.1.2.3/8", R"(,"Description":"from inside")"))
    );
    ASSERT_TRUE(added) << outcome(added);
    EXPECT_EQ(added->return_, true);
    ASSERT_EQ(added->security_group_rules->size(), 1U);
    const SecurityGroupRule& rule = added->security_group_rules->front();
    EXPECT_THAT(*rule.security_group_rule_id, StartsWith("sgr-0"));
    EXPECT_EQ(rule.cidr_ipv4, "10.0.0.0/8");
    EXPECT_EQ(rule.is_egress, false);
    EXPECT_EQ(rule.description, "from inside");
    EXPECT_EQ(
        say("AuthorizeSecurityGroupIngress",
            one("GroupId",
                id,
                R"("IpPermissions":[{"IpProtocol":"6","FromPort":80,"ToPort":80,
                    "IpRanges":[{"CidrIp":"0.0.0.0/0"},{"CidrIp":"10.0.0.0/8"}]}])")),
        "InvalidPermission.Duplicate: the specified rule \"peer: 10.0.0.0/8, TCP, from port: 80, "
        "to port: 80, ALLOW\" already exists"
    );
    EXPECT_EQ(group(id).ip_permissions->front().ip_ranges->size(), 1U) << "all or none";
    EXPECT_EQ(
        say("AuthorizeSecurityGroupIngress",
            one("GroupId",
                id,
                R"("IpProtocol":"udp","FromPort":53,"ToPort":53,"CidrIp":"0.0.0.0/0")")),
        "ok"
    );
    EXPECT_EQ(group(id).ip_permissions->size(), 2U);
}

TEST_F(GroupsTest, GroupsThatAreNamedStay) {
    const std::string web_group = make_group(vpc_);
    const std::string db = make_group(vpc_, "db");
    const std::string from_web =
        R"("IpPermissions":[{"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,
            "UserIdGroupPairs":[{"GroupId":")" +
        web_group + R"("}]}])";
    EXPECT_EQ(say("AuthorizeSecurityGroupIngress", one("GroupId", db, from_web)), "ok");
    EXPECT_EQ(
        say("DeleteSecurityGroup", one("GroupId", web_group)),
        "DependencyViolation: resource " + web_group + " has a dependent object"
    );
    const std::string foreign = make_group(make_vpc("10.1.0.0/16"), "other");
    EXPECT_EQ(
        say("AuthorizeSecurityGroupIngress", one("GroupId", foreign, from_web)),
        "InvalidGroup.NotFound: You have specified two resources that belong to different networks."
    );
    EXPECT_EQ(say("RevokeSecurityGroupIngress", one("GroupId", db, from_web)), "ok");
    EXPECT_EQ(say("DeleteSecurityGroup", one("GroupId", web_group)), "ok");
}

TEST_F(GroupsTest, RulesGoByWhatTheySayAndById) {
    const std::string id = make_group(vpc_);
    const auto gone = run<RevokeSecurityGroupEgressResult>(
        "RevokeSecurityGroupEgress",
        one("GroupId",
            id,
            R"("IpPermissions":[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}])")
    );
    ASSERT_TRUE(gone) << outcome(gone);
    EXPECT_EQ(gone->revoked_security_group_rules->size(), 1U);
    EXPECT_EQ(group(id).ip_permissions_egress->size(), 0U);
    EXPECT_EQ(
        say("RevokeSecurityGroupIngress", one("GroupId", id, web("0.0.0.0/0"))),
        "InvalidPermission.NotFound: The specified rule does not exist in this security group."
    );
    const std::string rule = made(
        "AuthorizeSecurityGroupIngress", one("GroupId", id, web("0.0.0.0/0")), "SecurityGroupRuleId"
    );
    const std::string by_id = one("GroupId", id, R"("SecurityGroupRuleIds":[")" + rule + R"("])");
    EXPECT_EQ(
        say("RevokeSecurityGroupEgress", by_id),
        "InvalidSecurityGroupRuleId.NotFound: The security group rule ID '" + rule +
            "' does not exist"
    );
    EXPECT_EQ(say("RevokeSecurityGroupIngress", by_id), "ok");
    EXPECT_EQ(group(id).ip_permissions->size(), 0U);
}

TEST_F(GroupsTest, TheDefaultVpcsGroupsTellWhatTheyDoNotHave) {
    const std::string vpc = made("CreateDefaultVpc", "{}", "VpcId");
    make_group(vpc);
    const auto gone = run<RevokeSecurityGroupIngressResult>(
        "RevokeSecurityGroupIngress", R"({"GroupName":"web",)" + web("0.0.0.0/0") + "}"
    );
    ASSERT_TRUE(gone) << outcome(gone);
    EXPECT_EQ(gone->unknown_ip_permissions->size(), 1U);
}

TEST_F(GroupsTest, RulesNameGroupsOfTheCallersAccount) {
    const std::string id = make_group(vpc_);
    const std::string db = make_group(vpc_, "db");
    const auto authorize = [&](std::string_view more) {
        std::string pair =
            R"("IpPermissions":[{"IpProtocol":"-1","UserIdGroupPairs":[{"GroupId":")";
        pair += db + "\"";
        pair += more;
        return say("AuthorizeSecurityGroupIngress", one("GroupId", id, pair + "}]}]"));
    };
    EXPECT_EQ(
        authorize(R"(,"UserId":"210987654321")"),
        "UnsupportedOperation: Gantry does not support rules that name groups of another account "
        "yet; see docs/coverage.md"
    );
    EXPECT_EQ(
        authorize(R"(,"GroupName":"db")"),
        "InvalidParameterCombination: The parameter 'groupId' may not be used in combination with "
        "'groupName'"
    );
    EXPECT_THAT(
        authorize(R"(,"VpcPeeringConnectionId":"pcx-1")"), StartsWith("UnsupportedOperation: ")
    );
    EXPECT_EQ(
        authorize(R"(,"VpcId":"vpc-1")"),
        "InvalidGroup.NotFound: You have specified two resources that belong to different networks."
    );
    EXPECT_EQ(authorize(R"(,"UserId":"123456789012","VpcId":")" + vpc_ + "\""), "ok");
}

TEST_F(GroupsTest, RulesAreNamedInOneWay) {
    const std::string vpc = made("CreateDefaultVpc", "{}", "VpcId");
    const std::string id = make_group(vpc);
    const auto both = [](std::string_view first, std::string_view second) {
        return "InvalidParameterCombination: The parameter '" + std::string(first) +
               "' may not be used in combination with '" + std::string(second) + "'";
    };
    const auto authorize = [&](std::string_view more) {
        return say("AuthorizeSecurityGroupIngress", one("GroupId", id, more));
    };
    EXPECT_EQ(authorize(web("0.0.0.0/0") + R"(,"FromPort":80)"), both("ipPermissions", "fromPort"));
    EXPECT_EQ(
        authorize(web("0.0.0.0/0") + R"(,"IpProtocol":"tcp")"), both("ipPermissions", "ipProtocol")
    );
    EXPECT_EQ(
        authorize(R"("SourceSecurityGroupName":"web","CidrIp":"0.0.0.0/0")"),
        both("cidrIp", "sourceSecurityGroupName")
    );
    EXPECT_THAT(
        authorize(R"("SourceSecurityGroupName":"web","SourceSecurityGroupOwnerId":"210987654321")"),
        StartsWith("UnsupportedOperation: ")
    );
    EXPECT_EQ(
        authorize(R"("SourceSecurityGroupOwnerId":"123456789012")"),
        "MissingParameter: Source group missing."
    );
    EXPECT_EQ(
        authorize(R"("SourceSecurityGroupName":"web","SourceSecurityGroupOwnerId":"123456789012")"),
        "ok"
    );
    EXPECT_EQ(
        say("RevokeSecurityGroupIngress",
            one("GroupId", id, web("0.0.0.0/0") + R"(,"SecurityGroupRuleIds":["sgr-1"])")),
        both("securityGroupRuleIds", "ipPermissions")
    );
    EXPECT_EQ(
        say("UpdateSecurityGroupRuleDescriptionsIngress",
            one("GroupId",
                id,
                web("0.0.0.0/0") +
                    R"(,"SecurityGroupRuleDescriptions":[{"SecurityGroupRuleId":"sgr-1"}])")),
        both("securityGroupRuleDescriptions", "ipPermissions")
    );
}

TEST_F(GroupsTest, AreFoundByName) {
    const std::string vpc = made("CreateDefaultVpc", "{}", "VpcId");
    const std::string id = make_group(vpc);
    const auto found = run<DescribeSecurityGroupsResult>(
        "DescribeSecurityGroups", R"({"GroupNames":["web","default","web"]})"
    );
    ASSERT_TRUE(found) << outcome(found);
    EXPECT_EQ(found->security_groups->size(), 2U);
    EXPECT_EQ(
        say("DescribeSecurityGroups", R"({"GroupNames":["db"]})"),
        "InvalidGroup.NotFound: The security group 'db' does not exist in default VPC '" + vpc + "'"
    );
    EXPECT_THAT(
        say("DescribeSecurityGroups",
            R"({"Filters":[{"Name":"ip-permission.group-name","Values":["web"]}]})"),
        StartsWith("UnsupportedOperation: ")
    );
    EXPECT_EQ(say("DeleteSecurityGroup", one("GroupName", "web")), "ok");
    EXPECT_EQ(make_group(vpc).size(), id.size()) << "the name is free again";
}

TEST_F(GroupsTest, RulesOfTheNewStyle) {
    const std::string id = make_group(vpc_);
    const std::string rule = made(
        "AuthorizeSecurityGroupIngress",
        one("GroupId",
            id,
            web("0.0.0.0/0") +
                R"(,"TagSpecifications":[{"ResourceType":"security-group-rule",
                    "Tags":[{"Key":"a","Value":"b"}]}])"),
        "SecurityGroupRuleId"
    );
    EXPECT_EQ(
        say("ModifySecurityGroupRules",
            one("GroupId",
                id,
                R"("SecurityGroupRules":[{"SecurityGroupRuleId":")" + rule +
                    R"(","SecurityGroupRule":{"IpProtocol":"tcp","FromPort":443,"ToPort":443,
                        "CidrIpv4":"0.0.0.0/0","Description":"tls"}}])")),
        "ok"
    );
    const auto listed = run<DescribeSecurityGroupRulesResult>(
        "DescribeSecurityGroupRules",
        R"({"Filters":[{"Name":"group-id","Values":[")" + id +
            R"("]},{"Name":"tag:a","Values":["b"]}]})"
    );
    ASSERT_EQ(listed->security_group_rules->size(), 1U);
    EXPECT_EQ(listed->security_group_rules->front().security_group_rule_id, rule);
    EXPECT_EQ(listed->security_group_rules->front().from_port, 443);
    EXPECT_EQ(
        say("UpdateSecurityGroupRuleDescriptionsIngress",
            one("GroupId",
                id,
                R"("SecurityGroupRuleDescriptions":[{"SecurityGroupRuleId":")" + rule +
                    R"(","Description":"over tls"}])")),
        "ok"
    );
    EXPECT_EQ(group(id).ip_permissions->front().ip_ranges->front().description, "over tls");
    EXPECT_EQ(
        say("DescribeSecurityGroupRules", R"({"SecurityGroupRuleIds":["sgr-1"]})"),
        "InvalidSecurityGroupRuleId.NotFound: The security group rule ID 'sgr-1' does not exist"
    );
    EXPECT_EQ(
        say("CreateTags", R"({"Resources":[")" + rule + R"("],"Tags":[{"Key":"c","Value":"d"}]})"),
        "ok"
    );
}

}  // namespace
}  // namespace gantry::ec2
