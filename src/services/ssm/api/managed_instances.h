#pragma once

#include <string>

#include "api/ssm/deregister_managed_instance_request.h"
#include "api/ssm/deregister_managed_instance_result.h"
#include "api/ssm/describe_instance_information_request.h"
#include "api/ssm/describe_instance_information_result.h"
#include "api/ssm/update_managed_instance_role_request.h"
#include "api/ssm/update_managed_instance_role_result.h"
#include "services/ssm/api/call.h"

/// Operations on machines that have registered. Source: API Reference.
namespace gantry::ssm {

/// A machine asks for credentials every five minutes. One that has not for so long is not Online.
inline constexpr Duration kOnlineFor = minutes{15};

/// Machines in order of their ids.
/// Errors: InvalidFilterKey, InvalidNextToken, ValidationException for both kinds of filters at
/// once.
Result<api::ssm::DescribeInstanceInformationResult>
describe_instance_information(Call&, const api::ssm::DescribeInstanceInformationRequest&);

/// It is let in no more, and what it was given ends at once. Errors: InvalidInstanceId.
Result<api::ssm::DeregisterManagedInstanceResult>
deregister_managed_instance(Call&, const api::ssm::DeregisterManagedInstanceRequest&);

/// From its next credentials on, five minutes at most. Errors: InvalidInstanceId,
/// ValidationException for roles that do not let ssm.amazonaws.com in.
Result<api::ssm::UpdateManagedInstanceRoleResult>
update_managed_instance_role(Call&, const api::ssm::UpdateManagedInstanceRoleRequest&);

}  // namespace gantry::ssm
