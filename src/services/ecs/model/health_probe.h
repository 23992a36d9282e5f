#pragma once

#include <optional>

#include "api/ecs/health_check.h"

namespace gantry::ecs {

/// Whether a container's check is one that Docker runs: its command begins with CMD or CMD-SHELL
/// and goes on. Amazon ECS takes every other command too; no probe runs then and the health stays
/// UNKNOWN, as without a check. Source: Docker Engine API, HealthConfig.Test.
bool has_probe(const std::optional<api::ecs::HealthCheck>& check);

}  // namespace gantry::ecs
