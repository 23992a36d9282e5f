#pragma once

#include "api/ecs/list_tags_for_resource_request.h"
#include "api/ecs/list_tags_for_resource_response.h"
#include "api/ecs/tag_resource_request.h"
#include "api/ecs/tag_resource_response.h"
#include "api/ecs/untag_resource_request.h"
#include "api/ecs/untag_resource_response.h"
#include "services/ecs/api/call.h"

/// Tags of capacity providers, clusters, container instances, services, tasks and task definitions.
/// Errors of all three: InvalidParameterException for ARNs that are none or cannot be tagged;
/// ClusterNotFoundException and ResourceNotFoundException for what is not there. The latter is no
/// error of ListTagsForResource, which says InvalidParameterException instead.
/// Source: API Reference, TagResource, UntagResource, ListTagsForResource.
namespace gantry::ecs {

Result<api::ecs::TagResourceResponse> tag_resource(
    Call& call, const api::ecs::TagResourceRequest& input
);
Result<api::ecs::UntagResourceResponse> untag_resource(
    Call& call, const api::ecs::UntagResourceRequest& input
);
Result<api::ecs::ListTagsForResourceResponse> list_tags_for_resource(
    Call& call, const api::ecs::ListTagsForResourceRequest& input
);

}  // namespace gantry::ecs
