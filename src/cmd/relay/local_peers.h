#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drivers/network/ipv4.h"

/// Who may use what listens at the address of the task endpoint. That address is the loopback
/// device's, but Linux answers for it on every device: whoever is on the same link can ask.
namespace gantry::cmd {

/// An IPv4 address of this machine, and what is on its link.
struct LocalAddress {
    std::string device;
    network::Address address;
    network::Block link;
    bool is_bridge = false;  ///< the device
};

/// Those that there are now; none where the system does not tell.
std::vector<LocalAddress> local_addresses();

/// A bridge by the names that Docker gives: "docker0", "br-" and twelve hexadecimal digits of a
/// network's id. One that the operator has named cannot be told from one of the machine's network.
bool is_docker_name(std::string_view device);

/// Whether that address is of this machine: one of its own, or of a container on one of Docker's
/// bridges. Nobody else's connection comes from there: the system drops packets of others with its
/// own addresses, and answers to a container's go to its bridge. Pure.
/// @param peer "172.17.0.2"
bool is_of_this_machine(const std::vector<LocalAddress>& machine, std::string_view peer);

}  // namespace gantry::cmd
