#pragma once

#include <span>

#include "service/operation.h"

namespace gantry::secretsmanager {

/// Every operation of Secrets Manager that Gantry implements, sorted by name.
std::span<const service::Operation> operations();

}  // namespace gantry::secretsmanager
