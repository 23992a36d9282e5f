#pragma once

#include <span>

#include "service/operation.h"

namespace gantry::ec2 {

/// Every operation of EC2 that Gantry implements, sorted by name.
std::span<const service::Operation> operations();

}  // namespace gantry::ec2
