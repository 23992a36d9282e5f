#include "services/ec2/model/kinds.h"

#include <fmt/format.h>

namespace gantry::ec2 {
namespace kinds {

const Kind kVpc{"vpc", "vpc", "vpc", "ec2:VpcID", "vpcId", "InvalidVpcID.NotFound", "vpc ID"};
const Kind kSubnet{
    "subnet",
    "subnet",
    "subnet",
    "ec2:SubnetID",
    "subnetId",
    "InvalidSubnetID.NotFound",
    "subnet ID"
};
const Kind kSecurityGroup{
    "sg",
    "security-group",
    "security-group",
    "ec2:SecurityGroupID",
    "groupId",
    "InvalidGroup.NotFound",
    "security group"
};
const Kind kSecurityGroupRule{
    "sgr",
    "security-group-rule",
    "security-group-rule",
    "",
    "securityGroupRuleId",
    "InvalidSecurityGroupRuleId.NotFound",
    "security group rule ID"
};
const Kind kRouteTable{
    "rtb",
    "route-table",
    "route-table",
    "ec2:RouteTableID",
    "routeTableId",
    "InvalidRouteTableID.NotFound",
    "routeTable ID"
};
const Kind kInternetGateway{
    "igw",
    "internet-gateway",
    "internet-gateway",
    "ec2:InternetGatewayID",
    "internetGatewayId",
    "InvalidInternetGatewayID.NotFound",
    "internetGateway ID"
};
const Kind kNatGateway{
    "nat", "natgateway", "natgateway", "", "natGatewayId", "NatGatewayNotFound", "Nat Gateway"
};
const Kind kAddress{
    "eipalloc",
    "elastic-ip",
    "elastic-ip",
    "ec2:AllocationId",
    "allocationId",
    "InvalidAllocationID.NotFound",
    "allocation ID"
};
const Kind kInterface{
    "eni",
    "network-interface",
    "network-interface",
    "ec2:NetworkInterfaceID",
    "networkInterfaceId",
    "InvalidNetworkInterfaceID.NotFound",
    "networkInterface ID"
};
const Kind kEndpoint{
    "vpce",
    "vpc-endpoint",
    "vpc-endpoint",
    "",
    "vpcEndpointId",
    "InvalidVpcEndpointId.NotFound",
    "Vpc Endpoint Id"
};
const Kind kPrefixList{
    "pl",
    "prefix-list",
    "prefix-list",
    "",
    "prefixListId",
    "InvalidPrefixListID.NotFound",
    "prefix list ID"
};
const Kind kAcl{
    "acl",
    "network-acl",
    "network-acl",
    "ec2:NetworkAclID",
    "networkAclId",
    "InvalidNetworkAclID.NotFound",
    "networkAcl ID"
};
const Kind kDhcpOptions{
    "dopt",
    "dhcp-options",
    "dhcp-options",
    "ec2:DhcpOptionsID",
    "dhcpOptionsId",
    "InvalidDhcpOptionID.NotFound",
    "dhcpOption ID"
};
const Kind kVolume{
    "vol", "volume", "volume", "ec2:VolumeID", "volumeId", "InvalidVolume.NotFound", "volume"
};
const Kind kSnapshot{
    "snap",
    "snapshot",
    "snapshot",
    "ec2:SnapshotID",
    "snapshotId",
    "InvalidSnapshot.NotFound",
    "snapshot"
};

}  // namespace kinds

std::string draw_id(IdSource& ids, std::string_view prefix) {
    return fmt::format("{}-0{}", prefix, ids.hex(16));
}

Error no_such(const Kind& kind, std::string_view id) {
    std::string text = &kind == &kinds::kNatGateway
                           ? fmt::format("The Nat Gateway {} was not found", id)
                           : fmt::format("The {} '{}' does not exist", kind.noun, id);
    if (&kind == &kinds::kVolume || &kind == &kinds::kSnapshot) text += '.';
    return {ErrorKind::NotFound, std::string(kind.not_found), std::move(text), {}};
}

}  // namespace gantry::ec2
