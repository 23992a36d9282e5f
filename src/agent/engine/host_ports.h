#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "agent/engine/task_spec.h"
#include "agent/engine/task_state.h"

namespace gantry::agent {

/// Host ports that are spoken for: protocol and number.
using PortsInUse = std::set<std::pair<std::string, std::int32_t>>;

/// Chooses host ports for containers. Dynamic ones come from a range, searched from the last port
/// given out and around its end, so that a port just freed or found taken is not tried again at
/// once.
class HostPorts {
  public:
    /// @param bind_ip where ports are published; first and last: the dynamic range, inclusive
    HostPorts(std::string bind_ip, std::int32_t first, std::int32_t last);

    /// @return a host port for every container port (ranges expanded, in order), or nullopt when no
    /// dynamic port is left. In host mode container ports are host ports; without network there are
    /// none.
    std::optional<std::vector<PublishedPort>> choose(
        const ContainerSpec& container, Network network, PortsInUse in_use
    );

  private:
    std::optional<std::int32_t> find_free(
        std::int32_t count, const std::string& protocol, const PortsInUse& in_use
    );

    std::string bind_ip_;
    std::int32_t first_;
    std::int32_t last_;
    std::int32_t next_;
};

}  // namespace gantry::agent
