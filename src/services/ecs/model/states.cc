#include "services/ecs/model/states.h"

#include <array>

namespace gantry::ecs {

using namespace std::string_view_literals;

std::span<const std::string_view> enum_names(TaskStatus) {
    static constexpr std::array kNames{
        "PROVISIONING"sv,
        "PENDING"sv,
        "ACTIVATING"sv,
        "RUNNING"sv,
        "DEACTIVATING"sv,
        "STOPPING"sv,
        "DEPROVISIONING"sv,
        "STOPPED"sv,
    };
    return kNames;
}

std::span<const std::string_view> enum_names(TaskGoal) {
    static constexpr std::array kNames{"RUNNING"sv, "STOPPED"sv};
    return kNames;
}

std::span<const std::string_view> enum_names(ContainerStatus) {
    static constexpr std::array kNames{"PENDING"sv, "RUNNING"sv, "STOPPED"sv};
    return kNames;
}

std::span<const std::string_view> enum_names(ClusterStatus) {
    static constexpr std::array kNames{
        "ACTIVE"sv, "PROVISIONING"sv, "DEPROVISIONING"sv, "FAILED"sv, "INACTIVE"sv
    };
    return kNames;
}

std::span<const std::string_view> enum_names(ServiceStatus) {
    static constexpr std::array kNames{"ACTIVE"sv, "DRAINING"sv, "INACTIVE"sv};
    return kNames;
}

std::span<const std::string_view> enum_names(DeploymentStatus) {
    static constexpr std::array kNames{"PRIMARY"sv, "ACTIVE"sv, "INACTIVE"sv};
    return kNames;
}

std::span<const std::string_view> enum_names(InstanceStatus) {
    static constexpr std::array kNames{
        "REGISTERING"sv,
        "REGISTRATION_FAILED"sv,
        "ACTIVE"sv,
        "DRAINING"sv,
        "DEREGISTERING"sv,
        "INACTIVE"sv,
    };
    return kNames;
}

}  // namespace gantry::ecs
