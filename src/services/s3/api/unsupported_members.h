#pragma once

#include <span>

#include "service/unsupported.h"

namespace gantry::s3 {

/// What is asked of S3 and not acted on.
std::span<const service::UnsupportedMember> unsupported_members();

}  // namespace gantry::s3
