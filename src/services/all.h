#pragma once

#include <span>

#include "service/service.h"

namespace gantry {

/// Every AWS service that Gantry answers; src/services/CMakeLists.txt lists them.
std::span<const service::Service* const> all_services();

}  // namespace gantry
