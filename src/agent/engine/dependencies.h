#pragma once

#include <optional>
#include <string>

#include "agent/engine/task_spec.h"
#include "agent/engine/task_state.h"
#include "base/time.h"

namespace gantry::agent {

/// Where a container stands with what it waits for.
struct DependencyCheck {
    bool met = true;
    /// Why one of them can never be met any more; empty while there is hope.
    std::string impossible;
    /// When waiting ends at the latest: the earliest startTimeout that is still running.
    std::optional<SysTime> deadline;
};

/// Looks at everything `container` depends on.
/// Rules: START is met by a container that runs or has run. COMPLETE and SUCCESS need it to have
/// ended, SUCCESS with code 0. A condition other than START or Created also becomes impossible when
/// the container waited for has run for its startTimeout without meeting it. Source: ECS Developer
/// Guide, container dependencies; API Reference, ContainerDependency.
DependencyCheck check_dependencies(
    const TaskSpec& spec, const TaskState& state, const ContainerSpec& container, SysTime now
);

/// Whether `container` must still run because another one that depends on it has not stopped:
/// containers stop in the reverse order of their dependencies.
bool needed_by_others(const TaskSpec& spec, const TaskState& state, std::string_view container);

}  // namespace gantry::agent
