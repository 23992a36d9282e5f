#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/acs/task.h"
#include "drivers/memory_files/memory_files.h"

/// Files that containers are given with what secrets hold (secrets of the type MOUNT_POINT). The
/// folder of a file is mounted as a whole, so that a new content takes the place of the old one at
/// once. Pure.
namespace gantry::agent {

/// A folder to be mounted into a container, to be read only.
struct MountedFolder {
    std::string source;  ///< within the task's own folder: "app/0"
    std::string target;  ///< in the container: "/run/secrets"

    friend bool operator==(const MountedFolder&, const MountedFolder&) = default;
};

/// One for each folder that has files, but for those below another of them.
std::vector<MountedFolder> mounted_folders(const api::acs::Container& container);

/// The container's files, as they are kept for it. @param texts by path in the container; files
/// without one are left out
std::vector<memory_files::MemoryFile> mounted_files(
    const api::acs::Container& container, const std::map<std::string, std::string>& texts
);

bool has_mounted_files(const api::acs::Task& task);

/// The same task with nothing to be fetched for it but these.
api::acs::Task only_mounted_files(const api::acs::Task& task);

}  // namespace gantry::agent
