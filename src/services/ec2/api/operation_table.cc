#include "services/ec2/api/operation_table.h"

#include <algorithm>

#include "api/ec2/authorize_security_group_egress_request.h"
#include "api/ec2/authorize_security_group_egress_result.h"
#include "api/ec2/authorize_security_group_ingress_request.h"
#include "api/ec2/authorize_security_group_ingress_result.h"
#include "api/ec2/revoke_security_group_egress_request.h"
#include "api/ec2/revoke_security_group_egress_result.h"
#include "api/ec2/revoke_security_group_ingress_request.h"
#include "api/ec2/revoke_security_group_ingress_result.h"
#include "api/ec2/update_security_group_rule_descriptions_egress_request.h"
#include "api/ec2/update_security_group_rule_descriptions_egress_result.h"
#include "api/ec2/update_security_group_rule_descriptions_ingress_request.h"
#include "api/ec2/update_security_group_rule_descriptions_ingress_result.h"
#include "services/ec2/api/dhcp_options.h"
#include "services/ec2/api/handler.h"
#include "services/ec2/api/internet_gateways.h"
#include "services/ec2/api/network_acls.h"
#include "services/ec2/api/places.h"
#include "services/ec2/api/route_tables.h"
#include "services/ec2/api/routes.h"
#include "services/ec2/api/security_group_rules.h"
#include "services/ec2/api/security_groups.h"
#include "services/ec2/api/subnets.h"
#include "services/ec2/api/tagging.h"
#include "services/ec2/api/vpcs.h"

namespace gantry::ec2 {
namespace {

using namespace api::ec2;  // NOLINT(google-build-using-namespace): names of shapes only

// clang-format off
constexpr service::Operation kOperations[] = {
    handle<"AssociateDhcpOptions", &associate_dhcp_options, "DhcpOptionsId:dhcp-options VpcId:vpc">(),
    handle<"AssociateRouteTable", &associate_route_table, "RouteTableId:route-table ?SubnetId:subnet ?GatewayId:internet-gateway">(),
    handle<"AssociateVpcCidrBlock", &associate_vpc_cidr_block, "VpcId:vpc">(),
    handle<"AttachInternetGateway", &attach_internet_gateway, "InternetGatewayId:internet-gateway VpcId:vpc">(),
    handle<"AuthorizeSecurityGroupEgress", &authorize_rules<true, AuthorizeSecurityGroupEgressResult, AuthorizeSecurityGroupEgressRequest>, "GroupId:security-group +security-group-rule">(),
    handle<"AuthorizeSecurityGroupIngress", &authorize_rules<false, AuthorizeSecurityGroupIngressResult, AuthorizeSecurityGroupIngressRequest>, "GroupId:security-group +security-group-rule">(),
    handle<"CreateDefaultSubnet", &create_default_subnet, "">(),
    handle<"CreateDefaultVpc", &create_default_vpc, "">(),
    handle<"CreateDhcpOptions", &create_dhcp_options, "+dhcp-options">(),
    handle<"CreateInternetGateway", &create_internet_gateway, "+internet-gateway">(),
    handle<"CreateRoute", &create_route, "RouteTableId:route-table">(),
    handle<"CreateRouteTable", &create_route_table, "+route-table VpcId:vpc">(),
    handle<"CreateSecurityGroup", &create_security_group, "+security-group ?VpcId:vpc">(),
    handle<"CreateSubnet", &create_subnet, "+subnet VpcId:vpc">(),
    handle_tags<"CreateTags", &create_tags, true>(),
    handle<"CreateVpc", &create_vpc, "+vpc">(),
    handle<"DeleteDhcpOptions", &delete_dhcp_options, "DhcpOptionsId:dhcp-options">(),
    handle<"DeleteInternetGateway", &delete_internet_gateway, "InternetGatewayId:internet-gateway">(),
    handle<"DeleteRoute", &delete_route, "RouteTableId:route-table ?DestinationPrefixListId:prefix-list">(),
    handle<"DeleteRouteTable", &delete_route_table, "RouteTableId:route-table">(),
    handle<"DeleteSecurityGroup", &delete_security_group, "GroupId:security-group">(),
    handle<"DeleteSubnet", &delete_subnet, "SubnetId:subnet">(),
    handle_tags<"DeleteTags", &delete_tags, false>(),
    handle<"DeleteVpc", &delete_vpc, "VpcId:vpc">(),
    handle<"DescribeAccountAttributes", &describe_account_attributes, "">(),
    handle<"DescribeAvailabilityZones", &describe_availability_zones, "">(),
    handle<"DescribeDhcpOptions", &describe_dhcp_options, "">(),
    handle<"DescribeInternetGateways", &describe_internet_gateways, "">(),
    handle<"DescribeNetworkAcls", &describe_network_acls, "">(),
    handle<"DescribeRegions", &describe_regions, "">(),
    handle<"DescribeRouteTables", &describe_route_tables, "">(),
    handle<"DescribeSecurityGroupRules", &describe_security_group_rules, "">(),
    handle<"DescribeSecurityGroups", &describe_security_groups, "">(),
    handle<"DescribeSubnets", &describe_subnets, "">(),
    handle<"DescribeTags", &describe_tags, "">(),
    handle<"DescribeVpcAttribute", &describe_vpc_attribute, "VpcId:vpc">(),
    handle<"DescribeVpcs", &describe_vpcs, "">(),
    handle<"DetachInternetGateway", &detach_internet_gateway, "InternetGatewayId:internet-gateway VpcId:vpc">(),
    handle<"DisassociateRouteTable", &disassociate_route_table, "">(),
    handle<"DisassociateVpcCidrBlock", &disassociate_vpc_cidr_block, "">(),
    handle<"ModifySecurityGroupRules", &modify_security_group_rules, "GroupId:security-group">(),
    handle<"ModifySubnetAttribute", &modify_subnet_attribute, "SubnetId:subnet">(),
    handle<"ModifyVpcAttribute", &modify_vpc_attribute, "VpcId:vpc">(),
    handle<"ReplaceRoute", &replace_route, "RouteTableId:route-table">(),
    handle<"ReplaceRouteTableAssociation", &replace_route_table_association, "RouteTableId:route-table">(),
    handle<"RevokeSecurityGroupEgress", &revoke_rules<true, RevokeSecurityGroupEgressResult, RevokeSecurityGroupEgressRequest>, "GroupId:security-group ?SecurityGroupRuleIds:security-group-rule">(),
    handle<"RevokeSecurityGroupIngress", &revoke_rules<false, RevokeSecurityGroupIngressResult, RevokeSecurityGroupIngressRequest>, "GroupId:security-group ?SecurityGroupRuleIds:security-group-rule">(),
    handle<"UpdateSecurityGroupRuleDescriptionsEgress", &update_rule_descriptions<true, UpdateSecurityGroupRuleDescriptionsEgressResult, UpdateSecurityGroupRuleDescriptionsEgressRequest>, "GroupId:security-group">(),
    handle<"UpdateSecurityGroupRuleDescriptionsIngress", &update_rule_descriptions<false, UpdateSecurityGroupRuleDescriptionsIngressResult, UpdateSecurityGroupRuleDescriptionsIngressRequest>, "GroupId:security-group">(),
};
// clang-format on

static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> operations() {
    return kOperations;
}

}  // namespace gantry::ec2
