#include "services/ecs/model/reservation.h"

#include <algorithm>
#include <string>

#include "services/ecs/model/gpus.h"
#include "services/ecs/model/sizes.h"

namespace gantry::ecs {
namespace {

using api::ecs::ContainerDefinition;
using api::ecs::ContainerOverride;
using api::ecs::NetworkMode;
using api::ecs::TransportProtocol;

std::int64_t cpu_of(const ContainerDefinition& container, const ContainerOverride* override) {
    return override != nullptr && override->cpu ? *override->cpu : container.cpu;
}

std::int64_t memory_of(const ContainerDefinition& container, const ContainerOverride* override) {
    const auto either = [&](auto member, auto overridden) -> std::optional<std::int32_t> {
        if (override != nullptr && override->*overridden) return override->*overridden;
        return container.*member;
    };
    const auto soft =
        either(&ContainerDefinition::memory_reservation, &ContainerOverride::memory_reservation);
    if (soft) return *soft;
    return either(&ContainerDefinition::memory, &ContainerOverride::memory).value_or(0);
}

void add_ports(const ContainerDefinition& container, NetworkMode mode, ResourceSet& into) {
    if (mode != NetworkMode::Bridge && mode != NetworkMode::Host) return;
    if (!container.port_mappings) return;
    for (const auto& mapping : *container.port_mappings) {
        if (mapping.container_port_range) continue;
        std::int32_t port = mapping.host_port.value_or(0);
        if (port == 0 && mode == NetworkMode::Host) port = mapping.container_port.value_or(0);
        if (port == 0) continue;
        const bool udp = mapping.protocol == TransportProtocol::Udp;
        (udp ? into.ports_udp : into.ports_tcp).push_back(port);
    }
}

void sort_unique(std::vector<std::int32_t>& ports) {
    std::ranges::sort(ports);
    ports.erase(std::ranges::unique(ports).begin(), ports.end());
}

/// The task-level setting, the override's before the definition's.
std::optional<std::int64_t> task_level(
    const std::optional<std::string>& overridden,
    const std::optional<std::string>& defined,
    std::optional<std::int64_t> (*parse)(std::string_view)
) {
    if (overridden) return parse(*overridden);
    if (defined) return parse(*defined);
    return std::nullopt;
}

}  // namespace

const ContainerOverride* override_of(
    const api::ecs::TaskOverride& overrides, std::string_view container
) {
    if (!overrides.container_overrides) return nullptr;
    for (const auto& override : *overrides.container_overrides) {
        if (override.name == container) return &override;
    }
    return nullptr;
}

ResourceSet reservation_of(
    const api::ecs::TaskDefinition& definition, const api::ecs::TaskOverride& overrides
) {
    ResourceSet sum;
    if (definition.container_definitions) {
        const NetworkMode mode = definition.network_mode.value_or(NetworkMode::Bridge);
        for (const auto& container : *definition.container_definitions) {
            const auto* override = override_of(overrides, container.name.value_or(""));
            sum.cpu += cpu_of(container, override);
            sum.memory_mib += memory_of(container, override);
            const GpuNeed need = gpu_need(container, overrides);
            sum.gpus += need.count;
            sum.every_gpu = sum.every_gpu || need.all;
            add_ports(container, mode, sum);
        }
    }
    sum.cpu = task_level(overrides.cpu, definition.cpu, parse_cpu_units).value_or(sum.cpu);
    sum.memory_mib =
        task_level(overrides.memory, definition.memory, parse_memory_mib).value_or(sum.memory_mib);
    if (definition.network_mode == NetworkMode::Awsvpc) sum.interfaces = 1;
    sort_unique(sum.ports_tcp);
    sort_unique(sum.ports_udp);
    return sum;
}

}  // namespace gantry::ecs
