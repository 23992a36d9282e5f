#include "services/ecs/fleet/payload_builder.h"

#include <charconv>

#include "base/reflect.h"
#include "services/ecs/fleet/docker_config.h"
#include "services/ecs/fleet/payload_secrets.h"
#include "services/ecs/model/health_probe.h"
#include "services/ecs/model/image_to_pull.h"
#include "services/ecs/model/task_network.h"
#include "services/ecs/model/task_roles.h"
#include "services/ecs/model/task_volume.h"
#include "wire/json_codec.h"

namespace gantry::fleet {

namespace {

constexpr std::int32_t kDefaultRestartPeriodSeconds = 300;

template <class To, class From>
std::optional<To> same_text(const std::optional<From>& value) {
    if (!value) return std::nullopt;
    return reflect::from_text<To>(reflect::to_text(*value));
}

std::int64_t to_number(const std::string& text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

const api::ecs::ContainerOverride* override_of(
    const ecs::TaskRow& task, const std::string& container
) {
    if (!task.overrides.container_overrides) return nullptr;
    for (const auto& entry : *task.overrides.container_overrides) {
        if (entry.name == container) return &entry;
    }
    return nullptr;
}

/// Definition first, overrides win by name; what the platform adds never replaces either.
std::map<std::string, std::string> environment(
    const api::ecs::ContainerDefinition& container,
    const api::ecs::ContainerOverride* override,
    const ecs::TaskRow& task
) {
    std::map<std::string, std::string> env;
    const auto add = [&env](const auto& list) {
        if (!list) return;
        for (const auto& pair : *list) env[pair.name.value_or("")] = pair.value.value_or("");
    };
    add(container.environment);
    if (override != nullptr) add(override->environment);
    // "AWS_ECS_EC2", "AWS_ECS_FARGATE", "AWS_ECS_EXTERNAL".
    const std::string kind(reflect::to_text(task.launch_type));
    env.emplace("AWS_EXECUTION_ENV", "AWS_ECS_" + kind);
    return env;
}

void set_ports(
    api::acs::Container& out,
    const api::ecs::ContainerDefinition& container,
    api::ecs::NetworkMode mode
) {
    if (!container.port_mappings || mode == api::ecs::NetworkMode::Awsvpc) return;
    out.port_mappings.emplace();
    for (const auto& mapping : *container.port_mappings) {
        auto& port = out.port_mappings->emplace_back();
        port.container_port = mapping.container_port.value_or(0);
        port.host_port = mapping.host_port.value_or(0);
        port.container_port_range = mapping.container_port_range;
        port.protocol = same_text<api::acs::TransportProtocol>(mapping.protocol);
    }
}

void set_mounts(api::acs::Container& out, const api::ecs::ContainerDefinition& container) {
    if (container.mount_points) {
        out.mount_points.emplace();
        for (const auto& mount : *container.mount_points) {
            auto& point = out.mount_points->emplace_back();
            point.source_volume = mount.source_volume;
            point.container_path = mount.container_path;
            point.read_only = mount.read_only.value_or(false);
        }
    }
    if (container.volumes_from) {
        out.volumes_from.emplace();
        for (const auto& source : *container.volumes_from) {
            auto& from = out.volumes_from->emplace_back();
            from.source_container = source.source_container;
            from.read_only = source.read_only.value_or(false);
        }
    }
}

void set_order(api::acs::Container& out, const api::ecs::ContainerDefinition& container) {
    out.links = container.links;
    out.start_timeout = container.start_timeout.value_or(0);
    out.stop_timeout = container.stop_timeout.value_or(0);
    if (container.depends_on) {
        out.depends_on.emplace();
        for (const auto& dependency : *container.depends_on) {
            auto& entry = out.depends_on->emplace_back();
            entry.container_name = dependency.container_name;
            entry.condition = same_text<api::acs::ContainerCondition>(dependency.condition);
        }
    }
    if (container.restart_policy) {
        auto& policy = out.restart_policy.emplace();
        policy.enabled = container.restart_policy->enabled.value_or(false);
        policy.ignored_exit_codes = container.restart_policy->ignored_exit_codes;
        policy.restart_attempt_period =
            container.restart_policy->restart_attempt_period.value_or(kDefaultRestartPeriodSeconds);
    }
}

void set_docker_config(
    api::acs::Container& out,
    const api::ecs::ContainerDefinition& container,
    const api::ecs::ContainerOverride* override,
    const ecs::TaskRow& task,
    std::optional<api::ecs::NetworkMode> mode,
    const std::string& log_mode
) {
    const auto memory =
        override != nullptr && override->memory ? override->memory : container.memory;
    const auto reservation = override != nullptr && override->memory_reservation
                                 ? override->memory_reservation
                                 : container.memory_reservation;
    out.memory = memory.value_or(0);
    auto& docker = out.docker_config.emplace();
    docker.version = "1.18";
    docker.config = wire::encode_json(docker_config(container));
    docker.host_config = wire::encode_json(
        docker_host_config(container, mode, memory, reservation, task.id, log_mode)
    );
    if (ecs::has_probe(container.health_check)) {
        out.health_check_type = api::acs::HealthCheckType::Docker;
    }
}

/// Amazon's agent starts a process in the container for it; ours needs none.
void set_exec_agent(api::acs::Container& out) {
    auto& agent = out.managed_agents.emplace().emplace_back();
    agent.name = api::acs::ManagedAgentName::ExecuteCommandAgent;
    agent.properties.emplace()["sessionLimit"] = "2";
}

api::acs::Container build_container(
    const api::ecs::ContainerDefinition& container,
    const ecs::TaskRow& task,
    std::optional<api::ecs::NetworkMode> mode,
    const PayloadContext& context
) {
    const std::string name = container.name.value_or("");
    const auto* override = override_of(task, name);
    api::acs::Container out;
    out.name = name;
    out.image = container.image;
    for (const ecs::TaskContainer& known : task.containers) {
        if (known.name != name) continue;
        out.container_arn = ecs::container_arn(task.scope(), task.cluster, task.id, known.id);
        if (out.image) out.image = ecs::image_to_pull(*out.image, known.image_digest);
    }
    out.cpu = override != nullptr && override->cpu ? *override->cpu : container.cpu;
    out.essential = container.essential.value_or(true);
    out.entry_point = container.entry_point;
    out.command = container.command;
    if (override != nullptr && override->command) {
        std::string commands = R"({"command":)";
        wire::append_json(commands, *override->command);
        out.overrides = commands + "}";
    }
    out.environment = environment(container, override, task);
    name_what_is_fetched(out, container, override, task, context);
    set_ports(out, container, mode.value_or(api::ecs::NetworkMode::Bridge));
    set_mounts(out, container);
    set_order(out, container);
    if (task.enable_execute_command) set_exec_agent(out);
    if (const auto& router = container.firelens_configuration) {
        out.firelens_configuration.emplace().type =
            same_text<api::acs::FirelensConfigurationType>(router->type);
        out.firelens_configuration->options = router->options;
    }
    set_docker_config(out, container, override, task, mode, context.log_mode);
    return out;
}

bool writes_to_logs(const api::ecs::ContainerDefinition& container) {
    const auto& log = container.log_configuration;
    return log && log->log_driver == api::ecs::LogDriver::Awslogs;
}

void set_file_system(api::acs::Volume& out, const api::ecs::EFSVolumeConfiguration& efs) {
    out.type = api::acs::VolumeType::Efs;
    auto& configuration = out.efs_volume_configuration.emplace();
    configuration.file_system_id = efs.file_system_id;
    configuration.root_directory = efs.root_directory;
    configuration.transit_encryption =
        same_text<api::acs::EFSTransitEncryption>(efs.transit_encryption);
    configuration.transit_encryption_port = efs.transit_encryption_port.value_or(0);
    if (!efs.authorization_config) return;
    auto& authorization = configuration.authorization_config.emplace();
    authorization.access_point_id = efs.authorization_config->access_point_id;
    authorization.iam =
        same_text<api::acs::EFSAuthorizationConfigIAM>(efs.authorization_config->iam);
}

/// A disk of the machine's, and how large it is.
void set_disk(api::acs::Task& out, api::acs::Volume& entry, const ecs::TaskRow& task) {
    const ecs::TaskVolume& volume = *task.volume;
    const auto file_system =
        volume.asked.filesystem_type.value_or(api::ecs::TaskFilesystemType::Xfs);
    entry.type = api::acs::VolumeType::Ebs;
    auto& disk = entry.ebs_volume_configuration.emplace();
    disk.volume_id = volume.volume_id;
    disk.delete_on_termination = ecs::is_deleted_with_task(volume);
    disk.filesystem_type = std::string(reflect::to_text(file_system));
    if (!out.attachments) out.attachments.emplace();
    auto& attachment = out.attachments->emplace_back();
    attachment.attachment_arn = ecs::attachment_arn(task.scope(), volume.attachment_id);
    attachment.attachment_type = "amazonebs";
    attachment.attachment_properties = {
        {"volumeId", volume.volume_id},
        {"volumeName", volume.name},
        {"volumeSizeGib", std::to_string(volume.asked.size_in_gib.value_or(0))},
        {"filesystemType", disk.filesystem_type},
    };
    if (const auto& snapshot = volume.asked.snapshot_id; snapshot && !snapshot->empty()) {
        attachment.attachment_properties->push_back({"snapshotId", snapshot});
    }
}

/// Beyond the protocol, and for agents of the pool alone: how much the task may write.
void set_ephemeral_storage(api::acs::Task& out, const ecs::TaskRow& task) {
    if (task.ephemeral_gib <= 0) return;
    if (!out.attachments) out.attachments.emplace();
    auto& attachment = out.attachments->emplace_back();
    attachment.attachment_type = "gantry-ephemeral-storage";
    attachment.attachment_properties = {{"sizeInGiB", std::to_string(task.ephemeral_gib)}};
}

void set_volumes(
    api::acs::Task& out, const ecs::TaskRow& task, const api::ecs::TaskDefinition& definition
) {
    if (!definition.volumes) return;
    out.volumes.emplace();
    for (const auto& volume : *definition.volumes) {
        auto& entry = out.volumes->emplace_back();
        entry.name = volume.name;
        if (const auto& docker = volume.docker_volume_configuration) {
            entry.type = api::acs::VolumeType::Docker;
            auto& configuration = entry.docker_volume_configuration.emplace();
            configuration.scope = same_text<api::acs::Scope>(docker->scope);
            if (!configuration.scope) configuration.scope = api::acs::Scope::Task;
            configuration.autoprovision = docker->autoprovision.value_or(false);
            configuration.driver = docker->driver.value_or("local");
            configuration.driver_opts = docker->driver_opts;
            configuration.labels = docker->labels;
        } else if (volume.efs_volume_configuration) {
            set_file_system(entry, *volume.efs_volume_configuration);
        } else if (task.volume && task.volume->name == volume.name) {
            set_disk(out, entry, task);
        } else {
            entry.type = api::acs::VolumeType::Host;
            entry.host.emplace();
            if (volume.host) entry.host->source_path = volume.host->source_path;
        }
    }
}

/// The interface as the machine is to make it. Source: the agent's protocol, ENI object.
void set_interface(api::acs::Task& out, const ecs::TaskRow& task) {
    if (!task.network || task.network->interface_id.empty()) return;
    const ecs::TaskNetwork& network = *task.network;
    api::acs::ElasticNetworkInterface interface;
    interface.attachment_arn = ecs::attachment_arn(task.scope(), network.attachment_id);
    interface.ec2_id = network.interface_id;
    interface.mac_address = network.mac;
    interface.ipv4_addresses.emplace().push_back(
        {.private_address = network.private_ip, .primary = true}
    );
    interface.subnet_gateway_ipv4_address = network.gateway;
    interface.domain_name_servers = network.dns_servers;
    interface.domain_name = network.domain_names;
    if (!network.dns_name.empty()) interface.private_dns_name = network.dns_name;
    interface.interface_association_protocol =
        api::acs::NetworkInterfaceAssociationProtocol::Default;
    out.elastic_network_interfaces.emplace().push_back(std::move(interface));
}

/// Each GPU with the one container that it is for, as Amazon's agent takes them.
void set_gpus(api::acs::Task& out, const ecs::TaskRow& task) {
    for (const ecs::TaskContainer& container : task.containers) {
        for (const std::string& id : container.gpu_ids) {
            if (!out.associations) out.associations.emplace();
            auto& gpu = out.associations->emplace_back();
            gpu.name = id;
            gpu.type = api::acs::AssociationType::Gpu;
            gpu.containers = {container.name};
        }
    }
}

}  // namespace

api::acs::Task build_stop_payload(const ecs::TaskRow& task) {
    api::acs::Task out;
    out.arn = task.arn();
    out.task_cluster_arn = ecs::cluster_arn(task.scope(), task.cluster);
    out.family = task.family;
    out.version = std::to_string(task.revision);
    out.desired_status = std::string(reflect::to_text(task.goal));
    out.containers.emplace();
    return out;
}

api::acs::Task build_task_payload(
    const ecs::TaskRow& task, const ecs::TaskDefinitionRow& row, PayloadContext context
) {
    const api::ecs::TaskDefinition& definition = row.definition;
    api::acs::Task out = build_stop_payload(task);
    if (definition.network_mode) {
        out.network_mode = std::string(reflect::to_text(*definition.network_mode));
    }
    out.launch_type = std::string(reflect::to_text(task.launch_type));
    if (!task.service.empty()) out.service_name = task.service;
    out.group = task.group;
    out.zone = task.availability_zone;
    const std::string cpu = task.overrides.cpu.value_or(definition.cpu.value_or(""));
    const std::string memory = task.overrides.memory.value_or(definition.memory.value_or(""));
    out.cpu = static_cast<double>(to_number(cpu)) / 1024.0;
    out.memory = static_cast<std::int32_t>(to_number(memory));
    if (definition.pid_mode) out.pid_mode = std::string(reflect::to_text(*definition.pid_mode));
    if (definition.ipc_mode) out.ipc_mode = std::string(reflect::to_text(*definition.ipc_mode));
    out.enable_fault_injection = definition.enable_fault_injection.value_or(false);
    set_volumes(out, task, definition);
    set_ephemeral_storage(out, task);
    set_interface(out, task);
    set_gpus(out, task);
    context.has_execution_role =
        !ecs::role_of_task(ecs::RoleType::TaskExecution, task.scope(), definition, task.overrides)
             .empty();
    if (definition.container_definitions) {
        for (const auto& container : *definition.container_definitions) {
            auto& built = out.containers->emplace_back(
                build_container(container, task, definition.network_mode, context)
            );
            if (context.has_execution_role && writes_to_logs(container)) {
                built.logs_auth_strategy = api::acs::AuthStrategy::ExecutionRole;
            }
        }
    }
    return out;
}

}  // namespace gantry::fleet
