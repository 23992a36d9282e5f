#pragma once

#include "api/ecr/delete_registry_policy_request.h"
#include "api/ecr/delete_registry_policy_response.h"
#include "api/ecr/delete_repository_policy_request.h"
#include "api/ecr/delete_repository_policy_response.h"
#include "api/ecr/get_registry_policy_request.h"
#include "api/ecr/get_registry_policy_response.h"
#include "api/ecr/get_repository_policy_request.h"
#include "api/ecr/get_repository_policy_response.h"
#include "api/ecr/put_registry_policy_request.h"
#include "api/ecr/put_registry_policy_response.h"
#include "api/ecr/set_repository_policy_request.h"
#include "api/ecr/set_repository_policy_response.h"
#include "services/ecr/api/call.h"

/// The policies that repositories and registries have of their own. They decide, together with
/// those of callers. Source: ECR API Reference.
namespace gantry::ecr {

/// Errors: RepositoryNotFoundException; InvalidParameterException for what is no policy that a
/// repository may have.
Result<api::ecr::SetRepositoryPolicyResponse>
set_repository_policy(Call&, const api::ecr::SetRepositoryPolicyRequest&);
/// Errors: RepositoryNotFoundException, RepositoryPolicyNotFoundException.
Result<api::ecr::GetRepositoryPolicyResponse>
get_repository_policy(Call&, const api::ecr::GetRepositoryPolicyRequest&);
/// Errors: the same.
Result<api::ecr::DeleteRepositoryPolicyResponse>
delete_repository_policy(Call&, const api::ecr::DeleteRepositoryPolicyRequest&);

/// Errors: InvalidParameterException.
Result<api::ecr::PutRegistryPolicyResponse>
put_registry_policy(Call&, const api::ecr::PutRegistryPolicyRequest&);
/// Errors: RegistryPolicyNotFoundException.
Result<api::ecr::GetRegistryPolicyResponse>
get_registry_policy(Call&, const api::ecr::GetRegistryPolicyRequest&);
/// Errors: the same.
Result<api::ecr::DeleteRegistryPolicyResponse>
delete_registry_policy(Call&, const api::ecr::DeleteRegistryPolicyRequest&);

/// Whether a text is a policy that a repository may have. Errors: InvalidParameterException.
Result<void> check_repository_policy(const std::string& text);

}  // namespace gantry::ecr
