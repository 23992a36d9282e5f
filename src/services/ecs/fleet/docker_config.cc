#include "services/ecs/fleet/docker_config.h"

#include <algorithm>
#include <set>

#include "base/reflect.h"
#include "services/ecs/model/health_probe.h"

namespace gantry::fleet {

namespace {

constexpr std::int64_t kBytesPerMib = std::int64_t{1} << 20;
constexpr std::int64_t kNsPerSecond = 1'000'000'000;

/// "rwm" from read, write, mknod; all three when none is named.
std::string cgroup_permissions(const api::ecs::Device& device) {
    if (!device.permissions || device.permissions->empty()) return "rwm";
    std::string out;
    for (const auto permission : *device.permissions) {
        switch (permission) {
            case api::ecs::DeviceCgroupPermission::Read: out += 'r'; break;
            case api::ecs::DeviceCgroupPermission::Write: out += 'w'; break;
            case api::ecs::DeviceCgroupPermission::Mknod: out += 'm'; break;
        }
    }
    return out;
}

api::docker::HealthConfig health_config(const api::ecs::HealthCheck& check) {
    api::docker::HealthConfig health;
    if (!ecs::has_probe(check)) {  // nor is the image's own run instead
        health.test = {{"NONE"}};
        return health;
    }
    health.test = check.command;
    health.interval = check.interval.value_or(30) * kNsPerSecond;
    health.timeout = check.timeout.value_or(5) * kNsPerSecond;
    health.retries = check.retries.value_or(3);
    if (check.start_period) health.start_period = *check.start_period * kNsPerSecond;
    return health;
}

std::string join(const std::vector<std::string>& parts, char separator) {
    std::string out;
    for (const std::string& part : parts) {
        if (!out.empty()) out += separator;
        out += part;
    }
    return out;
}

void set_linux_parameters(
    api::docker::HostConfig& host,
    const api::ecs::LinuxParameters& linux_parameters,
    std::optional<std::int32_t> memory_mib
) {
    if (const auto& capabilities = linux_parameters.capabilities) {
        if (capabilities->add) host.cap_add = capabilities->add;
        if (capabilities->drop) host.cap_drop = capabilities->drop;
    }
    if (linux_parameters.devices) {
        for (const auto& device : *linux_parameters.devices) {
            auto& mapping =
                host.devices ? host.devices->emplace_back() : host.devices.emplace().emplace_back();
            mapping.path_on_host = device.host_path;
            mapping.path_in_container =
                device.container_path ? device.container_path : device.host_path;
            mapping.cgroup_permissions = cgroup_permissions(device);
        }
    }
    if (linux_parameters.init_process_enabled) host.init = linux_parameters.init_process_enabled;
    if (linux_parameters.shared_memory_size) {
        host.shm_size = *linux_parameters.shared_memory_size * kBytesPerMib;
    }
    if (linux_parameters.tmpfs) {
        for (const auto& tmpfs : *linux_parameters.tmpfs) {
            std::vector<std::string> options =
                tmpfs.mount_options.value_or(std::vector<std::string>{});
            options.push_back("size=" + std::to_string(tmpfs.size.value_or(0)) + "m");
            if (!host.tmpfs) host.tmpfs.emplace();
            (*host.tmpfs)[tmpfs.container_path.value_or("")] = join(options, ',');
        }
    }
    // Swap: absent = the engine's default; 0 = none; n = n MiB on top of the memory limit.
    if (linux_parameters.max_swap && memory_mib) {
        host.memory_swap = (std::int64_t{*memory_mib} + *linux_parameters.max_swap) * kBytesPerMib;
        host.memory_swappiness = linux_parameters.swappiness.value_or(60);
    }
}

/// `awslogs-stream-prefix` is an ECS notion that Docker's driver does not know. An empty one is
/// none: the stream is then called as the container is.
void name_awslogs_stream(
    std::map<std::string, std::string>& options,
    const std::string& container,
    const std::string& task_id
) {
    const auto prefix = options.find("awslogs-stream-prefix");
    if (prefix == options.end()) return;
    if (!prefix->second.empty()) {
        options["awslogs-stream"] = prefix->second + "/" + container + "/" + task_id;
    }
    options.erase("awslogs-stream-prefix");
}

/// FireLens has no modes: all its options but its own go to the router's output.
/// Source: ECS API Reference, LogConfiguration, "mode".
void set_logging(
    api::docker::HostConfig& host,
    const api::ecs::ContainerDefinition& container,
    const std::string& task_id,
    const std::string& mode
) {
    if (!container.log_configuration || !container.log_configuration->log_driver) return;
    auto& log = host.log_config.emplace();
    log.type = std::string(reflect::to_text(*container.log_configuration->log_driver));
    log.config =
        container.log_configuration->options.value_or(std::map<std::string, std::string>{});
    if (log.type == "awslogs")
        name_awslogs_stream(*log.config, container.name.value_or(""), task_id);
    if (!mode.empty() && log.type != "awsfirelens") {
        log.config->emplace("mode", mode);
    }
}

}  // namespace

api::docker::ContainerCreateRequest docker_config(const api::ecs::ContainerDefinition& container) {
    api::docker::ContainerCreateRequest config;
    config.hostname = container.hostname;
    config.user = container.user;
    config.working_dir = container.working_directory;
    config.labels = container.docker_labels;
    config.tty = container.pseudo_terminal;
    config.open_stdin = container.interactive;
    config.network_disabled = container.disable_networking;
    if (container.health_check) config.healthcheck = health_config(*container.health_check);
    return config;
}

api::docker::HostConfig docker_host_config(
    const api::ecs::ContainerDefinition& container,
    std::optional<api::ecs::NetworkMode> network_mode,
    std::optional<std::int32_t> memory_mib,
    std::optional<std::int32_t> memory_reservation_mib,
    const std::string& log_stream_id,
    const std::string& log_mode
) {
    api::docker::HostConfig host;
    host.network_mode =
        std::string(reflect::to_text(network_mode.value_or(api::ecs::NetworkMode::Bridge)));
    host.privileged = container.privileged;
    host.readonly_rootfs = container.readonly_root_filesystem;
    if (memory_reservation_mib) host.memory_reservation = *memory_reservation_mib * kBytesPerMib;
    if (container.linux_parameters) {
        set_linux_parameters(host, *container.linux_parameters, memory_mib);
    }
    if (container.system_controls) {
        for (const auto& control : *container.system_controls) {
            if (!host.sysctls) host.sysctls.emplace();
            (*host.sysctls)[control.namespace_.value_or("")] = control.value.value_or("");
        }
    }
    if (container.ulimits) {
        host.ulimits.emplace();
        for (const auto& limit : *container.ulimits) {
            auto& ulimit = host.ulimits->emplace_back();
            if (limit.name) ulimit.name = std::string(reflect::to_text(*limit.name));
            ulimit.soft = limit.soft_limit.value_or(0);
            ulimit.hard = limit.hard_limit.value_or(0);
        }
    }
    host.dns = container.dns_servers;
    host.dns_search = container.dns_search_domains;
    if (container.extra_hosts) {
        host.extra_hosts.emplace();
        for (const auto& entry : *container.extra_hosts) {
            host.extra_hosts->push_back(
                entry.hostname.value_or("") + ":" + entry.ip_address.value_or("")
            );
        }
    }
    host.security_opt = container.docker_security_options;
    set_logging(host, container, log_stream_id, log_mode);
    return host;
}

}  // namespace gantry::fleet
