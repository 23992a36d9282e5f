#pragma once

#include <span>

#include "service/operation.h"

namespace gantry::ecr {

/// All operations of ECR that Gantry has, sorted by name.
std::span<const service::Operation> operations();

}  // namespace gantry::ecr
