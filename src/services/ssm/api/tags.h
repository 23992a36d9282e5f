#pragma once

#include "api/ssm/add_tags_to_resource_request.h"
#include "api/ssm/add_tags_to_resource_result.h"
#include "api/ssm/list_tags_for_resource_request.h"
#include "api/ssm/list_tags_for_resource_result.h"
#include "api/ssm/remove_tags_from_resource_request.h"
#include "api/ssm/remove_tags_from_resource_result.h"
#include "services/ssm/api/call.h"

/// Tags of parameters and managed instances. SSM has tags for more types, of which there is nothing
/// here: requests for them are refused before (service.cc). Source: API Reference,
/// AddTagsToResource.
namespace gantry::ssm {

/// At most 50 with different keys, none of AWS's own.
/// Errors: ValidationException, TooManyTagsError.
Result<void> check_tags(const Tags& tags);

/// Errors: InvalidResourceId, ValidationException, TooManyTagsError.
Result<api::ssm::AddTagsToResourceResult>
add_tags_to_resource(Call&, const api::ssm::AddTagsToResourceRequest&);
/// Errors: InvalidResourceId.
Result<api::ssm::RemoveTagsFromResourceResult>
remove_tags_from_resource(Call&, const api::ssm::RemoveTagsFromResourceRequest&);
/// Errors: InvalidResourceId.
Result<api::ssm::ListTagsForResourceResult>
list_tags_for_resource(Call&, const api::ssm::ListTagsForResourceRequest&);

}  // namespace gantry::ssm
