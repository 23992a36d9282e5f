#pragma once

#include "api/iam/create_policy_request.h"
#include "api/iam/create_policy_response.h"
#include "api/iam/create_policy_version_request.h"
#include "api/iam/create_policy_version_response.h"
#include "api/iam/delete_policy_request.h"
#include "api/iam/delete_policy_response.h"
#include "api/iam/delete_policy_version_request.h"
#include "api/iam/delete_policy_version_response.h"
#include "api/iam/get_policy_request.h"
#include "api/iam/get_policy_response.h"
#include "api/iam/get_policy_version_request.h"
#include "api/iam/get_policy_version_response.h"
#include "api/iam/list_entities_for_policy_request.h"
#include "api/iam/list_entities_for_policy_response.h"
#include "api/iam/list_policies_request.h"
#include "api/iam/list_policies_response.h"
#include "api/iam/list_policy_versions_request.h"
#include "api/iam/list_policy_versions_response.h"
#include "api/iam/set_default_policy_version_request.h"
#include "api/iam/set_default_policy_version_response.h"
#include "services/iam/api/call.h"

/// Operations on managed policies. Those of AWS's own are read only, and have one version.
/// Source: IAM API Reference.
namespace gantry::iam {

/// Errors: EntityAlreadyExists, MalformedPolicyDocument, LimitExceeded, InvalidInput.
Result<api::iam::CreatePolicyResponse> create_policy(Call&, const api::iam::CreatePolicyRequest&);
/// Errors: NoSuchEntity.
Result<api::iam::GetPolicyResponse> get_policy(Call&, const api::iam::GetPolicyRequest&);
/// The account's, then AWS's, each ordered by name. Errors: ValidationError.
Result<api::iam::ListPoliciesResponse> list_policies(Call&, const api::iam::ListPoliciesRequest&);
/// Errors: NoSuchEntity, DeleteConflict while it is attached or has other versions.
Result<api::iam::DeletePolicyResponse> delete_policy(Call&, const api::iam::DeletePolicyRequest&);

/// Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded at five versions.
Result<api::iam::CreatePolicyVersionResponse>
create_policy_version(Call&, const api::iam::CreatePolicyVersionRequest&);
/// Errors: NoSuchEntity.
Result<api::iam::GetPolicyVersionResponse>
get_policy_version(Call&, const api::iam::GetPolicyVersionRequest&);
/// Newest first, without documents. Errors: NoSuchEntity, ValidationError.
Result<api::iam::ListPolicyVersionsResponse>
list_policy_versions(Call&, const api::iam::ListPolicyVersionsRequest&);
/// Errors: NoSuchEntity.
Result<api::iam::SetDefaultPolicyVersionResponse>
set_default_policy_version(Call&, const api::iam::SetDefaultPolicyVersionRequest&);
/// Errors: NoSuchEntity, DeleteConflict for the default.
Result<api::iam::DeletePolicyVersionResponse>
delete_policy_version(Call&, const api::iam::DeletePolicyVersionRequest&);

/// Groups, users and roles that have it as a policy or as their boundary.
/// Errors: NoSuchEntity, ValidationError.
Result<api::iam::ListEntitiesForPolicyResponse>
list_entities_for_policy(Call&, const api::iam::ListEntitiesForPolicyRequest&);

}  // namespace gantry::iam
