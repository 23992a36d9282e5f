#pragma once

#include "api/ecr/list_tags_for_resource_request.h"
#include "api/ecr/list_tags_for_resource_response.h"
#include "api/ecr/put_image_scanning_configuration_request.h"
#include "api/ecr/put_image_scanning_configuration_response.h"
#include "api/ecr/put_image_tag_mutability_request.h"
#include "api/ecr/put_image_tag_mutability_response.h"
#include "api/ecr/tag_resource_request.h"
#include "api/ecr/tag_resource_response.h"
#include "api/ecr/untag_resource_request.h"
#include "api/ecr/untag_resource_response.h"
#include "services/ecr/api/call.h"

/// What repositories are given later. All have RepositoryNotFoundException.
/// Source: ECR API Reference.
namespace gantry::ecr {

/// Errors: InvalidParameterException.
Result<api::ecr::PutImageTagMutabilityResponse>
put_image_tag_mutability(Call&, const api::ecr::PutImageTagMutabilityRequest&);
Result<api::ecr::PutImageScanningConfigurationResponse>
put_image_scanning_configuration(Call&, const api::ecr::PutImageScanningConfigurationRequest&);

/// Errors of these three: InvalidParameterException for what is no ARN of a repository.
/// InvalidTagParameterException, TooManyTagsException.
Result<api::ecr::TagResourceResponse> tag_resource(Call&, const api::ecr::TagResourceRequest&);
Result<api::ecr::UntagResourceResponse>
untag_resource(Call&, const api::ecr::UntagResourceRequest&);
Result<api::ecr::ListTagsForResourceResponse>
list_tags_for_resource(Call&, const api::ecr::ListTagsForResourceRequest&);

}  // namespace gantry::ecr
