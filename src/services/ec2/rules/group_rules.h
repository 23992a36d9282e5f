#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "services/ec2/model/rows.h"

/// What rules of security groups say, and which are the same. Pure.
/// Source: VPC User Guide, "Security group rules"; EC2 API Reference, IpPermission.
namespace gantry::ec2 {

/// How many rules a group may have, in each direction. AWS's default quota.
inline constexpr std::size_t kMostRules = 60;

/// Puts a rule into the form that is kept: the protocol's usual name, no ports where none are
/// asked, blocks without bits behind their length. Errors: InvalidParameterValue,
/// InvalidPermission.Malformed; MissingParameter without a peer.
Result<void> normalise(GroupRule& rule);

/// Whether two rules let the same through: ids, descriptions and tags make no difference.
bool same_permission(const GroupRule& a, const GroupRule& b);

/// Adds rules to a group, all or none. Errors: InvalidPermission.Duplicate for one that is there or
/// comes twice, RulesPerSecurityGroupLimitExceeded.
Result<void> add_rules(std::vector<GroupRule>& rules, const std::vector<GroupRule>& added);

/// What a rule is called in errors: `peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW`.
std::string rule_text(const GroupRule& rule);

}  // namespace gantry::ec2
