#include "services/ecs/model/container_instance_row.h"

namespace gantry::ecs {

using reflect::field;

const reflect::TypeInfo& ResourceSet::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ResourceSet>(
        "ResourceSet",
        {
            field<&ResourceSet::cpu>("cpu"),
            field<&ResourceSet::memory_mib>("memoryMib"),
            field<&ResourceSet::ports_tcp>("portsTcp"),
            field<&ResourceSet::ports_udp>("portsUdp"),
            field<&ResourceSet::gpus>("gpus"),
            field<&ResourceSet::every_gpu>("everyGpu"),
            field<&ResourceSet::interfaces>("interfaces"),
        }
    );
    return info;
}

const reflect::TypeInfo& ContainerInstanceRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ContainerInstanceRow>(
        "ContainerInstance",
        {
            field<&ContainerInstanceRow::account>("account"),
            field<&ContainerInstanceRow::region>("region"),
            field<&ContainerInstanceRow::cluster>("cluster"),
            field<&ContainerInstanceRow::id>("id"),
            field<&ContainerInstanceRow::status>("status"),
            field<&ContainerInstanceRow::status_reason>("statusReason"),
            field<&ContainerInstanceRow::ec2_instance_id>("ec2InstanceId"),
            field<&ContainerInstanceRow::joined>("joined"),
            field<&ContainerInstanceRow::attributes>("attributes"),
            field<&ContainerInstanceRow::registered>("registered"),
            field<&ContainerInstanceRow::version_info>("versionInfo"),
            field<&ContainerInstanceRow::platform_devices>("platformDevices"),
            field<&ContainerInstanceRow::tags>("tags"),
            field<&ContainerInstanceRow::client_token>("clientToken"),
            field<&ContainerInstanceRow::agent_connected>("agentConnected"),
            field<&ContainerInstanceRow::agent_connected_at>("agentConnectedAt"),
            field<&ContainerInstanceRow::runtime_health>("runtimeHealth"),
            field<&ContainerInstanceRow::runtime_health_at>("runtimeHealthAt"),
            field<&ContainerInstanceRow::version>("version"),
            field<&ContainerInstanceRow::registered_at>("registeredAt"),
            field<&ContainerInstanceRow::deregistered_at>("deregisteredAt"),
        }
    );
    return info;
}

std::optional<std::string> ContainerInstanceRow::attribute(std::string_view wanted) const {
    for (const api::ecs::Attribute& attribute : attributes) {
        if (attribute.name == wanted) return attribute.value.value_or("");
    }
    return std::nullopt;
}

}  // namespace gantry::ecs
