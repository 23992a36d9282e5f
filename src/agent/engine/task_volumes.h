#pragma once

#include <string>
#include <vector>

#include "agent/engine/file_systems.h"
#include "api/acs/task.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// A volume that must exist before a task's containers are created.
struct TaskVolume {
    enum class Kind : std::uint8_t {
        TaskScoped,  ///< made for the task, removed with it
        Shared,      ///< made if absent, outlives the task
        MustExist,   ///< shared and not autoprovisioned
    };
    Kind kind = Kind::TaskScoped;
    runtime::VolumeSpec spec;
};

/// The runtime's volumes a task needs; host paths need none, nor does what the agent itself mounts
/// (engine/task_mounts.h).
/// @param instance_arn labels task-scoped volumes
std::vector<TaskVolume> volumes_of(
    const api::acs::Task& task, const std::string& instance_arn, const StorageSetup& setup = {}
);

/// Names of all that may have been made for the task alone, whatever the setup was then.
std::vector<std::string> volumes_to_remove(const api::acs::Task& task);

/// What a mount point of `volume` is bound to: a path of the host or a name of a runtime's volume.
std::string bind_source(
    const api::acs::Task& task, const api::acs::Volume& volume, const StorageSetup& setup = {}
);

}  // namespace gantry::agent
