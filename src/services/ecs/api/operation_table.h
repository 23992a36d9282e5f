#pragma once

#include <span>

#include "service/operation.h"

namespace gantry::ecs {

/// Every operation of ECS that Gantry implements, sorted by name.
std::span<const service::Operation> operations();

}  // namespace gantry::ecs
