#pragma once

#include <string>

#include "api/acs/container.h"
#include "api/ecs/container_definition.h"
#include "api/ecs/container_override.h"
#include "services/ecs/model/task_row.h"

namespace gantry::fleet {

/// What a payload says that is not in the task's rows.
struct PayloadContext {
    /// "host:port" of our own, whose images ECR has a login for; may be empty.
    std::string registry;
    std::string log_mode;  ///< of log configurations that do not say; empty: left to the driver
    bool has_execution_role = false;
};

/// Names what an agent fetches for a container before it makes it: secrets, environment files, the
/// login for its image. Their values never pass here. Pure. Source: ECS agent protocol, task
/// payload; Amazon ECR, private registry authentication.
/// @param override of the container; null: none
void name_what_is_fetched(
    api::acs::Container& out,
    const api::ecs::ContainerDefinition& container,
    const api::ecs::ContainerOverride* override,
    const ecs::TaskRow& task,
    const PayloadContext& context
);

}  // namespace gantry::fleet
