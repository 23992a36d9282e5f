#include "agent/engine/task_volumes.h"

#include "agent/engine/names.h"
#include "agent/engine/task_mounts.h"
#include "agent/firelens/log_router.h"

namespace gantry::agent {
namespace {

bool is_docker(const api::acs::Volume& volume) {
    return volume.type == api::acs::VolumeType::Docker || volume.docker_volume_configuration;
}

std::string host_path(const api::acs::Volume& volume) {
    if (is_docker(volume) || !volume.host) return "";
    return volume.host->source_path.value_or("");
}

bool is_shared(const api::acs::Volume& volume) {
    return volume.docker_volume_configuration &&
           volume.docker_volume_configuration->scope == api::acs::Scope::Shared;
}

std::string scoped_name(const api::acs::Task& task, const api::acs::Volume& volume) {
    return task_volume_name(
        task.arn.value_or(""),
        task.family.value_or(""),
        task.version.value_or(""),
        volume.name.value_or("")
    );
}

Result<FileSystemPlace> efs_place(const api::acs::Volume& volume, const StorageSetup& setup) {
    return place_of(
        setup, volume.efs_volume_configuration.value_or(api::acs::EFSVolumeConfiguration{})
    );
}

/// By the agent, not by the runtime; or nowhere, which is told where it is to be mounted.
bool is_mounted(const api::acs::Volume& volume, const StorageSetup& setup) {
    if (volume.type == api::acs::VolumeType::Ebs) return true;
    if (volume.type != api::acs::VolumeType::Efs) return false;
    const auto place = efs_place(volume, setup);
    return !place || place->nfs_opts.empty();
}

/// How the runtime mounts what is its volume and not in its own directory.
std::map<std::string, std::string> own_options(
    const api::acs::Task& task, const api::acs::Volume& volume, const StorageSetup& setup
) {
    if (volume.type == api::acs::VolumeType::Efs) return efs_place(volume, setup)->nfs_opts;
    if (!setup.task_disks || !is_on_task_disk(task, volume)) return {};
    return {
        {"type", "none"},
        {"o", "bind"},
        {"device", setup.mounts + "/" + task_disk_id(task) + "/" + volume.name.value_or("")},
    };
}

}  // namespace

std::vector<TaskVolume> volumes_of(
    const api::acs::Task& task, const std::string& instance_arn, const StorageSetup& setup
) {
    std::vector<TaskVolume> result;
    if (auto socket = router_volume(task)) {
        socket->labels[kInstanceLabel] = instance_arn;
        socket->labels[kTaskLabel] = task.arn.value_or("");
        result.push_back({TaskVolume::Kind::TaskScoped, *std::move(socket)});
    }
    if (!task.volumes) return result;
    for (const auto& volume : *task.volumes) {
        if (!host_path(volume).empty() || is_mounted(volume, setup)) continue;
        TaskVolume& wanted = result.emplace_back();
        wanted.spec.name = bind_source(task, volume, setup);
        wanted.spec.driver_opts = own_options(task, volume, setup);
        if (volume.docker_volume_configuration) {
            const auto& config = *volume.docker_volume_configuration;
            if (config.driver && !config.driver->empty()) wanted.spec.driver = *config.driver;
            if (config.driver_opts) wanted.spec.driver_opts = *config.driver_opts;
            if (config.labels) wanted.spec.labels = *config.labels;
        }
        if (is_shared(volume)) {
            wanted.kind = volume.docker_volume_configuration->autoprovision
                              ? TaskVolume::Kind::Shared
                              : TaskVolume::Kind::MustExist;
        } else {
            wanted.spec.labels[kInstanceLabel] = instance_arn;
            wanted.spec.labels[kTaskLabel] = task.arn.value_or("");
        }
    }
    return result;
}

std::vector<std::string> volumes_to_remove(const api::acs::Task& task) {
    std::vector<std::string> names;
    if (const auto socket = router_volume(task)) names.push_back(socket->name);
    if (!task.volumes) return names;
    for (const auto& volume : *task.volumes) {
        if (volume.type == api::acs::VolumeType::Ebs || is_shared(volume)) continue;
        if (host_path(volume).empty()) names.push_back(scoped_name(task, volume));
    }
    return names;
}

std::string bind_source(
    const api::acs::Task& task, const api::acs::Volume& volume, const StorageSetup& setup
) {
    std::string path = host_path(volume);
    if (!path.empty()) return path;
    if (volume.type == api::acs::VolumeType::Ebs) return setup.mounts + "/" + disk_of(volume);
    if (volume.type == api::acs::VolumeType::Efs && is_mounted(volume, setup)) {
        const auto place = efs_place(volume, setup);
        if (place && place->directory.below.empty()) return place->directory.root;
        return setup.mounts + "/" + directory_mount_id(task, volume);
    }
    return is_shared(volume) ? volume.name.value_or("") : scoped_name(task, volume);
}

}  // namespace gantry::agent
