#include "services/ecs/api/definition/validate.h"

namespace gantry::ecs::definition {

using api::ecs::Compatibility;

Result<void> check_external(const Subject& subject) {
    if (subject.mode == NetworkMode::Awsvpc) {
        return refuse("External instances do not support network mode 'awsvpc'.");
    }
    if (subject.input.proxy_configuration) {
        return refuse("External instances do not support proxyConfiguration.");
    }
    for (const api::ecs::Volume& volume : each(subject.input.volumes)) {
        const bool remote = volume.efs_volume_configuration ||
                            volume.s3files_volume_configuration ||
                            volume.fsx_windows_file_server_volume_configuration ||
                            volume.configured_at_launch.value_or(false);
        if (remote) {
            return refuse(
                "External instances do not support the configuration of volume '{}'.",
                text_of(volume.name)
            );
        }
    }
    return {};
}

Result<void> check_managed_instances(const Subject& subject) {
    if (subject.mode != NetworkMode::Awsvpc && subject.mode != NetworkMode::Host) {
        return refuse("Managed instances only support the network modes 'awsvpc' and 'host'.");
    }
    if (subject.input.ephemeral_storage) {
        return refuse("Managed instances do not support EphemeralStorage.");
    }
    return {};
}

namespace {

/// What each launch type adds, where it is asked for.
Result<void> check_launch_types(const Subject& subject) {
    if (subject.asks_for(Compatibility::Fargate)) {
        if (auto good = check_fargate(subject); !good) return good;
    }
    if (subject.asks_for(Compatibility::Ec2) && subject.input.ephemeral_storage) {
        return refuse("Tasks using the EC2 launch type do not support EphemeralStorage");
    }
    if (subject.asks_for(Compatibility::External)) return check_external(subject);
    return {};
}

}  // namespace

Result<void> validate(const Subject& subject) {
    return run_checks(
        subject,
        {
            check_general,
            check_sizes,
            check_network,
            check_ports,
            check_dependencies,
            check_volumes,
            check_environment,
            check_logging,
            check_processes,
            check_proxy,
            check_launch_types,
        }
    );
}

std::vector<Compatibility> compatibilities_of(const Subject& subject) {
    std::vector<Compatibility> types;
    if (check_external(subject) && !subject.input.ephemeral_storage) {
        types.push_back(Compatibility::External);
    }
    if (!subject.input.ephemeral_storage) types.push_back(Compatibility::Ec2);
    if (check_managed_instances(subject)) types.push_back(Compatibility::ManagedInstances);
    if (check_fargate(subject)) types.push_back(Compatibility::Fargate);
    return types;
}

}  // namespace gantry::ecs::definition
