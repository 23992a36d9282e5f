#include <algorithm>

#include "services/ecs/api/definition/fargate_sizes.h"
#include "services/ecs/api/definition/validate.h"

namespace gantry::ecs::definition {
namespace {

using api::ecs::LogDriver;
using api::ecs::PidMode;
using api::ecs::Volume;

constexpr std::int32_t kMinStorageGib = 21;
constexpr std::int32_t kMaxStorageGib = 200;
constexpr std::int32_t kMinTimeoutS = 2;
constexpr std::int32_t kMaxTimeoutS = 120;

Error unsupported(std::string_view member) {  // TD-087
    return refuse("Fargate compatible task definitions do not support {}", member);
}

Result<void> check_task(const Subject& subject) {
    if (subject.mode != NetworkMode::Awsvpc) {  // TD-080
        return refuse("Fargate only supports network mode ‘awsvpc’.");
    }
    if (text_of(subject.input.cpu).empty()) {  // TD-081
        return refuse("Fargate requires that 'cpu' be defined at the task level.");
    }
    if (text_of(subject.input.memory).empty()) {  // TD-082
        return refuse("Fargate requires that 'memory' be defined at the task level.");
    }
    const std::int64_t cpu = subject.cpu.value_or(0);
    const std::int64_t memory = subject.memory_mib.value_or(0);
    if (!is_fargate_size(cpu, memory)) {  // TD-083
        return refuse(
            "No Fargate configuration exists for given values: {} CPU, {} memory. See the Amazon "
            "ECS documentation for the valid values.",
            cpu,
            memory
        );
    }
    return {};
}

Result<void> check_task_members(const Subject& subject) {
    if (subject.input.ipc_mode) return unsupported("ipcMode");  // TD-087
    if (!each(subject.input.placement_constraints).empty()) return unsupported("constraints");
    if (subject.input.pid_mode == PidMode::Host) {  // TD-089
        return refuse(
            "Tasks using the Fargate launch type do not support pidMode 'host'. The supported "
            "value for pidMode is 'task'."
        );
    }
    for (const Volume& volume : each(subject.input.volumes)) {  // TD-087
        if (volume.docker_volume_configuration) return unsupported("dockerVolumeConfiguration");
        if (volume.host && !text_of(volume.host->source_path).empty()) {
            return unsupported("sourcePath");
        }
    }
    if (!subject.input.ephemeral_storage) return {};
    const std::int32_t size = subject.input.ephemeral_storage->size_in_gib.value_or(0);
    if (size < kMinStorageGib) {  // TD-093
        return refuse("EphemeralStorage size should be at least {}", kMinStorageGib);
    }
    if (size > kMaxStorageGib) {
        return refuse("EphemeralStorage size should be at most {}", kMaxStorageGib);
    }
    return {};
}

Result<void> check_roles(const Subject& subject, const Container& container) {
    if (subject.has_execution_role) return {};
    if (is_ecr_image(text_of(container.image))) {  // TD-084
        return refuse(
            "Fargate requires task definition to have execution role ARN to support ECR images."
        );
    }
    if (uses_log_driver(container, LogDriver::Awslogs)) {  // TD-085
        return refuse(
            "Fargate requires task definition to have execution role ARN to support log driver "
            "awslogs."
        );
    }
    return {};
}

Result<void> check_members(const Subject&, const Container& container) {
    if (container.privileged.value_or(false)) {  // TD-086
        return refuse("Fargate requires that the 'privileged' setting be 'false'");
    }
    if (!each(container.docker_security_options).empty()) {
        return unsupported("dockerSecurityOptions");
    }
    for (const auto& requirement : each(container.resource_requirements)) {  // TD-088
        if (requirement.type == api::ecs::ResourceType::Gpu) {
            return refuse(
                "Tasks using the Fargate launch type do not support GPU resource requirements"
            );
        }
    }
    for (const auto& timeout : {container.start_timeout, container.stop_timeout}) {  // TD-095
        if (timeout && (*timeout < kMinTimeoutS || *timeout > kMaxTimeoutS)) {
            return refuse(
                "Invalid setting for container '{}'. On Fargate, timeouts must be between {} and "
                "{} seconds.",
                text_of(container.name),
                kMinTimeoutS,
                kMaxTimeoutS
            );
        }
    }
    return {};
}

Result<void> check_linux(const Subject&, const Container& container) {
    if (!container.linux_parameters) return {};
    const auto& linux = *container.linux_parameters;
    if (!each(linux.devices).empty()) return unsupported("devices");  // TD-087
    if (linux.max_swap) return unsupported("maxSwap");
    if (linux.shared_memory_size) return unsupported("sharedMemorySize");
    if (!linux.capabilities) return {};
    for (const std::string& name : each(linux.capabilities->add)) {  // TD-090
        if (name != "SYS_PTRACE") return refuse("{} is not allowed on Fargate.", name);
    }
    return {};
}

Result<void> check_logs(const Subject&, const Container& container) {
    if (!container.log_configuration || !container.log_configuration->log_driver) return {};
    const LogDriver driver = *container.log_configuration->log_driver;
    const bool known = driver == LogDriver::Awslogs || driver == LogDriver::Splunk ||
                       driver == LogDriver::Awsfirelens;
    if (!known) {  // TD-091
        return refuse(
            "{} is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens]",
            reflect::to_text(driver)
        );
    }
    const bool prefixed = log_option(container, "awslogs-stream-prefix") != nullptr;
    if (driver == LogDriver::Awslogs && !prefixed) {  // TD-092
        return refuse("Log driver awslogs requires options: awslogs-stream-prefix");
    }
    return {};
}

}  // namespace

Result<void> check_fargate(const Subject& subject) {
    if (auto good = run_checks(subject, {check_task, check_task_members}); !good) return good;
    return run_checks(subject, {check_members, check_linux, check_logs, check_roles});
}

}  // namespace gantry::ecs::definition
