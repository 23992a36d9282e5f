#pragma once

#include <optional>
#include <string>

#include "api/ec2/dhcp_options.h"
#include "api/ec2/network_acl.h"
#include "api/ec2/security_group.h"
#include "api/ec2/security_group_rule.h"
#include "api/ec2/subnet.h"
#include "api/ec2/vpc.h"
#include "api/ec2/vpc_cidr_block_association.h"
#include "services/ec2/api/call.h"

/// Rows as the API shows them.
namespace gantry::ec2 {

/// EC2 leaves out what is not there.
inline std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

api::ec2::Vpc show_vpc(const Call& call, const VpcRow& row);
api::ec2::VpcCidrBlockAssociation show_cidr(const CidrAssociation& cidr);
/// Free addresses are counted from the network interfaces in it, as before the call.
api::ec2::Subnet show_subnet(const Call& call, const SubnetRow& row);
/// Rules come together by protocol and ports, as permissions.
api::ec2::SecurityGroup show_group(const Call& call, const SecurityGroupRow& row);
api::ec2::SecurityGroupRule show_rule(
    const Call& call, const SecurityGroupRow& group, const GroupRule& rule
);
api::ec2::NetworkAcl show_acl(const Call& call, const NetworkAclRow& row);
api::ec2::DhcpOptions show_dhcp_options(const Call& call, const DhcpOptionsRow& row);

}  // namespace gantry::ec2
