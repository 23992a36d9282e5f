#pragma once

#include "api/iam/get_context_keys_for_custom_policy_request.h"
#include "api/iam/get_context_keys_for_policy_response.h"
#include "api/iam/get_context_keys_for_principal_policy_request.h"
#include "services/iam/api/call.h"

/// Which condition keys policies ask for: those of their conditions and of their variables, each
/// once. Source: IAM API Reference.
namespace gantry::iam {

/// Errors: InvalidInput for what is no policy.
Result<api::iam::GetContextKeysForPolicyResponse>
get_context_keys_for_custom_policy(const service::RowlessCall&, const api::iam::GetContextKeysForCustomPolicyRequest&);
/// Of a user (with its groups), a group or a role, and of what is given beside it.
/// Errors: NoSuchEntity, InvalidInput.
Result<api::iam::GetContextKeysForPolicyResponse>
get_context_keys_for_principal_policy(Call&, const api::iam::GetContextKeysForPrincipalPolicyRequest&);

}  // namespace gantry::iam
