#pragma once

#include <span>

#include "service/unsupported.h"

namespace gantry::logs {

/// Members of requests that Gantry does not act on, sorted by operation.
std::span<const service::UnsupportedMember> unsupported_members();

}  // namespace gantry::logs
