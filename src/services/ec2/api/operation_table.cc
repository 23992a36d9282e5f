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
#include "services/ec2/api/addresses.h"
#include "services/ec2/api/dhcp_options.h"
#include "services/ec2/api/endpoints.h"
#include "services/ec2/api/handler.h"
#include "services/ec2/api/interfaces.h"
#include "services/ec2/api/internet_gateways.h"
#include "services/ec2/api/nat_gateways.h"
#include "services/ec2/api/network_acls.h"
#include "services/ec2/api/places.h"
#include "services/ec2/api/prefix_lists.h"
#include "services/ec2/api/route_tables.h"
#include "services/ec2/api/routes.h"
#include "services/ec2/api/security_group_rules.h"
#include "services/ec2/api/security_groups.h"
#include "services/ec2/api/snapshots.h"
#include "services/ec2/api/subnets.h"
#include "services/ec2/api/tagging.h"
#include "services/ec2/api/volumes.h"
#include "services/ec2/api/vpcs.h"

namespace gantry::ec2 {
namespace {

using namespace api::ec2;  // NOLINT(google-build-using-namespace): names of shapes only

// clang-format off
constexpr service::Operation kOperations[] = {
    handle<"AllocateAddress", &allocate_address, "+elastic-ip">(),
    handle<"AssignPrivateIpAddresses", &assign_private_ip_addresses, "NetworkInterfaceId:network-interface">(),
    handle<"AssociateAddress", &associate_address, "=address ?NetworkInterfaceId:network-interface">(),
    handle<"AssociateDhcpOptions", &associate_dhcp_options, "DhcpOptionsId:dhcp-options VpcId:vpc">(),
    handle<"AssociateRouteTable", &associate_route_table, "RouteTableId:route-table ?SubnetId:subnet ?GatewayId:internet-gateway">(),
    handle<"AssociateVpcCidrBlock", &associate_vpc_cidr_block, "VpcId:vpc">(),
    handle<"AttachInternetGateway", &attach_internet_gateway, "InternetGatewayId:internet-gateway VpcId:vpc">(),
    handle<"AuthorizeSecurityGroupEgress", &authorize_rules<true, AuthorizeSecurityGroupEgressResult, AuthorizeSecurityGroupEgressRequest>, "=group +security-group-rule">(),
    handle<"AuthorizeSecurityGroupIngress", &authorize_rules<false, AuthorizeSecurityGroupIngressResult, AuthorizeSecurityGroupIngressRequest>, "=group +security-group-rule">(),
    handle<"CreateDefaultSubnet", &create_default_subnet, "">(),
    handle<"CreateDefaultVpc", &create_default_vpc, "">(),
    handle<"CreateDhcpOptions", &create_dhcp_options, "+dhcp-options">(),
    handle<"CreateInternetGateway", &create_internet_gateway, "+internet-gateway">(),
    handle<"CreateManagedPrefixList", &create_managed_prefix_list, "+prefix-list">(),
    handle<"CreateNatGateway", &create_nat_gateway, "+natgateway SubnetId:subnet ?AllocationId:elastic-ip">(),
    handle<"CreateNetworkAcl", &create_network_acl, "+network-acl VpcId:vpc">(),
    handle<"CreateNetworkAclEntry", &create_network_acl_entry, "NetworkAclId:network-acl">(),
    handle<"CreateNetworkInterface", &create_network_interface, "+network-interface SubnetId:subnet ?Groups:security-group">(),
    handle<"CreateRoute", &create_route, "RouteTableId:route-table">(),
    handle<"CreateRouteTable", &create_route_table, "+route-table VpcId:vpc">(),
    handle<"CreateSecurityGroup", &create_security_group, "+security-group ?VpcId:vpc">(),
    handle<"CreateSnapshot", &create_snapshot, "+snapshot VolumeId:volume">(),
    handle<"CreateSubnet", &create_subnet, "+subnet VpcId:vpc">(),
    handle_tags<"CreateTags", &create_tags, true>(),
    handle<"CreateVpc", &create_vpc, "+vpc">(),
    handle<"CreateVpcEndpoint", &create_vpc_endpoint, "+vpc-endpoint VpcId:vpc ?RouteTableIds:route-table ?SubnetIds:subnet ?SecurityGroupIds:security-group">(),
    handle<"DeleteDhcpOptions", &delete_dhcp_options, "DhcpOptionsId:dhcp-options">(),
    handle<"DeleteInternetGateway", &delete_internet_gateway, "InternetGatewayId:internet-gateway">(),
    handle<"DeleteManagedPrefixList", &delete_managed_prefix_list, "PrefixListId:prefix-list">(),
    handle<"DeleteNatGateway", &delete_nat_gateway, "NatGatewayId:natgateway">(),
    handle<"DeleteNetworkAcl", &delete_network_acl, "NetworkAclId:network-acl">(),
    handle<"DeleteNetworkAclEntry", &delete_network_acl_entry, "NetworkAclId:network-acl">(),
    handle<"DeleteNetworkInterface", &delete_network_interface, "NetworkInterfaceId:network-interface">(),
    handle<"DeleteRoute", &delete_route, "RouteTableId:route-table ?DestinationPrefixListId:prefix-list">(),
    handle<"DeleteRouteTable", &delete_route_table, "RouteTableId:route-table">(),
    handle<"DeleteSecurityGroup", &delete_security_group, "=group">(),
    handle<"DeleteSnapshot", &delete_snapshot, "SnapshotId:snapshot">(),
    handle<"DeleteSubnet", &delete_subnet, "SubnetId:subnet">(),
    handle_tags<"DeleteTags", &delete_tags, false>(),
    handle<"DeleteVolume", &delete_volume, "VolumeId:volume">(),
    handle<"DeleteVpc", &delete_vpc, "VpcId:vpc">(),
    handle<"DeleteVpcEndpoints", &delete_vpc_endpoints, "VpcEndpointIds:vpc-endpoint">(),
    handle<"DescribeAccountAttributes", &describe_account_attributes, "">(),
    handle<"DescribeAddresses", &describe_addresses, "">(),
    handle<"DescribeAddressesAttribute", &describe_addresses_attribute, "">(),
    handle<"DescribeAvailabilityZones", &describe_availability_zones, "">(),
    handle<"DescribeDhcpOptions", &describe_dhcp_options, "">(),
    handle<"DescribeInternetGateways", &describe_internet_gateways, "">(),
    handle<"DescribeManagedPrefixLists", &describe_managed_prefix_lists, "">(),
    handle<"DescribeNatGateways", &describe_nat_gateways, "">(),
    handle<"DescribeNetworkAcls", &describe_network_acls, "">(),
    handle<"DescribeNetworkInterfaceAttribute", &describe_network_interface_attribute, "NetworkInterfaceId:network-interface">(),
    handle<"DescribeNetworkInterfaces", &describe_network_interfaces, "">(),
    handle<"DescribePrefixLists", &describe_prefix_lists, "">(),
    handle<"DescribeRegions", &describe_regions, "">(),
    handle<"DescribeRouteTables", &describe_route_tables, "">(),
    handle<"DescribeSecurityGroupRules", &describe_security_group_rules, "">(),
    handle<"DescribeSecurityGroups", &describe_security_groups, "">(),
    handle<"DescribeSnapshots", &describe_snapshots, "">(),
    handle<"DescribeSubnets", &describe_subnets, "">(),
    handle<"DescribeTags", &describe_tags, "">(),
    handle<"DescribeVolumes", &describe_volumes, "">(),
    handle<"DescribeVpcAttribute", &describe_vpc_attribute, "VpcId:vpc">(),
    handle<"DescribeVpcEndpointServices", &describe_vpc_endpoint_services, "">(),
    handle<"DescribeVpcEndpoints", &describe_vpc_endpoints, "">(),
    handle<"DescribeVpcs", &describe_vpcs, "">(),
    handle<"DescribeVpnGateways", &describe_vpn_gateways, "">(),
    handle<"DetachInternetGateway", &detach_internet_gateway, "InternetGatewayId:internet-gateway VpcId:vpc">(),
    handle<"DisassociateAddress", &disassociate_address, "=address">(),
    handle<"DisassociateRouteTable", &disassociate_route_table, "=table-association">(),
    handle<"DisassociateVpcCidrBlock", &disassociate_vpc_cidr_block, "=cidr-association">(),
    handle<"GetManagedPrefixListEntries", &get_managed_prefix_list_entries, "PrefixListId:prefix-list">(),
    handle<"ModifyManagedPrefixList", &modify_managed_prefix_list, "PrefixListId:prefix-list">(),
    handle<"ModifyNetworkInterfaceAttribute", &modify_network_interface_attribute, "NetworkInterfaceId:network-interface ?Groups:security-group">(),
    handle<"ModifySecurityGroupRules", &modify_security_group_rules, "=group =rules">(),
    handle<"ModifySubnetAttribute", &modify_subnet_attribute, "SubnetId:subnet">(),
    handle<"ModifyVpcAttribute", &modify_vpc_attribute, "VpcId:vpc">(),
    handle<"ModifyVpcEndpoint", &modify_vpc_endpoint, "VpcEndpointId:vpc-endpoint ?AddRouteTableIds:route-table ?RemoveRouteTableIds:route-table ?AddSubnetIds:subnet ?RemoveSubnetIds:subnet ?AddSecurityGroupIds:security-group ?RemoveSecurityGroupIds:security-group">(),
    handle<"ReleaseAddress", &release_address, "=address">(),
    handle<"ReplaceNetworkAclAssociation", &replace_network_acl_association, "NetworkAclId:network-acl =acl-association">(),
    handle<"ReplaceNetworkAclEntry", &replace_network_acl_entry, "NetworkAclId:network-acl">(),
    handle<"ReplaceRoute", &replace_route, "RouteTableId:route-table">(),
    handle<"ReplaceRouteTableAssociation", &replace_route_table_association, "RouteTableId:route-table =table-association">(),
    handle<"RevokeSecurityGroupEgress", &revoke_rules<true, RevokeSecurityGroupEgressResult, RevokeSecurityGroupEgressRequest>, "=group ?SecurityGroupRuleIds:security-group-rule">(),
    handle<"RevokeSecurityGroupIngress", &revoke_rules<false, RevokeSecurityGroupIngressResult, RevokeSecurityGroupIngressRequest>, "=group ?SecurityGroupRuleIds:security-group-rule">(),
    handle<"UnassignPrivateIpAddresses", &unassign_private_ip_addresses, "NetworkInterfaceId:network-interface">(),
    handle<"UpdateSecurityGroupRuleDescriptionsEgress", &update_rule_descriptions<true, UpdateSecurityGroupRuleDescriptionsEgressResult, UpdateSecurityGroupRuleDescriptionsEgressRequest>, "=group">(),
    handle<"UpdateSecurityGroupRuleDescriptionsIngress", &update_rule_descriptions<false, UpdateSecurityGroupRuleDescriptionsIngressResult, UpdateSecurityGroupRuleDescriptionsIngressRequest>, "=group">(),
};
// clang-format on

static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> operations() {
    return kOperations;
}

}  // namespace gantry::ec2
