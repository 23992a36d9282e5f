#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/ec2/ip_permission.h"
#include "api/ec2/security_group_rule_request.h"
#include "api/ec2/tag_specification.h"
#include "services/ec2/api/call.h"

/// Rules as requests give them: permissions, or the single members of old.
namespace gantry::ec2 {

/// What requests to authorise and to revoke have in common.
struct RuleRequest {
    bool egress = false;
    std::optional<std::string> group_id;
    std::optional<std::string> group_name;
    std::optional<std::vector<api::ec2::IpPermission>> permissions;
    std::optional<std::string> protocol;
    std::optional<std::int32_t> from_port;
    std::optional<std::int32_t> to_port;
    std::optional<std::string> cidr;
    std::optional<std::string> source_name;   ///< of a group
    std::optional<std::string> source_owner;  ///< the group's account
    std::vector<std::string> rule_ids;
    std::optional<std::vector<api::ec2::TagSpecification>> tags;

    /// The first of the single members that is given; empty: none.
    [[nodiscard]] std::string_view single_member() const;
    /// The same, and "ipPermissions" where these are given.
    [[nodiscard]] std::string_view permission_member() const;
};

template <class Input>
RuleRequest rule_request(const Input& input, bool egress) {
    RuleRequest request{.egress = egress, .group_id = input.group_id};
    request.permissions = input.ip_permissions;
    if constexpr (requires { input.group_name; }) request.group_name = input.group_name;
    if constexpr (requires { input.cidr_ip; }) {
        request.protocol = input.ip_protocol;
        request.from_port = input.from_port;
        request.to_port = input.to_port;
        request.cidr = input.cidr_ip;
        request.source_name = input.source_security_group_name;
        request.source_owner = input.source_security_group_owner_id;
    }
    if constexpr (requires { input.security_group_rule_ids; }) {
        request.rule_ids = input.security_group_rule_ids.value_or(std::vector<std::string>{});
    }
    if constexpr (requires { input.tag_specifications; }) request.tags = input.tag_specifications;
    return request;
}

/// The rules that a request is about, one for each peer, checked but without ids. Groups of other
/// rules have to be in the same VPC; prefix lists have to be there.
/// Errors: MissingParameter, InvalidParameterValue, InvalidParameterCombination,
/// InvalidGroup.NotFound, InvalidPrefixListID.NotFound; UnsupportedOperation for groups of another
/// account.
Result<std::vector<GroupRule>> read_rules(
    const Call& call, const SecurityGroupRow& group, const RuleRequest& request
);

/// One rule as ModifySecurityGroupRules gives it. Errors: the same.
Result<GroupRule> read_rule(
    const Call& call,
    const SecurityGroupRow& group,
    bool egress,
    const api::ec2::SecurityGroupRuleRequest& request
);

}  // namespace gantry::ec2
