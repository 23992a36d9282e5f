#pragma once

#include <span>

#include "service/operation.h"

namespace gantry::kms {

/// The operations of KMS that Gantry implements, sorted by name.
std::span<const service::Operation> operations();

}  // namespace gantry::kms
