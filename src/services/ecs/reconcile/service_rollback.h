#pragma once

#include <cstdint>
#include <string>

#include "api/ecs/deployment_circuit_breaker.h"
#include "services/ecs/model/service_row.h"

namespace gantry::ecs {

/// Whether there is a COMPLETED deployment to go back to, other than the primary one.
bool can_roll_back(const ServiceRow& row);

/// Makes the last COMPLETED deployment the primary one again, with its id and the tasks it still
/// has; its restart throttle starts over. Requires can_roll_back.
/// @param reason  becomes its rolloutStateReason
void roll_back(ServiceRow& row, std::string reason, SysTime now);

/// Failed tasks at which the circuit breaker trips, as the service configures it; by default half
/// of those wanted, but 3 to 200. Source: API Reference, DeploymentCircuitBreaker.
std::int64_t breaker_threshold(const ServiceRow& row, std::int64_t desired);

/// Whether a task that proves itself sets the count of failed ones back to 0: by default it does.
bool resets_on_healthy_task(const api::ecs::DeploymentCircuitBreaker& breaker);

}  // namespace gantry::ecs
