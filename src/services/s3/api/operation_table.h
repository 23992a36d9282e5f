#pragma once

#include <span>

#include "service/operation.h"

namespace gantry::s3 {

/// Every operation of S3 that Gantry implements, sorted by name.
std::span<const service::Operation> operations();

}  // namespace gantry::s3
