#include "agent/link/registration_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "wire/exec_stream.h"

namespace gantry::agent {
namespace {

constexpr std::int64_t kCpuUnitsPerCore = 1024;
constexpr int kFirstApiMinor = 17;
constexpr int kLastApiMinor = 44;

constexpr const char* kTaskInterfaces = "ecs.capability.task-eni";
/// The second is beyond ECS: disks are files of this machine, not devices that EC2 attaches.
constexpr std::array kTaskDisks = {
    "ecs.capability.storage.ebs-task-volume-attach", "gantry.task-disks"
};
/// Beyond ECS: where its snapshots are. A task whose volume is made from one goes where it is.
constexpr const char* kSnapshotStore = "gantry.snapshot-store";
constexpr std::array kFileSystemCapabilities = {"ecs.capability.efs", "ecs.capability.efsAuth"};
constexpr const char* kGpuDriver = "ecs.capability.gpu-driver-version";
constexpr const char* kNvidiaDriver = "ecs.capability.nvidia-driver-version.";
/// Beyond ECS: its GPUs are given to so many tasks each, for placement constraints.
constexpr const char* kGpuSharing = "gantry.gpu-sharing";
/// Beyond ECS: where other machines send what is for this one's tasks.
constexpr const char* kNetworkAddress = "gantry.network-address";

/// What the engine and the request builder do; see unsupported.h for what they do not.
constexpr std::array<std::string_view, 20> kCapabilities = {
    "com.amazonaws.ecs.capability.ecr-auth",
    "com.amazonaws.ecs.capability.privileged-container",
    "ecs.capability.container-health-check",
    "ecs.capability.container-ordering",
    "ecs.capability.container-restart-policy",
    "ecs.capability.env-files.s3",
    "ecs.capability.execute-command",
    "ecs.capability.execution-role-awslogs",
    "ecs.capability.execution-role-ecr-pull",
    "ecs.capability.full-sync",
    "ecs.capability.increased-task-cpu-limit",
    "ecs.capability.network.container-port-range",
    "ecs.capability.pid-ipc-namespace-sharing",
    "ecs.capability.private-registry-authentication.secretsmanager",
    "ecs.capability.secrets.asm.bootstrap.log-driver",
    "ecs.capability.secrets.asm.environment-variables",
    "ecs.capability.secrets.ssm.bootstrap.log-driver",
    "ecs.capability.secrets.ssm.environment-variables",
    "ecs.capability.task-cpu-mem-limit",
    wire::kExecAttribute,
};

constexpr const char* kFaults = "ecs.capability.fault-injection";
/// FireLens.
constexpr std::array kLogRouters = {
    "com.amazonaws.ecs.capability.logging-driver.awsfirelens",
    "ecs.capability.firelens.fluentbit",
    "ecs.capability.firelens.fluentd",
    "ecs.capability.firelens.non-root-user",
    "ecs.capability.firelens.options.config.file",
    "ecs.capability.firelens.options.config.s3",
    "ecs.capability.logging-driver.awsfirelens.log-driver-buffer-limit",
};

api::ecs::Attribute attribute(std::string name, std::optional<std::string> value = {}) {
    api::ecs::Attribute result;
    result.name = std::move(name);
    result.value = std::move(value);
    return result;
}

/// "1.41" → 41. 0 for anything else.
int api_minor(const std::string& version) {
    int minor = 0;
    if (version.starts_with("1.")) {
        std::from_chars(version.data() + 2, version.data() + version.size(), minor);
    }
    return minor;
}

std::string ecs_architecture(const std::string& machine) {
    return machine == "aarch64" || machine == "arm64" ? "arm64" : "x86_64";
}

bool has_security_option(const runtime::HostInfo& host, std::string_view name) {
    return std::any_of(
        host.security_options.begin(),
        host.security_options.end(),
        [&](const std::string& option) { return option.find(name) != std::string::npos; }
    );
}

api::ecs::Resource integer_resource(const char* name, std::int64_t value) {
    api::ecs::Resource resource;
    resource.name = name;
    resource.type = "INTEGER";
    resource.integer_value = static_cast<std::int32_t>(value);
    return resource;
}

api::ecs::Resource ports_resource(const char* name, const std::vector<std::int32_t>& ports) {
    api::ecs::Resource resource;
    resource.name = name;
    resource.type = "STRINGSET";
    auto& values = resource.string_set_value.emplace();
    for (const std::int32_t port : ports) values.push_back(std::to_string(port));
    return resource;
}

void add_if_set(
    std::vector<api::ecs::Attribute>& list, const char* name, const std::string& value
) {
    if (!value.empty()) list.push_back(attribute(name, value));
}

}  // namespace

Capacity instance_capacity(const AgentConfig& config, const runtime::HostInfo& host) {
    Capacity capacity;
    capacity.cpu = config.overcommit * config.cpu.value_or(host.cpu_count * kCpuUnitsPerCore);
    const std::int64_t memory_mib = std::max<std::int64_t>(
        0, config.memory_mib.value_or(host.memory_mib) - config.reserved_memory_mib
    );
    capacity.memory_mib = config.overcommit * memory_mib;
    capacity.gpu_sharing = config.gpu_sharing;
    return capacity;
}

std::vector<api::ecs::Attribute> instance_attributes(
    const AgentConfig& config, const runtime::HostInfo& host, bool first
) {
    std::vector<api::ecs::Attribute> list;
    for (const std::string_view name : kCapabilities) list.push_back(attribute(std::string(name)));
    const std::string capability = "com.amazonaws.ecs.capability.";
    const int newest = std::min(api_minor(host.api_version), kLastApiMinor);
    for (int minor = kFirstApiMinor; minor <= newest; ++minor) {
        list.push_back(attribute(fmt::format("{}docker-remote-api.1.{}", capability, minor)));
    }
    for (const std::string& driver : config.logging_drivers) {
        list.push_back(attribute(fmt::format("{}logging-driver.{}", capability, driver)));
    }
    for (const std::string& plugin : config.volume_plugins) {
        list.push_back(attribute("ecs.capability.docker-plugin." + plugin));
    }
    if (has_security_option(host, "selinux")) list.push_back(attribute(capability + "selinux"));
    if (has_security_option(host, "apparmor")) list.push_back(attribute(capability + "apparmor"));
    for (const std::string& name : config.extra_capabilities) list.push_back(attribute(name));
    const bool networking = config.no_task_networking.empty() && !config.external;
    if (networking) list.push_back(attribute(kTaskInterfaces));
    if (config.no_task_disks.empty() && !config.external) {
        for (const char* name : kTaskDisks) list.push_back(attribute(name));
        add_if_set(list, kSnapshotStore, config.snapshot_store);
    }
    const bool has_file_systems =
        !config.file_systems.empty() || !config.file_system_directory.empty();
    if (has_file_systems && !config.external) {
        for (const char* name : kFileSystemCapabilities) list.push_back(attribute(name));
    }
    // As with Amazon's agent, never on a machine that registers as EXTERNAL.
    if (config.faults && !config.external) list.push_back(attribute(kFaults));
    if (config.log_routers) {
        for (const char* name : kLogRouters) list.push_back(attribute(name));
    }
    if (!config.gpus.empty() && !config.gpu_driver_version.empty()) {
        list.push_back(attribute(std::string(kNvidiaDriver) + config.gpu_driver_version));
        list.push_back(attribute(kGpuDriver, config.gpu_driver_version));
    }
    if (!config.gpus.empty() && config.gpu_sharing > 1) {
        list.push_back(attribute(kGpuSharing, std::to_string(config.gpu_sharing)));
    }
    list.push_back(attribute("ecs.os-type", "linux"));
    list.push_back(attribute("ecs.os-family", "LINUX"));
    list.push_back(attribute("ecs.cpu-architecture", ecs_architecture(host.architecture)));
    add_if_set(list, "ecs.instance-type", config.instance_type);
    add_if_set(list, "ecs.ami-id", config.ami_id);
    add_if_set(list, "ecs.availability-zone", config.availability_zone);
    if (networking) {
        const std::string& address = config.network_address;
        list.push_back(
            attribute(kNetworkAddress, address.empty() ? std::nullopt : std::optional(address))
        );
    }
    if (config.external) list.push_back(attribute("ecs.capability.external"));
    if (!first) return list;
    for (const auto& [name, value] : config.attributes) {
        list.push_back(attribute(name, value.empty() ? std::nullopt : std::optional(value)));
    }
    return list;
}

api::ecs::RegisterContainerInstanceRequest registration_request(
    const AgentConfig& config,
    const runtime::HostInfo& host,
    const std::string& arn,
    const std::string& client_token
) {
    api::ecs::RegisterContainerInstanceRequest request;
    request.cluster = config.cluster;
    request.client_token = client_token;
    if (!arn.empty()) request.container_instance_arn = arn;
    request.attributes = instance_attributes(config, host, arn.empty());
    const Capacity capacity = instance_capacity(config, host);
    request.total_resources = {
        integer_resource("CPU", capacity.cpu),
        integer_resource("MEMORY", capacity.memory_mib),
        ports_resource("PORTS", config.reserved_ports),
        ports_resource("PORTS_UDP", config.reserved_ports_udp),
    };
    for (int share = 0; share < config.gpu_sharing; ++share) {
        for (const std::string& id : config.gpus) {
            if (!request.platform_devices) request.platform_devices.emplace();
            request.platform_devices->push_back(
                {.id = id, .type = api::ecs::PlatformDeviceType::Gpu}
            );
        }
    }
    auto& version = request.version_info.emplace();
    version.agent_version = config.agent_version;
    version.agent_hash = config.agent_hash;
    version.docker_version = "DockerVersion: " + host.runtime_version;
    if (!config.tags.empty()) {
        auto& tags = request.tags.emplace();
        for (const auto& [key, value] : config.tags) {
            auto& tag = tags.emplace_back();
            tag.key = key;
            tag.value = value;
        }
    }
    return request;
}

std::optional<std::string> find_lost_attribute(
    const std::vector<api::ecs::Attribute>& sent, const std::vector<api::ecs::Attribute>& received
) {
    for (const auto& one : sent) {
        const bool echoed =
            std::any_of(received.begin(), received.end(), [&](const api::ecs::Attribute& other) {
                return other.name == one.name && other.value.value_or("") == one.value.value_or("");
            });
        if (!echoed) return one.name.value_or("");
    }
    return std::nullopt;
}

}  // namespace gantry::agent
