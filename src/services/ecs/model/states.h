#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace gantry::ecs {

/// Where a task is in its life; only moves forward. Source: ECS Developer Guide, task lifecycle.
enum class TaskStatus : std::uint8_t {
    Provisioning,
    Pending,
    Activating,
    Running,
    Deactivating,
    Stopping,
    Deprovisioning,
    Stopped,
};
std::span<const std::string_view> enum_names(TaskStatus);

/// What the control plane wants of a task.
enum class TaskGoal : std::uint8_t { Running, Stopped };
std::span<const std::string_view> enum_names(TaskGoal);

enum class ContainerStatus : std::uint8_t { Pending, Running, Stopped };
std::span<const std::string_view> enum_names(ContainerStatus);

enum class ClusterStatus : std::uint8_t { Active, Provisioning, Deprovisioning, Failed, Inactive };
std::span<const std::string_view> enum_names(ClusterStatus);

enum class ServiceStatus : std::uint8_t { Active, Draining, Inactive };
std::span<const std::string_view> enum_names(ServiceStatus);

/// PRIMARY: the wanted one; ACTIVE: still has tasks; INACTIVE: over.
enum class DeploymentStatus : std::uint8_t { Primary, Active, Inactive };
std::span<const std::string_view> enum_names(DeploymentStatus);

/// Status of a container instance. Source: API Reference, ContainerInstance.
enum class InstanceStatus : std::uint8_t {
    Registering,
    RegistrationFailed,
    Active,
    Draining,
    Deregistering,
    Inactive,
};
std::span<const std::string_view> enum_names(InstanceStatus);

/// True where ECS lets a task go from one status to the other: forward only, PENDING may be
/// skipped.
constexpr bool may_follow(TaskStatus from, TaskStatus to) {
    return static_cast<std::uint8_t>(to) > static_cast<std::uint8_t>(from);
}
constexpr bool may_follow(ContainerStatus from, ContainerStatus to) {
    return static_cast<std::uint8_t>(to) > static_cast<std::uint8_t>(from);
}

}  // namespace gantry::ecs
