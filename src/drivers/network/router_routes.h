#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "drivers/network/network_state.h"
#include "drivers/network/router_rules.h"

namespace gantry::network {

/// A line of a routing table, as far as Gantry makes it.
struct KernelRoute {
    Block destination;
    std::string device;  ///< empty: nobody is there ("unreachable")
    std::optional<Address> via;

    friend auto operator<=>(const KernelRoute&, const KernelRoute&) = default;
};

/// What a router is to have besides its uplink and its own interfaces: nobody at the VPC's other
/// addresses, and those of other machines behind the tunnel.
std::set<KernelRoute> router_routes(const Vpc& vpc, const RouterSettings& settings);

/// Addresses of the router itself: the subnets' gateways, where the agent listens, the resolvers.
std::set<Address> router_addresses(const Vpc& vpc, const RouterSettings& settings);

/// Lines for `ip -batch -` that make the one of the other.
std::string route_changes(const std::set<KernelRoute>& from, const std::set<KernelRoute>& to);
std::string address_changes(const std::set<Address>& from, const std::set<Address>& to);

/// The routes of a table, without the default one. @param json what `ip -j -4 route show` writes.
/// Errors: InvalidArgument when it is not that.
Result<std::set<KernelRoute>> read_routes(std::string_view json);

/// A machine's hardware address inside of its VPCs' tunnels: follows from its address.
Mac tunnel_mac(Address machine);

/// Lines for `ip -batch -` and `bridge -batch -`: where the machines' packets are sent. What is
/// there already stays.
std::string tunnel_neighbours(const std::set<Address>& machines);
std::string tunnel_forwarding(const std::set<Address>& machines);
std::set<Address> other_machines(const Vpc& vpc, const RouterSettings& settings);

// ---- The machine's own namespace
// -----------------------------------------------------------------

/// Between a router and the machine: four addresses, of which the machine has the first but one.
struct UplinkAddresses {
    Block block;  ///< a /30
    [[nodiscard]] Address machine() const { return {block.first.bits + 1}; }
    [[nodiscard]] Address router() const { return {block.first.bits + 2}; }
};
/// One of those that uplinks may have: 169.254.192.0/18.
bool is_uplink_address(Address address);
/// The first that is free. @param taken addresses of the machine. Errors: LimitExceeded.
Result<UplinkAddresses> choose_uplink(const std::vector<Address>& taken);

struct MachineRoutes {
    std::set<KernelRoute> routes;
    std::vector<Block> left_out;  ///< the machine has something there
};
/// How a machine reaches a VPC: its blocks, unless the machine has a network there, and public
/// addresses of tasks. @param others the machine's routes that are not Gantry's
MachineRoutes machine_routes(
    const Vpc& vpc,
    const std::string& uplink_device,
    const UplinkAddresses& uplink,
    const std::set<KernelRoute>& others
);

/// Text for `nft -f -`, of one transaction. What comes from routers leaves under the machine's
/// address; routers reach each other's tasks at public addresses only; and tunnels of a VPC are
/// spoken with by the machines of that VPC alone: neither others, nor who is behind this machine.
/// @param standing network identifiers (0: no tunnel) of routers that `state` does not name yet:
/// what is in force of them stays
std::string machine_rules(
    const NetworkState& state, const RouterSettings& settings, const std::set<int>& standing = {}
);

}  // namespace gantry::network
