#pragma once

#include "api/kms/get_key_policy_request.h"
#include "api/kms/get_key_policy_response.h"
#include "api/kms/list_key_policies_request.h"
#include "api/kms/list_key_policies_response.h"
#include "api/kms/put_key_policy_request.h"
#include "api/kms/put_key_policy_response.h"
#include "services/kms/api/call.h"

/// Policies of keys. Source: KMS API Reference.
namespace gantry::kms {

/// Errors: NotFoundException, for other names than "default" too.
Result<api::kms::GetKeyPolicyResponse> get_key_policy(
    Call& call, const api::kms::GetKeyPolicyRequest& input
);
/// Errors: NotFoundException, MalformedPolicyDocumentException.
Result<api::kms::PutKeyPolicyResponse> put_key_policy(
    Call& call, const api::kms::PutKeyPolicyRequest& input
);
/// There is one, "default". Errors: NotFoundException.
Result<api::kms::ListKeyPoliciesResponse> list_key_policies(
    Call& call, const api::kms::ListKeyPoliciesRequest& input
);

}  // namespace gantry::kms
