#pragma once

#include "api/ecs/delete_attributes_request.h"
#include "api/ecs/delete_attributes_response.h"
#include "api/ecs/list_attributes_request.h"
#include "api/ecs/list_attributes_response.h"
#include "api/ecs/put_attributes_request.h"
#include "api/ecs/put_attributes_response.h"
#include "services/ecs/api/call.h"

/// Custom attributes of container instances. Errors: TargetNotFoundException for instances that are
/// not there, AttributeLimitExceededException for an instance's eleventh,
/// InvalidParameterException. Source: API Reference, PutAttributes, DeleteAttributes,
/// ListAttributes.
namespace gantry::ecs {

Result<api::ecs::PutAttributesResponse> put_attributes(
    Call& call, const api::ecs::PutAttributesRequest& input
);
Result<api::ecs::DeleteAttributesResponse> delete_attributes(
    Call& call, const api::ecs::DeleteAttributesRequest& input
);
Result<api::ecs::ListAttributesResponse> list_attributes(
    Call& call, const api::ecs::ListAttributesRequest& input
);

}  // namespace gantry::ecs
