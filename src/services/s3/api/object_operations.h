#pragma once

#include <span>

#include "service/operation.h"

namespace gantry::s3 {

/// Operations on buckets themselves, objects and uploads, sorted by name.
std::span<const service::Operation> object_operations();

}  // namespace gantry::s3
