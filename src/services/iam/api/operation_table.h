#pragma once

#include <span>

#include "service/operation.h"

namespace gantry::iam {

/// The operations of IAM that Gantry implements, sorted by name.
std::span<const service::Operation> operations();

}  // namespace gantry::iam
