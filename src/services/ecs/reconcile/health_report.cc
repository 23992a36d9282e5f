#include "services/ecs/reconcile/health_report.h"

#include <algorithm>

namespace gantry::ecs {

using api::ecs::HealthStatus;

namespace {

/// UNHEALTHY before UNKNOWN before HEALTHY; UNKNOWN without any container that counts.
template <class Counts>
HealthStatus worst_of(const TaskRow& task, Counts counts) {
    bool any = false;
    bool all_healthy = true;
    for (const auto& container : task.containers) {
        if (!counts(container)) continue;
        if (container.health == HealthStatus::Unhealthy) return HealthStatus::Unhealthy;
        any = true;
        all_healthy = all_healthy && container.health == HealthStatus::Healthy;
    }
    return any && all_healthy ? HealthStatus::Healthy : HealthStatus::Unknown;
}

}  // namespace

HealthStatus health_of(const TaskRow& task) {
    return worst_of(task, [](const TaskContainer& container) { return container.essential; });
}

HealthStatus checked_health_of(const TaskRow& task) {
    return worst_of(task, [](const TaskContainer& container) {
        return container.essential && container.has_health_check;
    });
}

std::optional<TaskRow> apply_health_report(
    const TaskRow& task, std::span<const ContainerHealth> healths
) {
    if (task.stopped()) return std::nullopt;
    TaskRow changed = task;
    for (const auto& told : healths) {
        const auto found =
            std::ranges::find(changed.containers, told.container, &TaskContainer::name);
        if (found == changed.containers.end() || !found->has_health_check) continue;
        found->health = told.status;
    }
    changed.health = health_of(changed);
    if (changed == task) return std::nullopt;
    ++changed.version;
    return changed;
}

}  // namespace gantry::ecs
