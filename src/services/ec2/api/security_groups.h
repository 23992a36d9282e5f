#pragma once

#include <optional>
#include <string>

#include "api/ec2/create_security_group_request.h"
#include "api/ec2/create_security_group_result.h"
#include "api/ec2/delete_security_group_request.h"
#include "api/ec2/delete_security_group_result.h"
#include "api/ec2/describe_security_groups_request.h"
#include "api/ec2/describe_security_groups_result.h"
#include "services/ec2/api/call.h"

/// Operations on security groups. Source: EC2 API Reference; VPC User Guide, "Security groups".
namespace gantry::ec2 {

/// AWS's default quota.
inline constexpr std::size_t kMostGroups = 2500;  ///< of a Region

/// In the default VPC where none is named; all may go out, nothing may come in.
/// Errors: InvalidParameterValue, MissingParameter, InvalidVpcID.NotFound, InvalidGroup.Duplicate,
/// VPCIdNotSpecified, SecurityGroupLimitExceeded.
Result<api::ec2::CreateSecurityGroupResult>
create_security_group(Call&, const api::ec2::CreateSecurityGroupRequest&);
/// Errors: InvalidGroup.NotFound, CannotDelete, DependencyViolation.
Result<api::ec2::DeleteSecurityGroupResult>
delete_security_group(Call&, const api::ec2::DeleteSecurityGroupRequest&);
/// Names are of groups in the default VPC. Errors: InvalidGroup.NotFound, InvalidParameterValue.
Result<api::ec2::DescribeSecurityGroupsResult>
describe_security_groups(Call&, const api::ec2::DescribeSecurityGroupsRequest&);

/// The group of an id; without one that of a name in the default VPC.
/// Errors: InvalidGroup.NotFound, InvalidGroupId.Malformed, MissingParameter.
Result<core::Table<SecurityGroupRow>::Ptr> find_group(
    const Call& call,
    const std::optional<std::string>& id,
    const std::optional<std::string>& name = std::nullopt
);

/// A rule and the group that has it.
struct FoundRule {
    core::Table<SecurityGroupRow>::Ptr group;
    std::size_t position = 0;
    [[nodiscard]] const GroupRule& rule() const { return group->rules[position]; }
};
/// In the caller's account and Region, as the call leaves them.
std::optional<FoundRule> find_rule(const Call& call, const std::string& id);

}  // namespace gantry::ec2
