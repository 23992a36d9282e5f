#pragma once

#include "api/iam/simulate_custom_policy_request.h"
#include "api/iam/simulate_policy_response.h"
#include "api/iam/simulate_principal_policy_request.h"
#include "services/iam/api/call.h"

/// Trying policies out: one result for each action and resource, with the statements that decided
/// and the condition keys that were asked for and not given. Source: IAM API Reference.
namespace gantry::iam {

/// Policies that are given, each named by its place: "PolicyInputList.1".
/// Errors: InvalidInput for what is no policy, ValidationError.
Result<api::iam::SimulatePolicyResponse>
simulate_custom_policy(const service::RowlessCall&, const api::iam::SimulateCustomPolicyRequest&);
/// Those of a user or a role, and others beside them.
/// Errors: NoSuchEntity, InvalidInput, ValidationError.
Result<api::iam::SimulatePolicyResponse>
simulate_principal_policy(Call&, const api::iam::SimulatePrincipalPolicyRequest&);

}  // namespace gantry::iam
