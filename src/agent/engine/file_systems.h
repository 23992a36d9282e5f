#pragma once

#include <map>
#include <string>

#include "api/acs/efs_volume_configuration.h"
#include "base/result.h"

namespace gantry::agent {

/// Where an agent finds the file systems that EFS volumes name.
struct FileSystems {
    /// By "fs-…" or "fs-…/fsap-…" (an access point): a directory of the machine ("/srv/share"), or
    /// an NFS export ("server:/export").
    std::map<std::string, std::string> places;
    /// All others are directories below this one; empty: there are no others.
    std::string directory;

    [[nodiscard]] bool any() const { return !places.empty() || !directory.empty(); }
};

/// How a volume of a file system comes to be. One of the two.
struct FileSystemMount {
    std::string path;                             ///< a directory of the machine
    std::map<std::string, std::string> nfs_opts;  ///< of a volume of Docker's driver "local"
};

/// Errors: ResourceInitializationError for a file system or access point that is nowhere, and for
/// encryption in transit over NFS, which is not there; InvalidArgument in all cases.
/// Source: ECS Developer Guide, Amazon EFS volumes; EFS User Guide, recommended NFS mount options.
Result<FileSystemMount> mount_of(
    const FileSystems& systems, const api::acs::EFSVolumeConfiguration& volume
);

}  // namespace gantry::agent
