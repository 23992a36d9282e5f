#pragma once

#include <span>

#include "service/unsupported.h"

namespace gantry::ec2 {

/// What is asked of EC2 and not acted on.
std::span<const service::UnsupportedMember> unsupported_members();

}  // namespace gantry::ec2
