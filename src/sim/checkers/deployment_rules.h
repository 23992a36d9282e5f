#pragma once

#include <cstdint>

#include "services/ecs/model/service_row.h"
#include "services/ecs/model/task_row.h"

/// What the words of a deployment mean, from ECS's documentation and once more than the scheduler
/// has them: neither calls the other, so that one mistake does not hide the other.
namespace gantry::sim {

bool is_daemon(const ecs::ServiceRow& service);

/// RUNNING, wanted, and good by the rule that applies to it: with a health check of an essential
/// container, all such containers are HEALTHY; without one, it has been RUNNING for `settle`.
/// Source: ECS Developer Guide, service deployments; service scheduler concepts.
bool is_ready(const ecs::TaskRow& task, SysTime now, Duration settle);

/// RUNNING, and an essential container with a health check is UNHEALTHY.
bool is_unhealthy(const ecs::TaskRow& task);

/// Neither stopped nor on its way there.
bool is_present(const ecs::TaskRow& task);

/// It ended because its own containers could not start, or exited with an error at once: nobody's
/// doing but the revision's.
bool is_certain_failure(const ecs::TaskRow& task);

/// The fewest ready tasks that the scheduler may leave: ceil(desired × minimumHealthyPercent).
std::int64_t floor_of(const ecs::ServiceRow& service);
/// The most present tasks that the scheduler may bring about: floor(desired × maximumPercent).
std::int64_t ceiling_of(const ecs::ServiceRow& service);

/// Failed tasks that end a deployment when its circuit breaker is on: half of the desired count, at
/// least 3, at most 200, unless the service says otherwise.
/// Source: ECS API Reference, DeploymentCircuitBreaker.
std::int64_t breaker_threshold_of(const ecs::ServiceRow& service);
bool breaker_is_on(const ecs::ServiceRow& service);

}  // namespace gantry::sim
