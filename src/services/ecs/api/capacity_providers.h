#pragma once

#include "api/ecs/create_capacity_provider_request.h"
#include "api/ecs/create_capacity_provider_response.h"
#include "api/ecs/delete_capacity_provider_request.h"
#include "api/ecs/delete_capacity_provider_response.h"
#include "api/ecs/describe_capacity_providers_request.h"
#include "api/ecs/describe_capacity_providers_response.h"
#include "api/ecs/update_capacity_provider_request.h"
#include "api/ecs/update_capacity_provider_response.h"
#include "services/ecs/api/call.h"

/// Capacity providers. FARGATE and FARGATE_SPOT are always there; those of users are kept and
/// shown, but nothing scales an Auto Scaling group yet.
/// Source: API Reference, the operations of the same names.
namespace gantry::ecs {

Result<api::ecs::CreateCapacityProviderResponse> create_capacity_provider(
    Call& call, const api::ecs::CreateCapacityProviderRequest& input
);
Result<api::ecs::DescribeCapacityProvidersResponse> describe_capacity_providers(
    Call& call, const api::ecs::DescribeCapacityProvidersRequest& input
);
Result<api::ecs::UpdateCapacityProviderResponse> update_capacity_provider(
    Call& call, const api::ecs::UpdateCapacityProviderRequest& input
);
/// A provider that a cluster has stays: the answer then says DELETE_FAILED, and why.
Result<api::ecs::DeleteCapacityProviderResponse> delete_capacity_provider(
    Call& call, const api::ecs::DeleteCapacityProviderRequest& input
);

}  // namespace gantry::ecs
