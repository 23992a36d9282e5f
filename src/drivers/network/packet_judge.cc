#include "drivers/network/packet_judge.h"

#include <algorithm>

namespace gantry::network {
namespace {

bool names_address(const Vpc& vpc, const PacketRule& rule, Address other) {
    const auto has = [other](const Block& block) { return block.contains(other); };
    if (std::any_of(rule.blocks.begin(), rule.blocks.end(), has)) return true;
    return std::any_of(rule.sets.begin(), rule.sets.end(), [&](const std::string& name) {
        const auto set = vpc.sets.find(name);
        return set != vpc.sets.end() && std::any_of(set->second.begin(), set->second.end(), has);
    });
}

bool names_kind(const PacketRule& rule, const Packet& packet) {
    if (rule.protocol == -1) return true;
    if (rule.protocol != packet.protocol) return false;
    if (rule.protocol == kIcmp) {
        return rule.from_port.value_or(packet.port) == packet.port &&
               rule.to_port.value_or(packet.code) == packet.code;
    }
    if (rule.protocol != kTcp && rule.protocol != kUdp) return true;
    return rule.from_port.value_or(0) <= packet.port &&
           packet.port <= rule.to_port.value_or(rule.from_port ? *rule.from_port : 65'535);
}

}  // namespace

const Interface* find_interface(const Vpc& vpc, Address address) {
    for (const auto& [id, interface] : vpc.interfaces) {
        if (interface.address == address) return &interface;
    }
    return nullptr;
}

bool rules_allow(const Vpc& vpc, const Interface& interface, bool egress, const Packet& packet) {
    const Address other = egress ? packet.to : packet.from;
    return std::any_of(interface.rules.begin(), interface.rules.end(), [&](const PacketRule& rule) {
        return rule.egress == egress && names_kind(rule, packet) && names_address(vpc, rule, other);
    });
}

RouteTarget route_of(const Vpc& vpc, const Interface& interface, Address to) {
    for (const Block& block : vpc.blocks) {
        if (block.contains(to)) return RouteTarget::Local;
    }
    for (const Route& route : interface.routes) {
        if (!route.destination.contains(to)) continue;
        if (route.target == RouteTarget::Internet && !interface.public_address)
            return RouteTarget::Blackhole;
        return route.target;
    }
    return RouteTarget::Blackhole;
}

}  // namespace gantry::network
