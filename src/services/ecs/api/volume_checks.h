#pragma once

#include <optional>
#include <vector>

#include "api/ecs/task_definition.h"
#include "api/ecs/task_volume_configuration.h"
#include "base/result.h"
#include "services/ecs/api/call.h"

namespace gantry::ecs {

using VolumeConfigurations = std::vector<api::ecs::TaskVolumeConfiguration>;

/// Checks what a launch says of the volume that its definition leaves to it.
/// Errors: InvalidParameterException; where the volume itself is at fault, in the words of
/// Amazon EC2.
/// Source: API Reference, TaskManagedEBSVolumeConfiguration; EC2 API Reference, CreateVolume.
Result<void> check_volumes(
    const Call& call,
    const api::ecs::TaskDefinition& definition,
    const std::optional<VolumeConfigurations>& configurations
);

}  // namespace gantry::ecs
