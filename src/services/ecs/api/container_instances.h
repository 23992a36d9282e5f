#pragma once

#include "api/ecs/deregister_container_instance_request.h"
#include "api/ecs/deregister_container_instance_response.h"
#include "api/ecs/describe_container_instances_request.h"
#include "api/ecs/describe_container_instances_response.h"
#include "api/ecs/discover_poll_endpoint_request.h"
#include "api/ecs/discover_poll_endpoint_response.h"
#include "api/ecs/list_container_instances_request.h"
#include "api/ecs/list_container_instances_response.h"
#include "api/ecs/register_container_instance_request.h"
#include "api/ecs/register_container_instance_response.h"
#include "api/ecs/update_container_agent_request.h"
#include "api/ecs/update_container_agent_response.h"
#include "api/ecs/update_container_instances_state_request.h"
#include "api/ecs/update_container_instances_state_response.h"
#include "base/result.h"
#include "services/ecs/api/call.h"

/// The operations on container instances; see Call for what a handler is. Source: the API
/// Reference's page of each operation, and the ECS agent for the two that only agents call.
namespace gantry::ecs {

/// An agent introduces its machine, or, with a container instance ARN, tells what has changed about
/// it. The answer holds every attribute that was sent: agents give up when one is missing.
Result<api::ecs::RegisterContainerInstanceResponse> register_container_instance(
    Call& call, const api::ecs::RegisterContainerInstanceRequest& input
);

/// Takes a container instance out for good. Its live tasks are in the way unless forced; then they
/// count as STOPPED, whatever goes on running on the machine.
Result<api::ecs::DeregisterContainerInstanceResponse> deregister_container_instance(
    Call& call, const api::ecs::DeregisterContainerInstanceRequest& input
);

Result<api::ecs::DescribeContainerInstancesResponse> describe_container_instances(
    Call& call, const api::ecs::DescribeContainerInstancesRequest& input
);

Result<api::ecs::ListContainerInstancesResponse> list_container_instances(
    Call& call, const api::ecs::ListContainerInstancesRequest& input
);

/// Switches container instances between ACTIVE and DRAINING.
Result<api::ecs::UpdateContainerInstancesStateResponse> update_container_instances_state(
    Call& call, const api::ecs::UpdateContainerInstancesStateRequest& input
);

/// Always an error: agents are updated by their machines' owners.
Result<api::ecs::UpdateContainerAgentResponse> update_container_agent(
    Call& call, const api::ecs::UpdateContainerAgentRequest& input
);

/// Where an agent connects to.
Result<api::ecs::DiscoverPollEndpointResponse> discover_poll_endpoint(
    const service::RowlessCall& call, const api::ecs::DiscoverPollEndpointRequest& input
);

}  // namespace gantry::ecs
