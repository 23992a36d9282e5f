#pragma once

#include <map>
#include <string>

#include "base/result.h"

/// Small files that containers have mounted, such as what a log router is configured with.
namespace gantry::files {

/// Keeps files of tasks where the container runtime finds them: on this machine's disk, or a fake.
/// They outlive the process. Calls write or read a few small files and come back.
class TaskFiles {
  public:
    virtual ~TaskFiles() = default;

    /// Keeps these, each under its name whole or as it was; what else is there stays. Everybody in
    /// a container that has one mounted may read it, nobody else but the agent's user.
    /// @param task its id. Letters, digits, '-', '_' and '.' only, as in the names.
    /// @param files text by name
    /// @return the folder that holds them, from the root
    /// Errors: InvalidArgument for other names, Unavailable with the system's words.
    virtual Result<std::string> keep(
        const std::string& task, const std::map<std::string, std::string>& files
    ) = 0;

    /// Removes all of a task. What is not there is removed already. Errors: as keep.
    virtual Result<void> remove(const std::string& task) = 0;
};

}  // namespace gantry::files
