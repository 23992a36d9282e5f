#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "drivers/network/network_state.h"

namespace gantry::network {

// Inside of a router: its devices. The other ends of uplinks are in the machine's namespace.

inline constexpr const char* kUplink = "uplink";
inline constexpr const char* kTunnel = "vx";
/// Where names are asked, in every VPC; so is the second address of its first block.
inline constexpr const char* kResolverAddress = "169.254.169.253";

/// What a machine's routers have in common.
struct RouterSettings {
    std::optional<Address>
        machine_address;  ///< by which other machines reach it; none: it is alone
    /// Where tasks may reach the router itself, TCP: what `listen` opened.
    std::vector<std::pair<Address, std::uint16_t>> listening;
    bool resolves = false;  ///< names are answered

    friend bool operator==(const RouterSettings&, const RouterSettings&) = default;
};

/// The router's end of an interface's pair of devices: "t" and ten digits that follow from the id.
std::string device_of(const std::string& interface_id);

/// Where a VPC's tasks ask for names: kResolverAddress and the block's second address.
std::vector<Address> resolvers_of(const Vpc& vpc);

/// The whole of a router's rules as text for `nft -f -`, one transaction that replaces what there
/// was. Forwarded is what belongs to a known connection, and what both the egress rules and routes
/// of its source and the ingress rules of its target let pass; nothing is by default. A packet with
/// another source than its interface's address is dropped before all else.
/// Interfaces with the same rules share chains. Deterministic.
std::string router_rules(const Vpc& vpc, const RouterSettings& settings);

}  // namespace gantry::network
