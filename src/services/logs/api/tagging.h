#pragma once

#include "api/logs/list_tags_for_resource_request.h"
#include "api/logs/list_tags_for_resource_response.h"
#include "api/logs/list_tags_log_group_request.h"
#include "api/logs/list_tags_log_group_response.h"
#include "api/logs/tag_log_group_request.h"
#include "api/logs/tag_log_group_response.h"
#include "api/logs/tag_resource_request.h"
#include "api/logs/tag_resource_response.h"
#include "api/logs/untag_log_group_request.h"
#include "api/logs/untag_log_group_response.h"
#include "api/logs/untag_resource_request.h"
#include "api/logs/untag_resource_response.h"
#include "services/logs/api/call.h"

/// Tags of log groups, under their old names and their new ones. Source: CloudWatch Logs API
/// Reference.
namespace gantry::logs {

/// Errors: ResourceNotFoundException, InvalidParameterException.
Result<api::logs::ListTagsForResourceResponse> list_tags_for_resource(
    Call& call, const api::logs::ListTagsForResourceRequest& input
);

/// Errors: ResourceNotFoundException.
Result<api::logs::ListTagsLogGroupResponse> list_tags_log_group(
    Call& call, const api::logs::ListTagsLogGroupRequest& input
);

/// Errors: ResourceNotFoundException, InvalidParameterException.
Result<api::logs::TagLogGroupResponse> tag_log_group(
    Call& call, const api::logs::TagLogGroupRequest& input
);

/// Errors: ResourceNotFoundException, InvalidParameterException, TooManyTagsException.
Result<api::logs::TagResourceResponse> tag_resource(
    Call& call, const api::logs::TagResourceRequest& input
);

/// Errors: ResourceNotFoundException.
Result<api::logs::UntagLogGroupResponse> untag_log_group(
    Call& call, const api::logs::UntagLogGroupRequest& input
);

/// Errors: ResourceNotFoundException, InvalidParameterException.
Result<api::logs::UntagResourceResponse> untag_resource(
    Call& call, const api::logs::UntagResourceRequest& input
);

}  // namespace gantry::logs
