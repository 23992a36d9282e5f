#pragma once

#include <map>
#include <string>

#include "api/acs/efs_volume_configuration.h"
#include "base/result.h"
#include "drivers/storage/storage_driver.h"

namespace gantry::agent {

/// What storage this agent has for tasks. Read once.
struct StorageSetup {
    /// By "fs-…" or "fs-…/fsap-…" (an access point): a directory of the machine ("/srv/share"), or
    /// an NFS export ("server:/export").
    std::map<std::string, std::string> file_systems;
    /// All others are directories below this one; empty: there are no others.
    std::string file_system_directory;
    std::string mounts;       ///< StorageDriver::place(); empty: this machine mounts nothing
    bool task_disks = false;  ///< FARGATE's empty volumes are on a disk of their task's own
};

/// Where the content of an EFS volume is. One of the two.
struct FileSystemPlace {
    storage::Directory directory;                 ///< of the machine, where its root is not empty
    std::map<std::string, std::string> nfs_opts;  ///< of a volume of Docker's driver "local"
};

/// Errors: ResourceInitializationError for a file system or access point that is nowhere, a root
/// directory that leads out of it, and encryption in transit over NFS, which is not there;
/// InvalidArgument in all cases.
/// Source: ECS Developer Guide, Amazon EFS volumes; EFS User Guide, recommended NFS mount options.
Result<FileSystemPlace> place_of(
    const StorageSetup& setup, const api::acs::EFSVolumeConfiguration& volume
);

/// As ECS words it. @param why in the words of who mounts
Error cannot_mount(const std::string& why);

}  // namespace gantry::agent
