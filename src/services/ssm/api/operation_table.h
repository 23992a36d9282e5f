#pragma once

#include <span>

#include "service/operation.h"

namespace gantry::ssm {

/// Every operation of SSM that Gantry implements, sorted by name.
std::span<const service::Operation> operations();

}  // namespace gantry::ssm
