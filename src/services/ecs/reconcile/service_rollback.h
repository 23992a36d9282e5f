#pragma once

#include <string>

#include "services/ecs/model/service_row.h"

namespace gantry::ecs {

/// Whether there is a COMPLETED deployment to go back to, other than the primary one.
bool can_roll_back(const ServiceRow& row);

/// Makes the last COMPLETED deployment the primary one again, with its id and the tasks it still
/// has, and starts the restart throttle over. Requires can_roll_back.
/// @param reason  becomes its rolloutStateReason
void roll_back(ServiceRow& row, std::string reason, SysTime now);

/// Failed tasks at which the circuit breaker trips: half of those wanted, but 3 to 200.
std::int64_t breaker_threshold(std::int64_t desired);

}  // namespace gantry::ecs
