#include <algorithm>
#include <set>

#include "services/ecs/api/definition/validate.h"
#include "services/ecs/api/names.h"

namespace gantry::ecs::definition {
namespace {

using api::ecs::EFSAuthorizationConfigIAM;
using api::ecs::EFSTransitEncryption;
using api::ecs::EFSVolumeConfiguration;
using api::ecs::Volume;

bool at_launch(const Volume& volume) {
    return volume.configured_at_launch.value_or(false);
}

int count_kinds(const Volume& volume) {
    const bool host = volume.host && !text_of(volume.host->source_path).empty();
    return host + volume.docker_volume_configuration.has_value() +
           volume.efs_volume_configuration.has_value() +
           volume.s3files_volume_configuration.has_value() +
           volume.fsx_windows_file_server_volume_configuration.has_value() + at_launch(volume);
}

Result<void> check_declared(const Subject& subject) {  // TD-057
    std::set<std::string> names;
    for (const Volume& volume : each(subject.input.volumes)) {
        const std::string& name = text_of(volume.name);
        if (name.empty()) return refuse("Volume.name should not be null or empty.");
        if (!is_resource_name(name)) return refuse("Volume.name contains invalid characters.");
        if (!names.insert(name).second) {
            return refuse("Volume names must be unique within a task definition.");
        }
        if (count_kinds(volume) > 1) {
            return refuse("Only one volume configuration can be specified for volume '{}'.", name);
        }
    }
    if (std::ranges::count_if(each(subject.input.volumes), at_launch) > 1) {
        return refuse("Only one volume can be configured at launch.");
    }
    return {};
}

/// What file systems on a network with access points have in common: EFS and S3 Files.
Result<void> check_root(bool access_point, const std::optional<std::string>& root) {  // TD-059
    if (access_point && !text_of(root).empty() && *root != "/") {
        return refuse(
            "When using an EFS access point, the root directory must either be set to \"/\" or be "
            "omitted"
        );
    }
    return {};
}

Result<void> check_efs(const EFSVolumeConfiguration& efs) {
    const bool encrypted = efs.transit_encryption == EFSTransitEncryption::Enabled;
    const auto& authorization = efs.authorization_config;
    if (authorization && authorization->iam == EFSAuthorizationConfigIAM::Enabled && !encrypted) {
        return refuse("EFS IAM authorization requires TransitEncryption to be enabled");  // TD-058
    }
    const bool access_point = authorization && !text_of(authorization->access_point_id).empty();
    if (auto good = check_root(access_point, efs.root_directory); !good) return good;
    if (efs.transit_encryption_port && !encrypted) {  // TD-060
        return refuse("TransitEncryptionPort requires that TransitEncryption is enabled");
    }
    return {};
}

Result<void> check_remote(const Subject& subject) {
    for (const Volume& volume : each(subject.input.volumes)) {
        if (volume.efs_volume_configuration) {
            if (auto good = check_efs(*volume.efs_volume_configuration); !good) return good;
        }
        if (const auto& s3 = volume.s3files_volume_configuration) {
            const bool access_point = !text_of(s3->access_point_arn).empty();
            if (auto good = check_root(access_point, s3->root_directory); !good) return good;
        }
    }
    return {};
}

bool declares(const Subject& subject, const std::string& name) {
    return std::ranges::any_of(each(subject.input.volumes), [&name](const Volume& volume) {
        return volume.name == name;
    });
}

Result<void> check_mounts(const Subject& subject, const Container& container) {
    for (const auto& mount : each(container.mount_points)) {
        const std::string& name = text_of(mount.source_volume);
        if (!declares(subject, name)) return refuse("Unknown volume '{}'.", name);  // TD-054
        if (text_of(mount.container_path).empty()) {
            return refuse(
                "Invalid 'mountPoints' setting for container '{}'. 'containerPath' must be "
                "specified.",
                text_of(container.name)
            );
        }
    }
    for (const auto& volumes : each(container.volumes_from)) {  // TD-055
        const std::string& source = text_of(volumes.source_container);
        if (subject.find_container(source) == nullptr) {
            return refuse("Invalid 'volumesFrom' setting. Unknown container: '{}'", source);
        }
    }
    return {};
}

bool mounts(const Container& container, const Volume& volume) {
    return std::ranges::any_of(each(container.mount_points), [&volume](const auto& mount) {
        return mount.source_volume == volume.name;
    });
}

Result<void> check_at_launch(const Subject& subject) {  // TD-056
    for (const Volume& volume : each(subject.input.volumes)) {
        const bool used =
            std::ranges::any_of(subject.containers, [&volume](const Container& container) {
                return mounts(container, volume);
            });
        if (at_launch(volume) && !used) {
            return refuse(
                "Volumes [{}] are not referenced by any of the containers", text_of(volume.name)
            );
        }
    }
    return {};
}

}  // namespace

Result<void> check_volumes(const Subject& subject) {
    if (auto good = run_checks(subject, {check_declared, check_remote}); !good) return good;
    if (auto good = run_checks(subject, {check_mounts}); !good) return good;
    return check_at_launch(subject);
}

}  // namespace gantry::ecs::definition
