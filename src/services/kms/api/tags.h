#pragma once

#include "api/kms/list_resource_tags_request.h"
#include "api/kms/list_resource_tags_response.h"
#include "api/kms/tag_resource_request.h"
#include "api/kms/tag_resource_response.h"
#include "api/kms/untag_resource_request.h"
#include "api/kms/untag_resource_response.h"
#include "services/kms/api/call.h"

/// Tags of keys. Source: KMS API Reference.
namespace gantry::kms {

/// Errors: NotFoundException, KMSInvalidStateException, TagException.
Result<api::kms::TagResourceResponse> tag_resource(
    Call& call, const api::kms::TagResourceRequest& input
);
/// Errors: NotFoundException, KMSInvalidStateException.
Result<api::kms::UntagResourceResponse> untag_resource(
    Call& call, const api::kms::UntagResourceRequest& input
);
/// By key. Errors: NotFoundException, InvalidMarkerException.
Result<api::kms::ListResourceTagsResponse> list_resource_tags(
    Call& call, const api::kms::ListResourceTagsRequest& input
);

}  // namespace gantry::kms
