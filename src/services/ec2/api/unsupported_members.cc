#include "services/ec2/api/unsupported_members.h"

#include <algorithm>

namespace gantry::ec2 {
namespace {

using service::Treatment;
using service::UnsupportedMember;

constexpr std::string_view kNoIpam = "there is no IPAM";
constexpr std::string_view kNoIpv6 = "IPv6 blocks are not given out";
constexpr std::string_view kNoOutposts = "there are no Outposts";

constexpr UnsupportedMember kMembers[] = {
    {"AssociateVpcCidrBlock", "AmazonProvidedIpv6CidrBlock", Treatment::Refused, kNoIpv6},
    {"AssociateVpcCidrBlock", "Ipv4IpamPoolId", Treatment::Refused, kNoIpam},
    {"AssociateVpcCidrBlock", "Ipv4NetmaskLength", Treatment::Refused, kNoIpam},
    {"AssociateVpcCidrBlock", "Ipv6CidrBlock", Treatment::Refused, kNoIpv6},
    {"AssociateVpcCidrBlock", "Ipv6CidrBlockNetworkBorderGroup", Treatment::Refused, kNoIpv6},
    {"AssociateVpcCidrBlock", "Ipv6IpamPoolId", Treatment::Refused, kNoIpam},
    {"AssociateVpcCidrBlock", "Ipv6NetmaskLength", Treatment::Refused, kNoIpam},
    {"AssociateVpcCidrBlock", "Ipv6Pool", Treatment::Refused, kNoIpv6},
    {"AuthorizeSecurityGroupEgress",
     "SourceSecurityGroupName",
     Treatment::Refused,
     "as on AWS: permissions name groups"},
    {"AuthorizeSecurityGroupEgress",
     "SourceSecurityGroupOwnerId",
     Treatment::Refused,
     "groups are the caller's"},
    {"AuthorizeSecurityGroupIngress",
     "SourceSecurityGroupOwnerId",
     Treatment::Ignored,
     "groups are the caller's"},
    {"CreateDefaultSubnet", "Ipv6Native", Treatment::Refused, kNoIpv6},
    {"CreateDhcpOptions", "DhcpConfigurations", Treatment::Kept, "containers are not told of them"},
    {"CreateSubnet", "Ipv4IpamPoolId", Treatment::Refused, kNoIpam},
    {"CreateSubnet", "Ipv4NetmaskLength", Treatment::Refused, kNoIpam},
    {"CreateSubnet", "Ipv6CidrBlock", Treatment::Refused, kNoIpv6},
    {"CreateSubnet", "Ipv6IpamPoolId", Treatment::Refused, kNoIpam},
    {"CreateSubnet", "Ipv6Native", Treatment::Refused, kNoIpv6},
    {"CreateSubnet", "Ipv6NetmaskLength", Treatment::Refused, kNoIpam},
    {"CreateSubnet", "OutpostArn", Treatment::Refused, kNoOutposts},
    {"CreateVpc", "AmazonProvidedIpv6CidrBlock", Treatment::Refused, kNoIpv6},
    {"CreateVpc", "InstanceTenancy", Treatment::Kept, "there is no other hardware"},
    {"CreateVpc", "Ipv4IpamPoolId", Treatment::Refused, kNoIpam},
    {"CreateVpc", "Ipv4NetmaskLength", Treatment::Refused, kNoIpam},
    {"CreateVpc", "Ipv6CidrBlock", Treatment::Refused, kNoIpv6},
    {"CreateVpc", "Ipv6CidrBlockNetworkBorderGroup", Treatment::Refused, kNoIpv6},
    {"CreateVpc", "Ipv6IpamPoolId", Treatment::Refused, kNoIpam},
    {"CreateVpc", "Ipv6NetmaskLength", Treatment::Refused, kNoIpam},
    {"CreateVpc", "Ipv6Pool", Treatment::Refused, kNoIpv6},
    {"CreateVpc", "VpcEncryptionControl", Treatment::Refused, "nothing is encrypted on the way"},
    {"DescribeAvailabilityZones",
     "AllAvailabilityZones",
     Treatment::Ignored,
     "there are no others than those that are shown"},
    {"DescribeRegions",
     "AllRegions",
     Treatment::Ignored,
     "there are no others than those that are shown"},
    {"ModifySubnetAttribute", "AssignIpv6AddressOnCreation", Treatment::Refused, kNoIpv6},
    {"ModifySubnetAttribute", "CustomerOwnedIpv4Pool", Treatment::Refused, kNoOutposts},
    {"ModifySubnetAttribute", "EnableDns64", Treatment::Refused, kNoIpv6},
    {"ModifySubnetAttribute", "EnableLniAtDeviceIndex", Treatment::Refused, kNoOutposts},
    {"ModifySubnetAttribute", "EnableResourceNameDnsAAAARecordOnLaunch", Treatment::Refused, kNoIpv6
    },
    {"ModifySubnetAttribute", "MapCustomerOwnedIpOnLaunch", Treatment::Refused, kNoOutposts},
    {"ModifyVpcAttribute", "EnableDnsHostnames", Treatment::Kept, "names are not resolved by it yet"
    },
    {"ModifyVpcAttribute", "EnableDnsSupport", Treatment::Kept, "names are not resolved by it yet"},
    {"ModifyVpcAttribute",
     "EnableNetworkAddressUsageMetrics",
     Treatment::Kept,
     "nothing is measured"},
};

static_assert(std::ranges::is_sorted(kMembers, {}, &UnsupportedMember::operation));

}  // namespace

std::span<const UnsupportedMember> unsupported_members() {
    return kMembers;
}

}  // namespace gantry::ec2
