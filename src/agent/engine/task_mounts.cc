#include "agent/engine/task_mounts.h"

#include <algorithm>
#include <charconv>

#include "agent/engine/names.h"
#include "base/sabotage.h"

namespace gantry::agent {
namespace {

using api::acs::VolumeType;

constexpr std::int64_t kGiB = std::int64_t{1} << 30;
constexpr std::int64_t kMostGiB = 65'536;
constexpr std::size_t kDigest = 20;  ///< at the end of a volume's name
constexpr const char* kDefaultFileSystem = "xfs";

const api::acs::Attachment* attachment_of_type(const api::acs::Task& task, const char* type) {
    if (!task.attachments) return nullptr;
    const auto found = std::ranges::find_if(*task.attachments, [&](const auto& attachment) {
        return attachment.attachment_type == type;
    });
    return found == task.attachments->end() ? nullptr : &*found;
}

std::string property_of(const api::acs::Attachment& attachment, const char* name) {
    if (!attachment.attachment_properties) return {};
    for (const auto& property : *attachment.attachment_properties) {
        if (property.name == name) return property.value.value_or("");
    }
    return {};
}

/// 0 for what is no size.
std::int64_t bytes_of(const std::string& gib) {
    std::int64_t number = 0;
    const auto read = std::from_chars(gib.data(), gib.data() + gib.size(), number);
    const bool good = read.ec == std::errc{} && read.ptr == gib.data() + gib.size();
    return good && number > 0 && number <= kMostGiB ? number * kGiB : 0;
}

storage::Removal removal_of(const api::acs::Volume& volume) {
    const auto& wanted = volume.ebs_volume_configuration;
    const bool kept = wanted && !wanted->delete_on_termination;
    return kept && !sabotaged(Sabotage::DiskNotKept) ? storage::Removal::Keep
                                                     : storage::Removal::Delete;
}

Result<TaskMount> disk_mount(const api::acs::Task& task, const api::acs::Volume& volume) {
    const std::string id = disk_of(volume);
    storage::Disk disk;
    if (task.attachments) {
        for (const auto& attachment : *task.attachments) {
            if (property_of(attachment, "volumeId") != id) continue;
            disk.size_bytes = bytes_of(property_of(attachment, "volumeSizeGib"));
            if (sabotaged(Sabotage::SnapshotForgotten)) continue;
            disk.snapshot = property_of(attachment, kSnapshotProperty);
        }
    }
    if (id.empty() || disk.size_bytes == 0) {
        return Error{
            ErrorKind::InvalidArgument,
            "ResourceInitializationError",
            "volume " + volume.name.value_or("") + " came without an id or a size",
            {},
        };
    }
    disk.file_system =
        volume.ebs_volume_configuration->filesystem_type.value_or(kDefaultFileSystem);
    return TaskMount{
        .mount = {id, std::move(disk)},
        .removal = removal_of(volume),
        .failure = "ResourceInitializationError: failed to attach volume " + id + ": ",
    };
}

TaskMount directory_mount(
    const api::acs::Task& task, const api::acs::Volume& volume, FileSystemPlace place
) {
    const std::string id = volume.efs_volume_configuration->file_system_id.value_or("");
    const Error words = cannot_mount("mounting " + id + " failed, reason given by server: ");
    return TaskMount{
        .mount = {directory_mount_id(task, volume), std::move(place.directory)},
        .removal = storage::Removal::Delete,
        .failure = words.code + ": " + words.message,
    };
}

}  // namespace

bool may_need_mounts(const api::acs::Task& task) {
    return task.volumes && std::ranges::any_of(*task.volumes, [&](const auto& volume) {
               return volume.type == VolumeType::Efs || volume.type == VolumeType::Ebs ||
                      is_on_task_disk(task, volume);
           });
}

bool has_file_system(const api::acs::Task& task) {
    return task.volumes && std::ranges::any_of(*task.volumes, [](const auto& volume) {
               return volume.type == VolumeType::Efs;
           });
}

Result<std::vector<TaskMount>> mounts_of(const api::acs::Task& task, const StorageSetup& setup) {
    std::vector<TaskMount> mounts;
    storage::Disk own{ephemeral_bytes(task), kTaskDiskFileSystem, {}};
    if (!task.volumes) return mounts;
    for (const auto& volume : *task.volumes) {
        if (is_on_task_disk(task, volume)) {
            own.directories.push_back(volume.name.value_or(""));
        } else if (volume.type == VolumeType::Ebs) {
            auto disk = disk_mount(task, volume);
            if (!disk) return disk.error();
            mounts.push_back(std::move(*disk));
        } else if (volume.type == VolumeType::Efs) {
            auto place = place_of(
                setup, volume.efs_volume_configuration.value_or(api::acs::EFSVolumeConfiguration{})
            );
            if (!place) return place.error();
            if (place->directory.root.empty()) continue;  // Docker mounts it
            mounts.push_back(directory_mount(task, volume, std::move(*place)));
        }
    }
    // Where no disk can be made they are volumes of Docker's like others, without a limit.
    if (own.directories.empty() || !setup.task_disks) return mounts;
    mounts.push_back(
        {.mount = {task_disk_id(task), std::move(own)},
         .removal = storage::Removal::Delete,
         .failure = "ResourceInitializationError: failed to make the task's ephemeral storage: "}
    );
    return mounts;
}

std::vector<MountToRelease> mounts_to_release(const api::acs::Task& task, bool had_volumes) {
    std::vector<MountToRelease> mounts;
    bool has_own = false;
    if (!task.volumes) return mounts;
    for (const auto& volume : *task.volumes) {
        if (is_on_task_disk(task, volume)) {
            has_own = true;
        } else if (volume.type == VolumeType::Ebs) {
            const std::string id = disk_of(volume);
            const auto removal = had_volumes ? removal_of(volume) : storage::Removal::Delete;
            if (!id.empty()) mounts.push_back({id, removal});
        } else if (volume.type == VolumeType::Efs) {
            mounts.push_back({directory_mount_id(task, volume), storage::Removal::Delete});
        }
    }
    if (has_own) mounts.push_back({task_disk_id(task), storage::Removal::Delete});
    return mounts;
}

std::string disk_of(const api::acs::Volume& volume) {
    if (!volume.ebs_volume_configuration) return {};
    return volume.ebs_volume_configuration->volume_id.value_or("");
}

std::string directory_mount_id(const api::acs::Task& task, const api::acs::Volume& volume) {
    const std::string name = task_volume_name(
        task.arn.value_or(""),
        task.family.value_or(""),
        task.version.value_or(""),
        volume.name.value_or("")
    );
    return std::string(storage::kDirectoryId) + name.substr(name.size() - kDigest);
}

std::int64_t ephemeral_bytes(const api::acs::Task& task) {
    const auto* attachment = attachment_of_type(task, kEphemeralAttachment);
    return attachment == nullptr ? 0 : bytes_of(property_of(*attachment, "sizeInGiB"));
}

bool is_on_task_disk(const api::acs::Task& task, const api::acs::Volume& volume) {
    const bool on_host = volume.type.value_or(VolumeType::Host) == VolumeType::Host &&
                         !volume.docker_volume_configuration;
    const bool has_path = volume.host && !volume.host->source_path.value_or("").empty();
    return on_host && !has_path && ephemeral_bytes(task) > 0;
}

std::string task_disk_id(const api::acs::Task& task) {
    return "disk-" + std::string(arn_id(task.arn.value_or("")));
}

std::string disk_attachment_arn(const api::acs::Task& task) {
    const auto* attachment = attachment_of_type(task, kDiskAttachment);
    return attachment == nullptr ? "" : attachment->attachment_arn.value_or("");
}

}  // namespace gantry::agent
