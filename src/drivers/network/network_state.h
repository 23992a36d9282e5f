#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/acs/gantry_network_message.h"
#include "base/result.h"
#include "drivers/network/ipv4.h"

namespace gantry::network {

/// What a packet may be. Who it comes from or goes to is in one of the blocks, or of the sets.
struct PacketRule {
    bool egress = false;
    int protocol = -1;             ///< IP's number; -1: any
    std::optional<int> from_port;  ///< of ICMP the type
    std::optional<int> to_port;    ///< of ICMP the code
    std::vector<Block> blocks;
    std::vector<std::string> sets;

    friend bool operator==(const PacketRule&, const PacketRule&) = default;
};

using RouteTarget = api::acs::GantryRouteTarget;

struct Route {
    Block destination;
    RouteTarget target{};

    friend bool operator==(const Route&, const Route&) = default;
};

struct Interface {
    std::string id;
    Mac mac{};
    Address address;
    Block subnet;
    std::optional<Address> public_address;
    bool checks_source = true;
    std::vector<PacketRule> rules;
    std::vector<Route> routes;  ///< the longest prefix first

    friend bool operator==(const Interface&, const Interface&) = default;
};

struct Vpc {
    std::string id;
    int network_identifier = 0;
    std::vector<Block> blocks;
    std::map<std::string, Interface> interfaces;       ///< by id
    std::map<Address, std::vector<Address>> machines;  ///< machine → who is there
    std::map<std::string, std::vector<Block>> sets;    ///< by name

    friend bool operator==(const Vpc&, const Vpc&) = default;
};

/// By VPC id.
using NetworkState = std::map<std::string, Vpc>;

inline constexpr int kIcmp = 1;
inline constexpr int kTcp = 6;
inline constexpr int kUdp = 17;

/// Reads what a machine was sent: every address is one, names have letters, digits, - _ . only, and
/// nothing is beyond its bounds (kMax… in the source).
/// Errors: InvalidArgument, which names the member.
Result<NetworkState> read_state(const api::acs::GantryNetworkMessage& message);

/// Letters, digits, "-", "_", "."; 1 to 64 of them.
bool is_plain_name(std::string_view name);

/// What is in force when several agents of a process say what they want, the newest last: each
/// one's interfaces; of blocks, sets and other machines what the newest says. An address that is
/// here is at no other machine.
NetworkState merge_states(const std::vector<const NetworkState*>& oldest_first);

/// The first address of a subnet after the network's own: its gateway.
Address gateway_of(const Block& subnet);

}  // namespace gantry::network
