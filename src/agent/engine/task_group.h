#pragma once

#include <optional>

#include "api/acs/task.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// The limits that a task's containers share: the task's memory, and a CPU quota of its vCPUs.
/// Nothing when it has neither, or one container only, whose own limits say the same.
/// Source: ECS Developer Guide, task size.
std::optional<runtime::GroupSpec> group_of(const api::acs::Task& task);

}  // namespace gantry::agent
