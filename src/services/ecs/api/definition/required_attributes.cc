#include "services/ecs/api/definition/required_attributes.h"

#include <algorithm>
#include <set>

#include "api/ecs/firelens_configuration_type.h"
#include "services/ecs/model/secret_files.h"

namespace gantry::ecs::definition {
namespace {

using api::ecs::LogDriver;
using Names = std::set<std::string>;

constexpr std::int64_t kOrdinaryCpuLimit = 10'240;

/// Attributes of the oldest kind carry the service's name.
void add_old(Names& names, std::string_view capability) {
    names.insert("com.amazonaws.ecs.capability." + std::string(capability));
}
void add(Names& names, std::string_view capability) {
    names.insert("ecs.capability." + std::string(capability));
}
/// The Docker Engine API that has a parameter.
void need_docker_api(Names& names, int minor) {
    add_old(names, "docker-remote-api.1." + std::to_string(minor));
}

/// Where a secret comes from: Secrets Manager by its ARN, anything else is an SSM parameter.
std::string_view secret_store(const api::ecs::Secret& secret) {
    const std::string& from = text_of(secret.value_from);
    return from.starts_with("arn:") && from.find(":secretsmanager:") != std::string::npos ? "asm"
                                                                                          : "ssm";
}

void add_image(Names& names, const Subject& subject, const Container& container) {
    if (is_ecr_image(text_of(container.image))) {
        add_old(names, "ecr-auth");
        need_docker_api(names, 19);
        if (subject.has_execution_role) add(names, "execution-role-ecr-pull");
    }
    if (container.repository_credentials) {
        add(names, "private-registry-authentication.secretsmanager");
    }
}

void add_logging(Names& names, const Subject& subject, const Container& container) {
    if (!container.log_configuration || !container.log_configuration->log_driver) return;
    const LogDriver driver = *container.log_configuration->log_driver;
    add_old(names, "logging-driver." + std::string(reflect::to_text(driver)));
    need_docker_api(names, 18);
    if (container.log_configuration->options) need_docker_api(names, 19);
    if (driver == LogDriver::Awslogs && subject.has_execution_role) {
        add(names, "execution-role-awslogs");
    }
    if (log_option(container, "awslogs-create-group") != nullptr) need_docker_api(names, 29);
    if (log_option(container, "mode") != nullptr ||
        log_option(container, "max-buffer-size") != nullptr) {
        need_docker_api(names, 28);
    }
    if (driver == LogDriver::Awsfirelens &&
        log_option(container, "log-driver-buffer-limit") != nullptr) {
        add(names, "logging-driver.awsfirelens.log-driver-buffer-limit");
    }
    for (const auto& secret : each(container.log_configuration->secret_options)) {
        add(names, fmt::format("secrets.{}.bootstrap.log-driver", secret_store(secret)));
    }
}

void add_environment(Names& names, const Container& container) {
    for (const auto& secret : each(container.secrets)) {
        add(names, fmt::format("secrets.{}.environment-variables", secret_store(secret)));
    }
    if (!each(container.environment_files).empty()) add(names, "env-files.s3");
    if (!container.docker_labels) return;
    const auto files = read_secret_files(*container.docker_labels);
    if (files && !files->files.empty()) names.insert(std::string(kSecretFilesAttribute));
}

void add_life_cycle(Names& names, const Container& container) {
    if (container.health_check) {
        add(names, "container-health-check");
        need_docker_api(names, container.health_check->start_period ? 29 : 24);
    }
    if (!each(container.depends_on).empty() || container.start_timeout || container.stop_timeout) {
        add(names, "container-ordering");
    }
    if (container.restart_policy && container.restart_policy->enabled.value_or(false)) {
        add(names, "container-restart-policy");
    }
    if (const auto& firelens = container.firelens_configuration; firelens && firelens->type) {
        add(names, fmt::format("firelens.{}", reflect::to_text(*firelens->type)));
        if (!firelens->options) return;
        const auto type = firelens->options->find("config-file-type");
        if (type != firelens->options->end()) {
            add(names, "firelens.options.config." + type->second);
        }
    }
}

void add_docker(Names& names, const Container& container) {
    if (container.privileged.value_or(false)) add_old(names, "privileged-container");
    if (!each(container.ulimits).empty()) need_docker_api(names, 18);
    if (container.docker_labels && !container.docker_labels->empty()) need_docker_api(names, 18);
    if (container.memory_reservation) need_docker_api(names, 21);
    if (container.readonly_root_filesystem.value_or(false)) need_docker_api(names, 17);
    for (const std::string& option : each(container.docker_security_options)) {
        if (option.starts_with("label:")) add_old(names, "selinux");
        if (option.starts_with("apparmor:")) add_old(names, "apparmor");
        if (option.starts_with("no-new-privileges")) need_docker_api(names, 23);
    }
    if (!container.linux_parameters) return;
    const auto& linux = *container.linux_parameters;
    if (linux.shared_memory_size || !each(linux.tmpfs).empty()) need_docker_api(names, 22);
    if (linux.init_process_enabled.value_or(false)) need_docker_api(names, 25);
    if (linux.max_swap || linux.swappiness) need_docker_api(names, 32);
}

void add_network(Names& names, const Subject& subject) {
    if (subject.mode == NetworkMode::Awsvpc) {
        add(names, "task-eni");
        need_docker_api(names, 18);
    }
    for (const Container& container : subject.containers) {
        if (subject.mode == NetworkMode::Host && !each(container.extra_hosts).empty()) {
            need_docker_api(names, 24);
        }
        for (const auto& mapping : each(container.port_mappings)) {
            if (mapping.container_port_range) add(names, "network.container-port-range");
        }
    }
}

void add_volumes(Names& names, const Subject& subject) {
    for (const auto& volume : each(subject.input.volumes)) {
        if (volume.efs_volume_configuration) {
            add(names, "efs");
            need_docker_api(names, 25);
            if (volume.efs_volume_configuration->authorization_config) add(names, "efsAuth");
        }
        if (volume.s3files_volume_configuration) add(names, "storage.s3-files");
        if (volume.fsx_windows_file_server_volume_configuration) add(names, "fsxWindowsFileServer");
        if (volume.configured_at_launch.value_or(false)) {
            add(names, "storage.ebs-task-volume-attach");
        }
        if (const auto& docker = volume.docker_volume_configuration) {
            need_docker_api(names, 25);
            const std::string& driver = text_of(docker->driver);
            if (!driver.empty() && driver != "local") add(names, "docker-plugin." + driver);
        }
    }
}

void add_task(Names& names, const Subject& subject) {
    const auto& input = subject.input;
    if (!text_of(input.task_role_arn).empty()) {
        const bool host = subject.mode == NetworkMode::Host;
        add_old(names, host ? "task-iam-role-network-host" : "task-iam-role");
        need_docker_api(names, 19);
    }
    // Sharing with the host, or with nobody, is something every agent can do.
    const bool shares =
        input.pid_mode == api::ecs::PidMode::Task || input.ipc_mode == api::ecs::IpcMode::Task;
    if (shares) add(names, "pid-ipc-namespace-sharing");
    const bool only_fargate = subject.asks_for(api::ecs::Compatibility::Fargate) &&
                              !subject.asks_for(api::ecs::Compatibility::Ec2);
    if ((subject.cpu || subject.memory_mib) && !only_fargate) add(names, "task-cpu-mem-limit");
    if (subject.cpu.value_or(0) > kOrdinaryCpuLimit) add(names, "increased-task-cpu-limit");
    if (input.proxy_configuration) add(names, "aws-appmesh");
    if (input.enable_fault_injection.value_or(false)) add(names, "fault-injection");
}

}  // namespace

std::vector<api::ecs::Attribute> required_attributes_of(const Subject& subject) {
    Names names;
    add_task(names, subject);
    add_network(names, subject);
    add_volumes(names, subject);
    for (const Container& container : subject.containers) {
        add_image(names, subject, container);
        add_logging(names, subject, container);
        add_environment(names, container);
        add_life_cycle(names, container);
        add_docker(names, container);
    }
    std::vector<api::ecs::Attribute> attributes;
    for (const std::string& name : names) attributes.push_back({.name = name});
    return attributes;
}

}  // namespace gantry::ecs::definition
