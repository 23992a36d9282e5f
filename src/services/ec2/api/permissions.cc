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

bool is_given(const std::optional<std::string>& text) {
    return text && !text->empty();
}

Error other_vpc() {
    return {
        ErrorKind::NotFound,
        "InvalidGroup.NotFound",
        "You have specified two resources that belong to different networks.",
        {},
    };
}

/// What may be said of a group beside its id or its name: that it is the caller's, in this VPC.
Result<void> check_pairs(
    const Call& call, const SecurityGroupRow& group, const IpPermission& permission
) {
    for (const auto& pair : all_of(permission.user_id_group_pairs)) {
        if (is_given(pair.user_id) && *pair.user_id != call.scope.account) {
            return refused(
                "UnsupportedOperation",
                "Gantry does not support rules that name groups of another account yet; see "
                "docs/coverage.md"
            );
        }
        if (is_given(pair.group_id) && is_given(pair.group_name)) {
            return not_together("groupId", "groupName");
        }
        if (is_given(pair.vpc_id) && *pair.vpc_id != group.vpc_id) return other_vpc();
    }
    return {};
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
        const bool by_id = is_given(one.group_id);
        add(&GroupRule::group_id, by_id ? one.group_id : one.group_name, one.description);
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
    if ((*named)->vpc_id != group.vpc_id) return other_vpc();
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
IpPermission single_permission(const RuleRequest& request) {
    IpPermission one{
        .ip_protocol = request.protocol,
        .from_port = request.from_port,
        .to_port = request.to_port,
    };
    if (request.cidr) one.ip_ranges = {{.cidr_ip = request.cidr}};
    if (request.source_name || request.source_owner) {
        one.user_id_group_pairs = {
            {{.user_id = request.source_owner, .group_name = request.source_name}}
        };
        if (!request.protocol) one.ip_protocol = "-1";
    }
    return one;
}

/// Errors: InvalidParameterCombination, MissingParameter.
Result<std::vector<IpPermission>> permissions_of(const RuleRequest& request) {
    auto permissions = all_of(request.permissions);
    const std::string_view single = request.single_member();
    if (!permissions.empty() && !single.empty()) return not_together("ipPermissions", single);
    if (is_given(request.cidr) && is_given(request.source_name)) {
        return not_together("cidrIp", "sourceSecurityGroupName");
    }
    if (!single.empty()) permissions.push_back(single_permission(request));
    if (permissions.empty()) return missing("ipPermissions");
    return permissions;
}

}  // namespace

std::string_view RuleRequest::single_member() const {
    if (is_given(protocol)) return "ipProtocol";
    if (is_given(cidr)) return "cidrIp";
    if (is_given(source_name)) return "sourceSecurityGroupName";
    if (is_given(source_owner)) return "sourceSecurityGroupOwnerId";
    if (from_port) return "fromPort";
    return to_port ? "toPort" : "";
}

std::string_view RuleRequest::permission_member() const {
    return permissions && !permissions->empty() ? "ipPermissions" : single_member();
}

Result<std::vector<GroupRule>> read_rules(
    const Call& call, const SecurityGroupRow& group, const RuleRequest& request
) {
    const auto permissions = permissions_of(request);
    if (!permissions) return permissions.error();
    std::vector<GroupRule> rules;
    for (const IpPermission& permission : *permissions) {
        if (const auto good = check_pairs(call, group, permission); !good) return good.error();
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
