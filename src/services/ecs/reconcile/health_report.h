#pragma once

#include <optional>
#include <span>
#include <string>

#include "api/ecs/health_status.h"
#include "services/ecs/model/task_row.h"

namespace gantry::ecs {

/// Health of one container, as an agent's telemetry tells it.
struct ContainerHealth {
    std::string container;
    api::ecs::HealthStatus status = api::ecs::HealthStatus::Unknown;
};

/// The task with its containers' health, the task's own derived from them and its version grown;
/// nothing when the report changes nothing. Containers without a health check in the definition
/// stay UNKNOWN, and a STOPPED task keeps what it had.
std::optional<TaskRow> apply_health_report(
    const TaskRow& task, std::span<const ContainerHealth> healths
);

/// A task's health as it is shown: that of its essential containers, of which those without a
/// health check are UNKNOWN. Any UNHEALTHY makes it UNHEALTHY, else any UNKNOWN makes it UNKNOWN.
/// Source: ECS API reference, Task.healthStatus.
api::ecs::HealthStatus health_of(const TaskRow& task);

/// The same of those essential containers alone that have a health check: what a service goes by.
api::ecs::HealthStatus checked_health_of(const TaskRow& task);

}  // namespace gantry::ecs
