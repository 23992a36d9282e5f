#pragma once

#include "api/ecs/create_service_request.h"
#include "api/ecs/create_service_response.h"
#include "api/ecs/delete_service_request.h"
#include "api/ecs/delete_service_response.h"
#include "api/ecs/describe_services_request.h"
#include "api/ecs/describe_services_response.h"
#include "api/ecs/list_services_by_namespace_request.h"
#include "api/ecs/list_services_by_namespace_response.h"
#include "api/ecs/list_services_request.h"
#include "api/ecs/list_services_response.h"
#include "api/ecs/update_service_request.h"
#include "api/ecs/update_service_response.h"
#include "base/result.h"
#include "services/ecs/api/call.h"

/// The operations on services; see Call for what a handler is. They only write what is wanted: the
/// service controller (reconcile/service_controller.h) makes it so. Source: the API Reference's
/// page of each operation.
namespace gantry::ecs {

/// Makes a service, or answers with the one of that name when an identical request made it. One
/// that is INACTIVE gives way to the new one.
/// Errors: ClusterNotFoundException, InvalidParameterException, ClientException, and
/// UnsupportedFeatureException for what this version does not run.
Result<api::ecs::CreateServiceResponse> create_service(
    Call& call, const api::ecs::CreateServiceRequest& input
);

/// Changes what is wanted of a service. A new deployment begins when what its tasks are made of
/// changes, or when forced; either way the restart throttle starts over.
/// Errors: also ServiceNotFoundException and ServiceNotActiveException.
Result<api::ecs::UpdateServiceResponse> update_service(
    Call& call, const api::ecs::UpdateServiceRequest& input
);

/// Begins the end of a service: DRAINING until its last task has stopped, then INACTIVE. One that
/// is DRAINING already stays as it is.
Result<api::ecs::DeleteServiceResponse> delete_service(
    Call& call, const api::ecs::DeleteServiceRequest& input
);

/// Up to ten services as they are now, counts counted from their tasks; unknown ones as failures.
Result<api::ecs::DescribeServicesResponse> describe_services(
    Call& call, const api::ecs::DescribeServicesRequest& input
);

Result<api::ecs::ListServicesResponse> list_services(
    Call& call, const api::ecs::ListServicesRequest& input
);

/// No service is in a namespace yet, so the list is empty.
Result<api::ecs::ListServicesByNamespaceResponse> list_services_by_namespace(
    Call& call, const api::ecs::ListServicesByNamespaceRequest& input
);

}  // namespace gantry::ecs
