#include <algorithm>
#include <set>
#include <utility>

#include "services/ecs/api/definition/port_range.h"
#include "services/ecs/api/definition/validate.h"

namespace gantry::ecs::definition {
namespace {

using api::ecs::PortMapping;
using api::ecs::TransportProtocol;

constexpr std::int32_t kMaxPort = 65535;
constexpr std::ptrdiff_t kMaxRanges = 100;

TransportProtocol protocol_of(const PortMapping& mapping) {
    return mapping.protocol.value_or(TransportProtocol::Tcp);
}

/// The container ports of a mapping that has passed check_numbers.
PortRange ports_of(const PortMapping& mapping) {
    if (mapping.container_port_range) return *parse_port_range(*mapping.container_port_range);
    return {*mapping.container_port, *mapping.container_port};
}

Result<void> check_range(
    const Subject& subject, const Container& container, const PortMapping& mapping
) {
    if (mapping.container_port) {  // TD-041
        return refuse(
            "Invalid port mapping for container '{}': you cannot specify both single port and port "
            "range",
            text_of(container.name)
        );
    }
    const bool alone = mapping.host_port.value_or(0) == 0;
    if (!parse_port_range(*mapping.container_port_range) || !alone) {  // TD-040
        return refuse(
            "Invalid 'containerPortRange' setting for container '{}'.", text_of(container.name)
        );
    }
    if (subject.mode == NetworkMode::Host) {  // TD-043
        return refuse("containerPortRange is not supported when networkMode=host.");
    }
    return {};
}

Result<void> check_numbers(
    const Subject& subject, const Container& container, const PortMapping& mapping
) {
    if (mapping.container_port_range) return check_range(subject, container, mapping);
    const std::int32_t container_port = mapping.container_port.value_or(0);
    const std::int32_t host_port = mapping.host_port.value_or(0);
    if (container_port < 1 || container_port > kMaxPort) {  // TD-037
        return refuse(
            "Invalid 'containerPort' setting for container '{}'.", text_of(container.name)
        );
    }
    if (host_port < 0 || host_port > kMaxPort) {  // TD-038
        return refuse("Invalid 'hostPort' setting for container '{}'.", text_of(container.name));
    }
    const bool same_only = subject.mode == NetworkMode::Awsvpc || subject.mode == NetworkMode::Host;
    if (same_only && host_port != 0 && host_port != container_port) {  // TD-030, TD-031
        return refuse(
            "When networkMode={}, the host ports and container ports in port mappings must match.",
            reflect::to_text(subject.mode)
        );
    }
    return {};
}

Result<void> check_mappings(const Subject& subject, const Container& container) {
    const auto& mappings = each(container.port_mappings);
    if (subject.mode == NetworkMode::None && !mappings.empty()) {  // TD-039
        return refuse("Port mappings are not supported when networkMode=none.");
    }
    for (const PortMapping& mapping : mappings) {
        if (auto good = check_numbers(subject, container, mapping); !good) return good;
    }
    const auto ranges = std::ranges::count_if(mappings, [](const PortMapping& mapping) {
        return mapping.container_port_range.has_value();
    });
    if (ranges > kMaxRanges) {  // TD-043
        return refuse(
            "Container '{}' has more than {} port ranges.", text_of(container.name), kMaxRanges
        );
    }
    return {};
}

/// Container ports that are taken, in one network namespace.
class TakenPorts {
  public:
    /// @param may_repeat behind a bridge one port may be published twice, but not out of a range
    explicit TakenPorts(bool may_repeat) : may_repeat_(may_repeat) {}

    /// @return false when one of them was taken before
    bool take(const PortMapping& mapping) {
        const PortRange ports = ports_of(mapping);
        auto& taken = protocol_of(mapping) == TransportProtocol::Tcp ? tcp_ : udp_;
        const bool free = std::ranges::none_of(taken, [&](const PortRange& other) {
            const bool both_single = ports.first == ports.last && other.first == other.last;
            return ports.overlaps(other) && !(may_repeat_ && both_single);
        });
        taken.push_back(ports);
        return free;
    }

  private:
    bool may_repeat_;
    std::vector<PortRange> tcp_;
    std::vector<PortRange> udp_;
};

Result<void> check_overlaps(const Subject& subject) {  // TD-042, TD-045, TD-046
    const bool shared = subject.mode == NetworkMode::Awsvpc || subject.mode == NetworkMode::Host;
    TakenPorts of_task(false);
    for (const Container& container : subject.containers) {
        TakenPorts of_container(true);
        TakenPorts& taken = shared ? of_task : of_container;
        for (const PortMapping& mapping : each(container.port_mappings)) {
            if (taken.take(mapping)) continue;
            return refuse(
                "Invalid port mappings for container '{}': container port is used multiple times "
                "in task.",
                text_of(container.name)
            );
        }
    }
    return {};
}

Result<void> check_host_ports(const Subject& subject) {
    std::set<std::pair<TransportProtocol, std::int32_t>> taken;
    for (const Container& container : subject.containers) {
        for (const PortMapping& mapping : each(container.port_mappings)) {
            const std::int32_t port = mapping.host_port.value_or(0);
            const TransportProtocol protocol = protocol_of(mapping);
            if (port == 0 || taken.emplace(protocol, port).second) continue;
            return refuse(
                "{} host port '{}' is mapped multiple times in task.",
                protocol == TransportProtocol::Tcp ? "TCP" : "UDP",
                port
            );
        }
    }
    return {};
}

Result<void> check_unique_port_names(const Subject& subject) {  // TD-044
    std::set<std::string> names;
    for (const Container& container : subject.containers) {
        for (const PortMapping& mapping : each(container.port_mappings)) {
            const std::string& name = text_of(mapping.name);
            if (!name.empty() && !names.insert(name).second) {
                return refuse(
                    "Invalid port mapping for container '{}': port mapping name is already used: "
                    "{}",
                    text_of(container.name),
                    name
                );
            }
        }
    }
    return {};
}

}  // namespace

Result<void> check_ports(const Subject& subject) {
    if (auto good = run_checks(subject, {check_mappings}); !good) return good;
    return run_checks(subject, {check_overlaps, check_host_ports, check_unique_port_names});
}

}  // namespace gantry::ecs::definition
