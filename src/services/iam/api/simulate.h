#pragma once

#include "api/iam/simulate_custom_policy_request.h"
#include "api/iam/simulate_policy_response.h"
#include "api/iam/simulate_principal_policy_request.h"
#include "services/iam/api/call.h"

/// Trying policies out: one result for each action and resource, with the statements that decided
/// and the condition keys that were asked for and not given. A resource is of the account in its
/// ARN, else of ResourceOwner's, else of the caller's. Source: IAM API Reference.
namespace gantry::iam {

/// Policies that are given, each named by its place: "PolicyInputList.1".
/// Errors: InvalidInput for what is no policy, ValidationError.
Result<api::iam::SimulatePolicyResponse>
simulate_custom_policy(const service::RowlessCall&, const api::iam::SimulateCustomPolicyRequest&);
/// Those of a user, a role or a group, and others beside them. CallerArn calls as another user with
/// these policies.
/// Errors: NoSuchEntity, InvalidInput, ValidationError.
Result<api::iam::SimulatePolicyResponse>
simulate_principal_policy(Call&, const api::iam::SimulatePrincipalPolicyRequest&);

}  // namespace gantry::iam
