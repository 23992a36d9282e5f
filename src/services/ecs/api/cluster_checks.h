#pragma once

#include <optional>
#include <vector>

#include "api/ecs/cluster_configuration.h"
#include "api/ecs/cluster_setting.h"
#include "base/result.h"

namespace gantry::ecs {

/// Errors: InvalidParameterException for a setting that is none, or a value it cannot have.
Result<void> check_cluster_settings(
    const std::optional<std::vector<api::ecs::ClusterSetting>>& settings
);

/// Errors: InvalidParameterException where the log configuration of execute command does not go
/// with its logging: it is needed for OVERRIDE, and with nothing else.
Result<void> check_cluster_configuration(
    const std::optional<api::ecs::ClusterConfiguration>& configuration
);

/// `current` with the given settings replaced.
std::vector<api::ecs::ClusterSetting> merge_cluster_settings(
    std::vector<api::ecs::ClusterSetting> current,
    const std::vector<api::ecs::ClusterSetting>& changed
);

}  // namespace gantry::ecs
