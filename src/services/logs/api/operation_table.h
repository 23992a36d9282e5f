#pragma once

#include <span>

#include "service/operation.h"

namespace gantry::logs {

/// Sorted by name.
std::span<const service::Operation> operations();

}  // namespace gantry::logs
