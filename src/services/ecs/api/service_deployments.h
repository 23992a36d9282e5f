#pragma once

#include "api/ecs/describe_service_deployments_request.h"
#include "api/ecs/describe_service_deployments_response.h"
#include "api/ecs/describe_service_revisions_request.h"
#include "api/ecs/describe_service_revisions_response.h"
#include "api/ecs/list_service_deployments_request.h"
#include "api/ecs/list_service_deployments_response.h"
#include "api/ecs/stop_service_deployment_request.h"
#include "api/ecs/stop_service_deployment_response.h"
#include "base/result.h"
#include "services/ecs/api/call.h"

/// The operations on what became of a service's deployments; see ServiceDeploymentRow. Source: the
/// API Reference's page of each operation.
namespace gantry::ecs {

/// The newest 50 at most, newest first.
Result<api::ecs::ListServiceDeploymentsResponse> list_service_deployments(
    Call& call, const api::ecs::ListServiceDeploymentsRequest& input
);

/// Up to 20, counts counted from tasks; unknown ones as failures.
Result<api::ecs::DescribeServiceDeploymentsResponse> describe_service_deployments(
    Call& call, const api::ecs::DescribeServiceDeploymentsRequest& input
);

/// Up to 20 revisions that a known service deployment brought; others as failures.
Result<api::ecs::DescribeServiceRevisionsResponse> describe_service_revisions(
    Call& call, const api::ecs::DescribeServiceRevisionsRequest& input
);

/// Ends the deployment in progress: back to the last completed one (ROLLBACK), or as things stand
/// (ABORT).
/// Errors: ServiceDeploymentNotFoundException; ConflictException when it is over or has nothing to
/// go back to.
Result<api::ecs::StopServiceDeploymentResponse> stop_service_deployment(
    Call& call, const api::ecs::StopServiceDeploymentRequest& input
);

}  // namespace gantry::ecs
