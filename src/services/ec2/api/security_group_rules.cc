#include "services/ec2/api/security_group_rules.h"

#include <algorithm>

#include "services/ec2/api/describe.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/security_groups.h"
#include "services/ec2/api/tagging.h"
#include "services/ec2/rules/group_rules.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kRuleFilters[] = {
    {"group-id", "GroupId"},
    {"security-group-rule-id", "SecurityGroupRuleId"},
};

Error no_such_permission() {
    return {
        ErrorKind::NotFound,
        "InvalidPermission.NotFound",
        "The specified rule does not exist in this security group.",
        {},
    };
}

std::vector<GroupRule>::iterator find_same(std::vector<GroupRule>& rules, const GroupRule& rule) {
    return std::ranges::find_if(rules, [&](const GroupRule& one) {
        return same_permission(one, rule);
    });
}

/// The group's rule of that id, in that direction.
Result<std::vector<GroupRule>::iterator> find_by_id(
    std::vector<GroupRule>& rules, const std::string& id, bool egress
) {
    const auto found = std::ranges::find(rules, id, &GroupRule::id);
    if (found == rules.end() || found->egress != egress) {
        return no_such(kinds::kSecurityGroupRule, id);
    }
    return found;
}

api::ec2::RevokedSecurityGroupRule show_revoked(const std::string& group, const GroupRule& rule) {
    return {
        .security_group_rule_id = rule.id,
        .group_id = group,
        .is_egress = rule.egress,
        .ip_protocol = rule.protocol,
        .from_port = rule.from_port.value_or(-1),
        .to_port = rule.to_port.value_or(-1),
        .cidr_ipv4 = unless_empty(rule.cidr4),
        .cidr_ipv6 = unless_empty(rule.cidr6),
        .prefix_list_id = unless_empty(rule.prefix_list_id),
        .referenced_group_id = unless_empty(rule.group_id),
        .description = rule.description,
    };
}

Result<void> revoke_by_id(SecurityGroupRow& group, const RuleRequest& request, Revoked& gone) {
    for (const std::string& id : request.rule_ids) {
        const auto rule = find_by_id(group.rules, id, request.egress);
        if (!rule) return rule.error();
        gone.rules.push_back(show_revoked(group.id, **rule));
        group.rules.erase(*rule);
    }
    return {};
}

Result<void> revoke_permissions(
    const Call& call, SecurityGroupRow& group, const RuleRequest& request, Revoked& gone
) {
    const auto rules = read_rules(call, group, request);
    if (!rules) return rules.error();
    const auto vpc = call.tx.get(call.tables.vpcs, key_of(call, group.vpc_id));
    const bool lenient = vpc && vpc->is_default;
    for (const GroupRule& rule : *rules) {
        const auto found = find_same(group.rules, rule);
        if (found == group.rules.end()) {
            if (!lenient) return no_such_permission();
            const SecurityGroupRow alone{.id = group.id, .rules = {rule}};
            const auto shown = show_group(call, alone);
            gone.unknown.push_back(
                rule.egress ? shown.ip_permissions_egress->front() : shown.ip_permissions->front()
            );
            continue;
        }
        gone.rules.push_back(show_revoked(group.id, *found));
        group.rules.erase(found);
    }
    return {};
}

}  // namespace

Result<std::vector<api::ec2::SecurityGroupRule>> authorize(Call& call, const RuleRequest& request) {
    const auto group = find_group(call, request.group_id, request.group_name);
    if (!group) return group.error();
    auto rules = read_rules(call, **group, request);
    if (!rules) return rules.error();
    const auto tags = read_tags(request.tags, kinds::kSecurityGroupRule);
    if (!tags) return tags.error();
    for (GroupRule& rule : *rules) {
        rule.id = draw_id(call.ids, "sgr");
        rule.tags = *tags;
    }
    SecurityGroupRow row = **group;
    if (const auto added = add_rules(row.rules, *rules); !added) return added.error();
    std::vector<api::ec2::SecurityGroupRule> shown;
    for (const GroupRule& rule : *rules) shown.push_back(show_rule(call, row, rule));
    put<GroupNoun>(call, std::move(row));
    return shown;
}

Result<Revoked> revoke(Call& call, const RuleRequest& request) {
    const auto group = find_group(call, request.group_id, request.group_name);
    if (!group) return group.error();
    if (const auto few = check_named(request.rule_ids.size()); !few) return few.error();
    const std::string_view other = request.permission_member();
    if (!request.rule_ids.empty() && !other.empty()) {
        return not_together("securityGroupRuleIds", other);
    }
    SecurityGroupRow row = **group;
    Revoked gone;
    const auto done = request.rule_ids.empty() ? revoke_permissions(call, row, request, gone)
                                               : revoke_by_id(row, request, gone);
    if (!done) return done.error();
    put<GroupNoun>(call, std::move(row));
    return gone;
}

Result<void> update_descriptions(Call& call, const NewDescriptions& wanted) {
    const RuleRequest& request = wanted.request;
    const auto group = find_group(call, request.group_id, request.group_name);
    if (!group) return group.error();
    if (auto few = check_named(wanted.by_id.size()); !few) return few;
    const std::string_view other = request.permission_member();
    if (!wanted.by_id.empty() && !other.empty()) {
        return not_together("securityGroupRuleDescriptions", other);
    }
    SecurityGroupRow row = **group;
    for (const auto& one : wanted.by_id) {
        auto rule = find_by_id(row.rules, one.security_group_rule_id.value_or(""), request.egress);
        if (!rule) return rule.error();
        (*rule)->description = one.description;
        if (auto good = normalise(**rule); !good) return good;
    }
    if (wanted.by_id.empty()) {
        const auto rules = read_rules(call, row, request);
        if (!rules) return rules.error();
        for (const GroupRule& rule : *rules) {
            const auto found = find_same(row.rules, rule);
            if (found == row.rules.end()) return no_such_permission();
            found->description = rule.description;
        }
    }
    put<GroupNoun>(call, std::move(row));
    return {};
}

Result<api::ec2::ModifySecurityGroupRulesResult> modify_security_group_rules(
    Call& call, const api::ec2::ModifySecurityGroupRulesRequest& input
) {
    const auto group = find_group(call, input.group_id);
    if (!group) return group.error();
    SecurityGroupRow row = **group;
    if (!input.security_group_rules || input.security_group_rules->empty()) {
        return missing("SecurityGroupRules");
    }
    if (const auto few = check_named(input.security_group_rules->size()); !few) return few.error();
    for (const auto& update : *input.security_group_rules) {
        const std::string id = update.security_group_rule_id.value_or("");
        const auto found = std::ranges::find(row.rules, id, &GroupRule::id);
        if (found == row.rules.end()) return no_such(kinds::kSecurityGroupRule, id);
        if (!update.security_group_rule) return missing("SecurityGroupRule");
        auto rule = read_rule(call, row, found->egress, *update.security_group_rule);
        if (!rule) return rule.error();
        rule->id = found->id;
        rule->tags = found->tags;
        std::vector<GroupRule> others = row.rules;
        std::erase_if(others, [&](const GroupRule& one) { return one.id == id; });
        if (const auto good = add_rules(others, {*rule}); !good) return good.error();
        *found = *std::move(rule);
    }
    put<GroupNoun>(call, std::move(row));
    return api::ec2::ModifySecurityGroupRulesResult{.return_ = true};
}

Result<api::ec2::DescribeSecurityGroupRulesResult> describe_security_group_rules(
    Call& call, const api::ec2::DescribeSecurityGroupRulesRequest& input
) {
    const auto ids = input.security_group_rule_ids.value_or(std::vector<std::string>{});
    std::vector<Listed<api::ec2::SecurityGroupRule>> all;
    std::set<std::string> left(ids.begin(), ids.end());
    for (const auto& [key, group] : call.tables.groups.with_prefix(call.scope.prefix())) {
        for (const GroupRule& rule : group->rules) {
            if (!ids.empty() && left.erase(rule.id) == 0) continue;
            all.push_back({rule.id, show_rule(call, *group, rule)});
        }
    }
    if (!left.empty()) return no_such(kinds::kSecurityGroupRule, *left.begin());
    auto page = cut_list(
        call, "DescribeSecurityGroupRules", input, input.filters, kRuleFilters, std::move(all)
    );
    if (!page) return page.error();
    return api::ec2::DescribeSecurityGroupRulesResult{
        .security_group_rules = std::move(page->items), .next_token = std::move(page->next_token)
    };
}

}  // namespace gantry::ec2
