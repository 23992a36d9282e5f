#include <utility>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/service_deployments.h"
#include "services/ecs/api/service_resource.h"
#include "services/ecs/reconcile/service_rollback.h"
#include "services/ecs/reconcile/service_texts.h"

namespace gantry::ecs {
namespace {

using api::ecs::ServiceDeploymentStatus;
using api::ecs::StopServiceDeploymentStopType;

void abort_deployment(Call& call, ServiceRow& row) {
    DeploymentRow& primary = row.deployments.front();
    primary.rollout_state = api::ecs::DeploymentRolloutState::Failed;
    primary.rollout_reason = texts::kRolloutStopped;
    primary.updated_at = call.now;
}

}  // namespace

Result<api::ecs::StopServiceDeploymentResponse> stop_service_deployment(
    Call& call, const api::ecs::StopServiceDeploymentRequest& input
) {
    const std::string arn = input.service_deployment_arn.value_or("");
    const auto resource = parse_service_resource(call, arn, "service-deployment");
    if (!resource) return resource.error();
    const std::string key = resource->service_key + "/" + resource->id;
    const auto story = call.tx.get(call.tables.service_deployments, key);
    const auto service = call.tx.get(call.tables.services, resource->service_key);
    if (!story || !service) {
        return api_error(
            "ServiceDeploymentNotFoundException", "The service deployment was not found."
        );
    }
    ServiceRow row = *service;
    const bool current =
        row.primary() != nullptr && row.primary()->service_deployment_id == story->id;
    if (story->is_over() || !current || row.status != ServiceStatus::Active) {
        return conflict("The service deployment is over.", {arn});
    }
    const bool rolls_back = input.stop_type.value_or(StopServiceDeploymentStopType::Rollback) ==
                            StopServiceDeploymentStopType::Rollback;
    if (rolls_back && !can_roll_back(row)) {
        return conflict("There is no completed service deployment to roll back to.", {arn});
    }
    abort_deployment(call, row);
    if (rolls_back) {
        roll_back(row, texts::rollout_stopped_rolling_back(row.last_completed->id), call.now);
    }
    call.tx.update(call.tables.service_deployments, key, [&](ServiceDeploymentRow& changed) {
        changed.status = rolls_back ? ServiceDeploymentStatus::RollbackRequested
                                    : ServiceDeploymentStatus::StopRequested;
        changed.updated_at = call.now;
    });
    call.tx.put(call.tables.services, resource->service_key, std::move(row));
    return api::ecs::StopServiceDeploymentResponse{.service_deployment_arn = arn};
}

}  // namespace gantry::ecs
