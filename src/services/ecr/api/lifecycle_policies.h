#pragma once

#include "api/ecr/delete_lifecycle_policy_request.h"
#include "api/ecr/delete_lifecycle_policy_response.h"
#include "api/ecr/get_lifecycle_policy_preview_request.h"
#include "api/ecr/get_lifecycle_policy_preview_response.h"
#include "api/ecr/get_lifecycle_policy_request.h"
#include "api/ecr/get_lifecycle_policy_response.h"
#include "api/ecr/put_lifecycle_policy_request.h"
#include "api/ecr/put_lifecycle_policy_response.h"
#include "api/ecr/start_lifecycle_policy_preview_request.h"
#include "api/ecr/start_lifecycle_policy_preview_response.h"
#include "services/ecr/api/call.h"

/// Lifecycle policies. All have RepositoryNotFoundException. Source: ECR API Reference.
namespace gantry::ecr {

/// Errors: those of read_lifecycle_policy.
Result<api::ecr::PutLifecyclePolicyResponse>
put_lifecycle_policy(Call&, const api::ecr::PutLifecyclePolicyRequest&);
/// Errors: LifecyclePolicyNotFoundException.
Result<api::ecr::GetLifecyclePolicyResponse>
get_lifecycle_policy(Call&, const api::ecr::GetLifecyclePolicyRequest&);
/// Errors: LifecyclePolicyNotFoundException.
Result<api::ecr::DeleteLifecyclePolicyResponse>
delete_lifecycle_policy(Call&, const api::ecr::DeleteLifecyclePolicyRequest&);

/// Errors: LifecyclePolicyNotFoundException where none is given and there is none; those of
/// read_lifecycle_policy.
Result<api::ecr::StartLifecyclePolicyPreviewResponse>
start_lifecycle_policy_preview(Call&, const api::ecr::StartLifecyclePolicyPreviewRequest&);
/// What the policy would expire as of the time that the preview was started.
/// Errors: LifecyclePolicyPreviewNotFoundException, InvalidParameterException.
Result<api::ecr::GetLifecyclePolicyPreviewResponse>
get_lifecycle_policy_preview(Call&, const api::ecr::GetLifecyclePolicyPreviewRequest&);

}  // namespace gantry::ecr
