#include "agent/engine/task_volumes.h"

#include "agent/engine/names.h"

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

}  // namespace

std::vector<TaskVolume> volumes_of(const api::acs::Task& task, const std::string& instance_arn) {
    std::vector<TaskVolume> result;
    if (!task.volumes) return result;
    for (const auto& volume : *task.volumes) {
        if (!host_path(volume).empty()) continue;
        TaskVolume& wanted = result.emplace_back();
        wanted.spec.name = bind_source(task, volume);
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

std::string bind_source(const api::acs::Task& task, const api::acs::Volume& volume) {
    std::string path = host_path(volume);
    if (!path.empty()) return path;
    return is_shared(volume) ? volume.name.value_or("") : scoped_name(task, volume);
}

}  // namespace gantry::agent
