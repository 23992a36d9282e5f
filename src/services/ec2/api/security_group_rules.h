#pragma once

#include "api/ec2/describe_security_group_rules_request.h"
#include "api/ec2/describe_security_group_rules_result.h"
#include "api/ec2/ip_permission.h"
#include "api/ec2/modify_security_group_rules_request.h"
#include "api/ec2/modify_security_group_rules_result.h"
#include "api/ec2/revoked_security_group_rule.h"
#include "api/ec2/security_group_rule.h"
#include "api/ec2/security_group_rule_description.h"
#include "services/ec2/api/call.h"
#include "services/ec2/api/permissions.h"

/// Operations on the rules of security groups. Each changes all that it names or nothing.
/// Source: EC2 API Reference.
namespace gantry::ec2 {

/// What was added. Errors: as read_rules, InvalidPermission.Duplicate,
/// RulesPerSecurityGroupLimitExceeded.
Result<std::vector<api::ec2::SecurityGroupRule>> authorize(Call& call, const RuleRequest& request);

struct Revoked {
    std::vector<api::ec2::RevokedSecurityGroupRule> rules;
    /// Groups in the default VPC tell what they do not have rather than fail.
    std::vector<api::ec2::IpPermission> unknown;
};
/// Errors: as read_rules, InvalidPermission.NotFound, InvalidSecurityGroupRuleId.NotFound.
Result<Revoked> revoke(Call& call, const RuleRequest& request);

struct NewDescriptions {
    RuleRequest request;
    std::vector<api::ec2::SecurityGroupRuleDescription> by_id;
};
/// Errors: InvalidPermission.NotFound, InvalidSecurityGroupRuleId.NotFound, InvalidParameterValue.
Result<void> update_descriptions(Call& call, const NewDescriptions& wanted);

template <bool Egress, class Output, class Input>
Result<Output> authorize_rules(Call& call, const Input& input) {
    auto added = authorize(call, rule_request(input, Egress));
    if (!added) return added.error();
    return Output{.return_ = true, .security_group_rules = *std::move(added)};
}

template <bool Egress, class Output, class Input>
Result<Output> revoke_rules(Call& call, const Input& input) {
    auto gone = revoke(call, rule_request(input, Egress));
    if (!gone) return gone.error();
    Output out{.return_ = true, .revoked_security_group_rules = std::move(gone->rules)};
    if (!gone->unknown.empty()) out.unknown_ip_permissions = std::move(gone->unknown);
    return out;
}

template <bool Egress, class Output, class Input>
Result<Output> update_rule_descriptions(Call& call, const Input& input) {
    NewDescriptions wanted{.request = rule_request(input, Egress), .by_id = {}};
    if (input.security_group_rule_descriptions) {
        wanted.by_id = *input.security_group_rule_descriptions;
    }
    if (const auto done = update_descriptions(call, wanted); !done) return done.error();
    return Output{.return_ = true};
}

/// Rules keep their ids, tags and directions. Errors: InvalidSecurityGroupRuleId.NotFound,
/// InvalidPermission.Duplicate, as read_rules.
Result<api::ec2::ModifySecurityGroupRulesResult>
modify_security_group_rules(Call&, const api::ec2::ModifySecurityGroupRulesRequest&);
/// Errors: InvalidSecurityGroupRuleId.NotFound, InvalidParameterValue.
Result<api::ec2::DescribeSecurityGroupRulesResult>
describe_security_group_rules(Call&, const api::ec2::DescribeSecurityGroupRulesRequest&);

}  // namespace gantry::ec2
