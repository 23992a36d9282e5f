#pragma once

#include "api/ecs/create_cluster_request.h"
#include "api/ecs/create_cluster_response.h"
#include "api/ecs/delete_cluster_request.h"
#include "api/ecs/delete_cluster_response.h"
#include "api/ecs/describe_clusters_request.h"
#include "api/ecs/describe_clusters_response.h"
#include "api/ecs/list_clusters_request.h"
#include "api/ecs/list_clusters_response.h"
#include "api/ecs/put_cluster_capacity_providers_request.h"
#include "api/ecs/put_cluster_capacity_providers_response.h"
#include "api/ecs/update_cluster_request.h"
#include "api/ecs/update_cluster_response.h"
#include "api/ecs/update_cluster_settings_request.h"
#include "api/ecs/update_cluster_settings_response.h"
#include "services/ecs/api/call.h"

/// The cluster operations. Source: API Reference, the operations of the same names.
namespace gantry::ecs {

/// Creates a cluster, `default` without a name. A repeat answers the cluster that exists; one that
/// asks for something else is refused (InvalidParameterException). A deleted name starts afresh.
Result<api::ecs::CreateClusterResponse> create_cluster(
    Call& call, const api::ecs::CreateClusterRequest& input
);

/// Deleted clusters are described too, as INACTIVE; unknown ones are failures (MISSING).
Result<api::ecs::DescribeClustersResponse> describe_clusters(
    Call& call, const api::ecs::DescribeClustersRequest& input
);

Result<api::ecs::ListClustersResponse> list_clusters(
    Call& call, const api::ecs::ListClustersRequest& input
);

Result<api::ecs::UpdateClusterResponse> update_cluster(
    Call& call, const api::ecs::UpdateClusterRequest& input
);

Result<api::ecs::UpdateClusterSettingsResponse> update_cluster_settings(
    Call& call, const api::ecs::UpdateClusterSettingsRequest& input
);

/// Errors: ClusterContains{ContainerInstances,Services,Tasks}Exception while something is left.
Result<api::ecs::DeleteClusterResponse> delete_cluster(
    Call& call, const api::ecs::DeleteClusterRequest& input
);

/// Errors: ResourceInUseException when a provider that goes is used by a task or service.
Result<api::ecs::PutClusterCapacityProvidersResponse> put_cluster_capacity_providers(
    Call& call, const api::ecs::PutClusterCapacityProvidersRequest& input
);

}  // namespace gantry::ecs
