#include "services/ec2/api/permissions.h"

#include "services/ec2/api/nouns.h"
#include "services/ec2/api/security_groups.h"
#include "services/ec2/rules/aws_prefix_lists.h"
#include "services/ec2/rules/group_rules.h"

namespace gantry::ec2 {
namespace {

using api::ec2::IpPermission;

template <class T>
std::vector<T> all_of(const std::optional<std::vector<T>>& list) {
    return list.value_or(std::vector<T>{});
}

/// A permission's rules, one for each peer; the peers are as they were given.
std::vector<GroupRule> split(const IpPermission& permission, bool egress) {
    const GroupRule base{
        .egress = egress,
        .protocol = permission.ip_protocol.value_or(""),
        .from_port = permission.from_port,
        .to_port = permission.to_port,
    };
    std::vector<GroupRule> rules;
    const auto add = [&](std::string GroupRule::* peer, const auto& value, const auto& description
                     ) {
        GroupRule& rule = rules.emplace_back(base);
        rule.*peer = value.value_or("");
        rule.description = description;
    };
    for (const auto& one : all_of(permission.ip_ranges)) {
        add(&GroupRule::cidr4, one.cidr_ip, one.description);
    }
    for (const auto& one : all_of(permission.ipv6_ranges)) {
        add(&GroupRule::cidr6, one.cidr_ipv6, one.description);
    }
    for (const auto& one : all_of(permission.prefix_list_ids)) {
        add(&GroupRule::prefix_list_id, one.prefix_list_id, one.description);
    }
    for (const auto& one : all_of(permission.user_id_group_pairs)) {
        add(&GroupRule::group_id, one.group_id ? one.group_id : one.group_name, one.description);
    }
    if (rules.empty()) rules.push_back(base);
    return rules;
}

/// Finds the group that a rule names, by its id or by its name in the default VPC.
Result<void> resolve_group(const Call& call, const SecurityGroupRow& group, GroupRule& rule) {
    const bool by_id = rule.group_id.starts_with("sg-");
    const auto named =
        by_id ? find_group(call, rule.group_id) : find_group(call, std::nullopt, rule.group_id);
    if (!named) return named.error();
    if ((*named)->vpc_id != group.vpc_id) {
        return Error{
            ErrorKind::NotFound,
            "InvalidGroup.NotFound",
            "You have specified two resources that belong to different networks.",
            {},
        };
    }
    rule.group_id = (*named)->id;
    return {};
}

Result<void> resolve(const Call& call, const SecurityGroupRow& group, GroupRule& rule) {
    if (rule.protocol.empty()) return missing("ipProtocol");
    if (!rule.group_id.empty()) {
        if (auto good = resolve_group(call, group, rule); !good) return good;
    }
    if (!rule.prefix_list_id.empty() &&
        !find_aws_prefix_list(call.scope.region, rule.prefix_list_id)) {
        const auto list = find<PrefixListNoun>(call, rule.prefix_list_id);
        if (!list) return list.error();
    }
    return normalise(rule);
}

/// The single members, as the permission that they are.
std::optional<IpPermission> single_permission(const RuleRequest& request) {
    if (!request.protocol && !request.cidr && !request.source_name) return std::nullopt;
    IpPermission one{
        .ip_protocol = request.protocol,
        .from_port = request.from_port,
        .to_port = request.to_port,
    };
    if (request.cidr) one.ip_ranges = {{.cidr_ip = request.cidr}};
    if (request.source_name) one.user_id_group_pairs = {{.group_name = request.source_name}};
    if (request.source_name && !request.protocol) one.ip_protocol = "-1";
    return one;
}

}  // namespace

Result<std::vector<GroupRule>> read_rules(
    const Call& call, const SecurityGroupRow& group, const RuleRequest& request
) {
    auto permissions = all_of(request.permissions);
    if (const auto single = single_permission(request)) {
        if (!permissions.empty()) {
            return invalid_combination(
                "The parameter 'ipPermissions' may not be used in combination with 'ipProtocol'"
            );
        }
        permissions.push_back(*single);
    }
    if (permissions.empty()) return missing("ipPermissions");
    std::vector<GroupRule> rules;
    for (const IpPermission& permission : permissions) {
        for (GroupRule& rule : split(permission, request.egress)) {
            if (const auto good = resolve(call, group, rule); !good) return good.error();
            rules.push_back(std::move(rule));
        }
    }
    return rules;
}

Result<GroupRule> read_rule(
    const Call& call,
    const SecurityGroupRow& group,
    bool egress,
    const api::ec2::SecurityGroupRuleRequest& request
) {
    GroupRule rule{
        .egress = egress,
        .protocol = request.ip_protocol.value_or(""),
        .from_port = request.from_port,
        .to_port = request.to_port,
        .cidr4 = request.cidr_ipv4.value_or(""),
        .cidr6 = request.cidr_ipv6.value_or(""),
        .prefix_list_id = request.prefix_list_id.value_or(""),
        .group_id = request.referenced_group_id.value_or(""),
        .description = request.description,
    };
    const int peers = int{!rule.cidr4.empty()} + int{!rule.cidr6.empty()} +
                      int{!rule.prefix_list_id.empty()} + int{!rule.group_id.empty()};
    if (peers > 1) {
        return invalid_combination(
            "Only one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupId can be specified"
        );
    }
    if (const auto good = resolve(call, group, rule); !good) return good.error();
    return rule;
}

}  // namespace gantry::ec2
