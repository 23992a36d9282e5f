#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/ecs/network_configuration.h"
#include "api/ecs/propagate_tags.h"
#include "api/ecs/task_override.h"
#include "api/ecs/task_volume_configuration.h"
#include "base/result.h"
#include "services/ecs/api/call.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/tags.h"
#include "services/ecs/model/new_task.h"

namespace gantry::ecs {

/// What RunTask and StartTask are both asked.
struct LaunchInput {
    std::optional<std::string> cluster;
    std::optional<std::string> task_definition;
    std::optional<api::ecs::TaskOverride> overrides;
    std::optional<api::ecs::NetworkConfiguration> network_configuration;
    std::optional<std::vector<api::ecs::TaskVolumeConfiguration>> volume_configurations;
    std::optional<std::string> group;
    std::optional<std::string> started_by;
    std::optional<api::ecs::PropagateTags> propagate_tags;
    std::optional<Tags> tags;
    bool enable_ecs_managed_tags = false;
    bool enable_execute_command = false;
    std::size_t max_started_by = 128;  ///< characters
};

/// Takes the common members out of either request.
template <class Request>
LaunchInput launch_input(const Request& request) {
    return {
        .cluster = request.cluster,
        .task_definition = request.task_definition,
        .overrides = request.overrides,
        .network_configuration = request.network_configuration,
        .volume_configurations = request.volume_configurations,
        .group = request.group,
        .started_by = request.started_by,
        .propagate_tags = request.propagate_tags,
        .tags = request.tags,
        .enable_ecs_managed_tags = request.enable_ecs_managed_tags,
        .enable_execute_command = request.enable_execute_command,
    };
}

/// A checked launch: what every task of it will be, but for its place.
struct Launch {
    ClusterPtr cluster;
    TaskDefinitionPtr definition;
    api::ecs::TaskOverride overrides;
    std::optional<TaskNetwork> network;  ///< of awsvpc
    std::optional<TaskVolume> volume;    ///< made at launch
    std::string group;                   ///< never empty
    std::string started_by;
    api::ecs::PropagateTags propagate_tags = api::ecs::PropagateTags::None;
    Tags tags;
    bool enable_ecs_managed_tags = false;
    bool enable_execute_command = false;

    /// The task of this launch on an instance.
    [[nodiscard]] NewTask on(const ContainerInstanceRow& instance, api::ecs::LaunchType launch_type)
        const;
    /// Likewise on a machine of the FARGATE pool.
    /// @param provider  whose share it is; empty without a strategy
    [[nodiscard]] NewTask on_fargate(
        const ContainerInstanceRow& machine, std::string platform_version, std::string provider
    ) const;
};

/// Checks what RunTask and StartTask have in common.
/// Errors: ClusterNotFoundException, ClientException "TaskDefinition not found.",
/// InvalidParameterException, and UnsupportedFeatureException for what this version does not run.
Result<Launch> check_launch(const Call& call, const LaunchInput& input);

/// Commands are run in a task only in the name of its role.
/// @param what could not be done: "task couldn't be started"
/// Errors: InvalidParameterException where the task would have none.
Result<void> check_exec_role(
    const Scope& scope,
    const api::ecs::TaskDefinition& definition,
    const api::ecs::TaskOverride& overrides,
    std::string_view what
);

/// Errors: InvalidParameterException "Task definition does not support launch_type …".
Result<void> check_compatibility(
    const api::ecs::TaskDefinition& definition, api::ecs::LaunchType launch_type
);

}  // namespace gantry::ecs
