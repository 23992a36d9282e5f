#include "services/ecs/reconcile/deployment_start.h"

#include <utility>

#include "services/ecs/reconcile/service_history.h"
#include "services/ecs/reconcile/service_texts.h"

namespace gantry::ecs {

void start_deployment(
    const DeploymentStart& start, ServiceRow& row, DeploymentRow next, std::int64_t share
) {
    if (!row.deployments.empty()) row.deployments.front().share = share;
    for (DeploymentRow& older : row.deployments) older.status = DeploymentStatus::Active;
    next.id = "ecs-svc/" + start.ids.digits19();
    next.created_at = start.now;
    next.updated_at = start.now;
    next.rollout_reason = texts::rollout_in_progress(next.id);
    row.deployments.insert(row.deployments.begin(), std::move(next));
    begin_history(start.tx, start.tables, row, start.ids, start.now);
    row.steady_since.reset();
}

void deploy_again(const DeploymentStart& start, ServiceRow& row) {
    const DeploymentRow& primary = *row.primary();
    DeploymentRow next{.family = primary.family, .revision = primary.revision};
    next.launch_type = primary.launch_type;
    next.capacity_provider_strategy = primary.capacity_provider_strategy;
    next.platform_version = primary.platform_version;
    next.network_configuration = primary.network_configuration;
    next.volume_configurations = primary.volume_configurations;
    start_deployment(start, row, std::move(next), row.desired_count);
    for (DeploymentRow& each : row.deployments) each.throttle = {};
}

}  // namespace gantry::ecs
