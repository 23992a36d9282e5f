#include <utility>

#include "base/sabotage.h"
#include "services/ecs/api/describe_service.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/service_checks.h"
#include "services/ecs/api/services.h"
#include "services/ecs/reconcile/service_history.h"

namespace gantry::ecs {

Result<api::ecs::DeleteServiceResponse> delete_service(
    Call& call, const api::ecs::DeleteServiceRequest& input
) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    const auto found = find_service(call, **cluster, input.service);
    if (!found) return found.error();
    ServiceRow row = **found;
    if (row.status == ServiceStatus::Inactive) return service_not_found();

    if (row.status == ServiceStatus::Active) {
        const bool replica = row.scheduling == api::ecs::SchedulingStrategy::Replica;
        if (replica && row.desired_count > 0 && !input.force.value_or(false)) {
            return invalid_parameter("The service cannot be stopped while it is scaled above 0.");
        }
        row.status = ServiceStatus::Draining;
        row.desired_count = 0;
        end_history(call.tx, call.tables, row, call.now);
    }
    api::ecs::Service service = describe_service(call, row, ShowTags::Yes);
    const std::string key = row.key();
    if (sabotaged(Sabotage::ForgetDelete)) {
        call.tx = {};
    } else {
        call.tx.put(call.tables.services, key, std::move(row));
    }
    return api::ecs::DeleteServiceResponse{.service = std::move(service)};
}

}  // namespace gantry::ecs
