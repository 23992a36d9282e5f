#include "services/ecs/api/container_instances.h"
#include "services/ecs/api/resolve.h"

namespace gantry::ecs {

Result<api::ecs::DiscoverPollEndpointResponse> discover_poll_endpoint(
    const service::RowlessCall& call, const api::ecs::DiscoverPollEndpointRequest& input
) {
    if (!names_pool(call.scope, input.cluster)) {
        if (auto name = resolve_cluster_name(call.scope, input.cluster); !name) return name.error();
    }
    return api::ecs::DiscoverPollEndpointResponse{
        .endpoint = call.settings.endpoint,
        .telemetry_endpoint = call.settings.endpoint,
    };
}

}  // namespace gantry::ecs
