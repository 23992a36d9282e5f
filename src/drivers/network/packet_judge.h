#pragma once

#include <string_view>

#include "drivers/network/network_state.h"

namespace gantry::network {

/// The first packet of a connection.
struct Packet {
    Address from;
    Address to;
    int protocol = kTcp;
    int port = 0;  ///< to which; of ICMP the type
    int code = 0;  ///< of ICMP
};

// What router_rules makes the kernel do, as functions: for the fake, for simulations, and to
// compare.

/// @return the interface that has the address; null: none
const Interface* find_interface(const Vpc& vpc, Address address);

/// A rule of this direction lets it: of egress the other side is its target, of ingress its source.
bool rules_allow(const Vpc& vpc, const Interface& interface, bool egress, const Packet& packet);

/// Where a packet of this interface goes: Local for the VPC's own blocks; else as the longest
/// prefix of its routes says. Blackhole without a route, and of Internet without a public address.
RouteTarget route_of(const Vpc& vpc, const Interface& interface, Address to);

}  // namespace gantry::network
