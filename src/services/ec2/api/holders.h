#pragma once

#include <set>
#include <string>
#include <vector>

#include "services/ec2/api/call.h"
#include "services/ec2/rules/cidr.h"

/// What uses what, before the call: whether something may go, and what is free.
namespace gantry::ec2 {

std::vector<core::Table<SubnetRow>::Ptr> subnets_of(const Call& call, const std::string& vpc_id);
/// As the call leaves them.
std::vector<core::Table<InterfaceRow>::Ptr> interfaces_in(
    const Call& call, const std::string& subnet_id
);

/// The private addresses that they have.
std::set<Address4> addresses_in(const Call& call, const std::string& subnet_id);

/// Addresses for the internet that are given out, to whatever account, as the call leaves them.
/// Cost: O(addresses and interfaces there are).
std::set<Address4> public_addresses(const Call& call);

/// Whether anything is in a VPC but what came with it: subnets, gateways, endpoints, other groups,
/// route tables and network ACLs.
bool vpc_has_dependents(const Call& call, const VpcRow& vpc);

/// Who has an association with a route table: a subnet, or a VPC whose main one it is. Both null:
/// nobody in the caller's account and Region.
struct TableHolder {
    core::Table<SubnetRow>::Ptr subnet;
    core::Table<VpcRow>::Ptr vpc;
};
TableHolder find_table_association(const Call& call, const std::string& id);
/// The subnet that has an association with a network ACL; null: none.
core::Table<SubnetRow>::Ptr find_acl_association(const Call& call, const std::string& id);
/// The VPC that has an association with a block; null: none.
core::Table<VpcRow>::Ptr find_cidr_association(const Call& call, const std::string& id);

/// Whether a network interface or an endpoint is in the group, or a rule of another group names it.
bool group_is_used(const Call& call, const SecurityGroupRow& group);

}  // namespace gantry::ec2
