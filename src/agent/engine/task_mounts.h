#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agent/engine/file_systems.h"
#include "api/acs/task.h"
#include "api/acs/volume.h"
#include "base/result.h"
#include "drivers/storage/storage_driver.h"

namespace gantry::agent {

/// Types of a payload's attachments. The first is the protocol's; the second is beyond it: how much
/// a FARGATE task may write, as the property "sizeInGiB".
inline constexpr const char* kDiskAttachment = "amazonebs";
inline constexpr const char* kEphemeralAttachment = "gantry-ephemeral-storage";

/// Beyond the protocol: a property of the first one, of a disk that begins as a copy of a snapshot.
inline constexpr const char* kSnapshotProperty = "snapshotId";

/// What disks of tasks have: quick to make and to grow, whatever the size; what they hold goes with
/// the task.
inline constexpr const char* kTaskDiskFileSystem = "ext4";

/// Something that is mounted on the machine for a task, from before its containers are made until
/// they have ended.
struct TaskMount {
    storage::Mount mount;
    storage::Removal removal = storage::Removal::Delete;
    std::string failure;  ///< how a reason begins when it cannot be mounted, code and all
};

/// Whether anything may have to be mounted for it, whatever the agent's setup.
bool may_need_mounts(const api::acs::Task& task);

/// Whether it has a volume of EFS.
bool has_file_system(const api::acs::Task& task);

/// What is to be mounted: disks of EBS volumes, a disk for the volumes of a FARGATE task, and
/// directories of file systems.
/// Errors: InvalidArgument, with a code for the task's reason.
Result<std::vector<TaskMount>> mounts_of(const api::acs::Task& task, const StorageSetup& setup);

/// What may have been mounted for it, whatever the setup was then: ids, and what is to become of
/// disks. One that no container had is not kept: nobody was told of it.
/// @param had_volumes  TaskState::had_volumes
struct MountToRelease {
    std::string id;
    storage::Removal removal = storage::Removal::Delete;

    friend bool operator==(const MountToRelease&, const MountToRelease&) = default;
};
std::vector<MountToRelease> mounts_to_release(const api::acs::Task& task, bool had_volumes);

/// The disk of an EBS volume, as the machine knows it: "vol-…".
std::string disk_of(const api::acs::Volume& volume);
/// The directory of a file system that is mounted for this volume of the task.
std::string directory_mount_id(const api::acs::Task& task, const api::acs::Volume& volume);

/// How much a FARGATE task may write; 0: as much as there is.
std::int64_t ephemeral_bytes(const api::acs::Task& task);
/// Whether the volume is an empty one that lives on the task's own disk.
bool is_on_task_disk(const api::acs::Task& task, const api::acs::Volume& volume);
/// The id of that disk.
std::string task_disk_id(const api::acs::Task& task);

/// The ARN of the attachment that is told to be ATTACHED once the task's disk is; empty: none.
std::string disk_attachment_arn(const api::acs::Task& task);

}  // namespace gantry::agent
