#include "sim/checkers/deployment_rules.h"

#include <algorithm>

namespace gantry::sim {

namespace {

/// Within this a container that exits with an error has failed to start, whatever the settings.
constexpr Duration kAtOnce{3'000};

bool is_checked(const ecs::TaskContainer& container) {
    return container.essential && container.has_health_check;
}

}  // namespace

bool is_daemon(const ecs::ServiceRow& service) {
    return service.scheduling == api::ecs::SchedulingStrategy::Daemon;
}

bool is_present(const ecs::TaskRow& task) {
    return !task.stopped() && task.goal == ecs::TaskGoal::Running;
}

bool is_ready(const ecs::TaskRow& task, SysTime now, Duration settle) {
    if (task.status != ecs::TaskStatus::Running || !is_present(task)) return false;
    bool checked = false;
    for (const ecs::TaskContainer& container : task.containers) {
        if (!is_checked(container)) continue;
        checked = true;
        if (container.health != api::ecs::HealthStatus::Healthy) return false;
    }
    return checked || (task.started_at && *task.started_at + settle <= now);
}

bool is_unhealthy(const ecs::TaskRow& task) {
    if (task.status != ecs::TaskStatus::Running) return false;
    return std::ranges::any_of(task.containers, [](const ecs::TaskContainer& container) {
        return is_checked(container) && container.health == api::ecs::HealthStatus::Unhealthy;
    });
}

bool is_certain_failure(const ecs::TaskRow& task) {
    // How long it ran is not known when the clock went back meanwhile, nor when one report told of
    // both: then agents' clocks decide, and those go as they like.
    const bool exited_at_once =
        task.stop_code == api::ecs::TaskStopCode::EssentialContainerExited && task.started_at &&
        task.stopping_at && *task.stopping_at > *task.started_at &&
        *task.stopping_at - *task.started_at < kAtOnce;
    const bool never_ran = task.stop_code == api::ecs::TaskStopCode::TaskFailedToStart;
    if (!exited_at_once && !never_ran) return false;
    return std::ranges::any_of(task.containers, [&](const ecs::TaskContainer& container) {
        if (!container.essential) return false;
        return container.exit_code == 1 ||
               (never_ran && container.reason.starts_with("CannotPull"));
    });
}

std::int64_t floor_of(const ecs::ServiceRow& service) {
    const auto& percent = service.deployment_configuration.minimum_healthy_percent;
    const std::int64_t minimum = percent.value_or(is_daemon(service) ? 0 : 100);
    return (service.desired_count * minimum + 99) / 100;
}

std::int64_t ceiling_of(const ecs::ServiceRow& service) {
    const auto& percent = service.deployment_configuration.maximum_percent;
    const std::int64_t maximum = percent.value_or(is_daemon(service) ? 100 : 200);
    return service.desired_count * maximum / 100;
}

bool breaker_is_on(const ecs::ServiceRow& service) {
    const auto& breaker = service.deployment_configuration.deployment_circuit_breaker;
    return breaker && breaker->enable.value_or(false);
}

std::int64_t breaker_threshold_of(const ecs::ServiceRow& service) {
    const std::int64_t half = (service.desired_count + 1) / 2;
    return std::clamp<std::int64_t>(half, 3, 200);
}

}  // namespace gantry::sim
