#pragma once

#include "api/secretsmanager/delete_resource_policy_request.h"
#include "api/secretsmanager/delete_resource_policy_response.h"
#include "api/secretsmanager/get_resource_policy_request.h"
#include "api/secretsmanager/get_resource_policy_response.h"
#include "api/secretsmanager/put_resource_policy_request.h"
#include "api/secretsmanager/put_resource_policy_response.h"
#include "api/secretsmanager/validate_resource_policy_request.h"
#include "api/secretsmanager/validate_resource_policy_response.h"
#include "services/secretsmanager/api/call.h"

/// The policies that secrets have of their own. They decide, together with those of callers.
/// Source: Secrets Manager API Reference.
namespace gantry::secretsmanager {

/// Errors: ResourceNotFoundException, InvalidRequestException, MalformedPolicyDocumentException;
/// PublicPolicyException where a statement allows everybody, and that is to be blocked.
Result<api::secretsmanager::PutResourcePolicyResponse>
put_resource_policy(Call&, const api::secretsmanager::PutResourcePolicyRequest&);
/// Without the document where there is none. Errors: ResourceNotFoundException.
Result<api::secretsmanager::GetResourcePolicyResponse>
get_resource_policy(Call&, const api::secretsmanager::GetResourcePolicyRequest&);
/// Errors: ResourceNotFoundException, InvalidRequestException.
Result<api::secretsmanager::DeleteResourcePolicyResponse>
delete_resource_policy(Call&, const api::secretsmanager::DeleteResourcePolicyRequest&);
/// Whether it is a policy, and lets in not everybody.
/// Errors: ResourceNotFoundException, MalformedPolicyDocumentException.
Result<api::secretsmanager::ValidateResourcePolicyResponse>
validate_resource_policy(Call&, const api::secretsmanager::ValidateResourcePolicyRequest&);

/// Whether a policy has a statement that allows every principal, without a condition. What a
/// condition makes of it is not looked into.
bool allows_everybody(std::string_view document);

}  // namespace gantry::secretsmanager
