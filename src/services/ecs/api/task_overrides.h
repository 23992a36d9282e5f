#pragma once

#include <optional>

#include "api/ecs/task_definition.h"
#include "api/ecs/task_override.h"
#include "base/result.h"

namespace gantry::ecs {

/// The overrides of a launch, checked against the definition: every container exists, the JSON is
/// no longer than 8192 characters, sizes are sizes and go together. Task-level cpu and memory come
/// back as plain numbers ("1 vCPU" as "1024"). Errors: InvalidParameterException. Source: API
/// Reference, TaskOverride.
Result<api::ecs::TaskOverride> check_overrides(
    const std::optional<api::ecs::TaskOverride>& overrides,
    const api::ecs::TaskDefinition& definition
);

}  // namespace gantry::ecs
