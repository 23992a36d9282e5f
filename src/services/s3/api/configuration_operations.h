#pragma once

#include <span>

#include "service/operation.h"

namespace gantry::s3 {

/// Operations on the configurations of buckets (config/), sorted by name.
std::span<const service::Operation> configuration_operations();

}  // namespace gantry::s3
