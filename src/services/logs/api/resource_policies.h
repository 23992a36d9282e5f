#pragma once

#include "api/logs/delete_resource_policy_request.h"
#include "api/logs/delete_resource_policy_response.h"
#include "api/logs/describe_resource_policies_request.h"
#include "api/logs/describe_resource_policies_response.h"
#include "api/logs/put_resource_policy_request.h"
#include "api/logs/put_resource_policy_response.h"
#include "services/logs/api/call.h"

/// Policies that let services of AWS put events. Source: CloudWatch Logs API Reference.
namespace gantry::logs {

/// Errors: ResourceNotFoundException.
Result<api::logs::DeleteResourcePolicyResponse> delete_resource_policy(
    Call& call, const api::logs::DeleteResourcePolicyRequest& input
);

/// In order of name. Errors: InvalidParameterException.
Result<api::logs::DescribeResourcePoliciesResponse> describe_resource_policies(
    Call& call, const api::logs::DescribeResourcePoliciesRequest& input
);

/// Made or replaced. Errors: InvalidParameterException; LimitExceededException above ten in a
/// Region.
Result<api::logs::PutResourcePolicyResponse> put_resource_policy(
    Call& call, const api::logs::PutResourcePolicyRequest& input
);

}  // namespace gantry::logs
