#include "agent/engine/host_ports.h"

#include <algorithm>

namespace gantry::agent {

HostPorts::HostPorts(std::string bind_ip, std::int32_t first, std::int32_t last)
    : bind_ip_(std::move(bind_ip)), first_(first), last_(std::max(first, last)), next_(first) {}

std::optional<std::int32_t> HostPorts::find_free(
    std::int32_t count, const std::string& protocol, const PortsInUse& in_use
) {
    const std::int32_t size = last_ - first_ + 1;
    if (count > size) return std::nullopt;
    std::int32_t run = 0;
    // Once around, and a little further so that a run which begins near the end of the search is
    // seen.
    for (std::int32_t step = 0; step < size + count; ++step) {
        const std::int32_t port = first_ + (next_ - first_ + step) % size;
        if (port == first_) run = 0;
        run = in_use.contains({protocol, port}) ? 0 : run + 1;
        if (run < count) continue;
        next_ = port == last_ ? first_ : port + 1;
        return port - count + 1;
    }
    return std::nullopt;
}

std::optional<std::vector<PublishedPort>> HostPorts::choose(
    const ContainerSpec& container, Network network, PortsInUse in_use
) {
    std::vector<PublishedPort> chosen;
    if (network == Network::None) return chosen;
    for (const PortSpec& port : container.ports) {
        const std::int32_t count = port.last - port.first + 1;
        std::int32_t host = port.host_port;
        if (network == Network::Host) {
            host = port.first;
        } else if (host == 0) {
            const auto found = find_free(count, port.protocol, in_use);
            if (!found) return std::nullopt;
            host = *found;
        }
        for (std::int32_t i = 0; i < count; ++i) {
            chosen.push_back(
                {network == Network::Host ? "0.0.0.0" : bind_ip_,
                 port.first + i,
                 host + i,
                 port.protocol}
            );
            in_use.emplace(port.protocol, host + i);
        }
    }
    return chosen;
}

}  // namespace gantry::agent
