#include "services/ecs/reconcile/service_rollback.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"

namespace gantry::ecs {

bool can_roll_back(const ServiceRow& row) {
    return row.last_completed && row.primary() != nullptr &&
           row.last_completed->id != row.primary()->id;
}

void roll_back(ServiceRow& row, std::string reason, SysTime now) {
    GANTRY_ASSERT(can_roll_back(row));
    DeploymentRow target = *row.last_completed;
    DeploymentRow& failed = row.deployments.front();
    failed.status = DeploymentStatus::Active;
    target.status = DeploymentStatus::Primary;
    target.rollout_state = api::ecs::DeploymentRolloutState::InProgress;
    target.rollout_reason = std::move(reason);
    target.failed_tasks = 0;
    target.last_failure_at.reset();
    target.throttle = {};
    target.service_deployment_id = failed.service_deployment_id;
    target.updated_at = now;
    if (target.launch_type || !target.capacity_provider_strategy.empty()) {
        row.launch_type = target.launch_type;
        row.capacity_provider_strategy = target.capacity_provider_strategy;
        row.platform_version = target.platform_version;
    }
    std::erase_if(row.deployments, [&](const DeploymentRow& d) { return d.id == target.id; });
    row.deployments.insert(row.deployments.begin(), std::move(target));
}

std::int64_t breaker_threshold(const ServiceRow& row, std::int64_t desired) {
    using api::ecs::ThresholdType;
    const auto& breaker = row.deployment_configuration.deployment_circuit_breaker;
    api::ecs::ThresholdConfiguration chosen{.type = ThresholdType::BoundedPercent, .value = 50};
    if (breaker && breaker->threshold_configuration) chosen = *breaker->threshold_configuration;
    const std::int64_t value = chosen.value.value_or(0);
    const std::int64_t part = (desired * value + 99) / 100;
    switch (chosen.type.value_or(ThresholdType::BoundedPercent)) {
        case ThresholdType::Count: return std::max<std::int64_t>(1, value);
        case ThresholdType::UnboundedPercent: return std::max<std::int64_t>(1, part);
        case ThresholdType::BoundedPercent: break;
    }
    return std::clamp<std::int64_t>(part, 3, 200);
}

bool resets_on_healthy_task(const api::ecs::DeploymentCircuitBreaker& breaker) {
    return breaker.reset_on_healthy_task.value_or(true);
}

}  // namespace gantry::ecs
