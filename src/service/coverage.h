#pragma once

#include <span>
#include <string>

#include "service/service.h"

namespace gantry::service {

/// docs/coverage.md: the services, and how many of their operations work.
std::string coverage_index(std::span<const Service* const> services);

/// docs/coverage/<name>.md: every operation of one service's API, whether Gantry implements it, and
/// the members that it takes without acting on them. Written from the tables that requests are
/// answered by, so it says what the code does.
std::string coverage_page(const Service& service);

}  // namespace gantry::service
