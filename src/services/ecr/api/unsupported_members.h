#pragma once

#include <span>

#include "service/unsupported.h"

namespace gantry::ecr {

/// What of ECR Gantry does not act on. Sorted by operation.
std::span<const service::UnsupportedMember> unsupported_members();

}  // namespace gantry::ecr
