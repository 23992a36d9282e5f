#include "services/ecs/network/vpc_state.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

namespace gantry::ecs {
namespace {

using api::acs::GantryInterface;
using api::acs::GantryMachine;
using api::acs::GantryPacketRule;
using api::acs::GantryRoute;
using api::acs::GantryRouteTarget;

GantryRouteTarget target_of(ec2::RouteTarget target) {
    switch (target) {
        case ec2::RouteTarget::Internet: return GantryRouteTarget::Internet;
        case ec2::RouteTarget::Nat: return GantryRouteTarget::Nat;
        case ec2::RouteTarget::Blackhole: break;
    }
    return GantryRouteTarget::Blackhole;
}

/// Rules that differ in the other side alone become one.
std::vector<GantryPacketRule> rules_of(
    const ec2::VpcSeen& vpc, const std::vector<std::string>& groups, std::set<std::string>& sets
) {
    using What = std::tuple<bool, std::string, std::optional<int>, std::optional<int>>;
    struct Sides {
        std::set<std::string> cidrs;
        std::set<std::string> sets;
    };
    std::map<What, Sides> merged;
    for (const std::string& group : groups) {
        const auto found = vpc.rules_by_group.find(group);
        if (found == vpc.rules_by_group.end()) continue;
        for (const ec2::RuleSeen& rule : found->second) {
            Sides& sides = merged[{rule.egress, rule.protocol, rule.from_port, rule.to_port}];
            if (!rule.cidr.empty()) sides.cidrs.insert(rule.cidr);
            if (!rule.set.empty()) sides.sets.insert(rule.set);
        }
    }
    std::vector<GantryPacketRule> rules;
    for (const auto& [what, sides] : merged) {
        GantryPacketRule& rule = rules.emplace_back();
        std::tie(rule.egress, rule.protocol, rule.from_port, rule.to_port) = what;
        rule.cidrs.emplace(sides.cidrs.begin(), sides.cidrs.end());
        rule.address_sets.emplace(sides.sets.begin(), sides.sets.end());
        sets.insert(sides.sets.begin(), sides.sets.end());
    }
    return rules;
}

/// @param sets  takes in the names of sets that its rules name
GantryInterface interface_state(
    const ec2::VpcSeen& vpc,
    const std::string& id,
    const ec2::InterfaceSeen& seen,
    std::set<std::string>& sets
) {
    GantryInterface state;
    state.network_interface_id = id;
    state.mac_address = seen.mac;
    state.private_address = seen.private_ips.front();
    if (!seen.public_ip.empty()) state.public_address = seen.public_ip;
    if (!seen.source_dest_check) state.source_dest_check = false;
    state.rules = rules_of(vpc, seen.group_ids, sets);
    state.routes.emplace();
    const auto subnet = vpc.subnets.find(seen.subnet_id);
    if (subnet == vpc.subnets.end()) return state;
    state.subnet_cidr = subnet->second.cidr;
    for (const ec2::RouteSeen& route : subnet->second.routes) {
        GantryRoute& shown = state.routes->emplace_back();
        shown.destination = route.destination;
        shown.target = target_of(route.target);
    }
    return state;
}

/// Instances of the same machine see each other's tasks without the network.
std::vector<GantryMachine> machines_beside(const VpcPicture& picture, const std::string& instance) {
    const auto own = picture.machine_addresses.find(instance);
    if (own == picture.machine_addresses.end()) return {};
    std::map<std::string, std::set<std::string>> addresses;
    for (const auto& [other, ids] : picture.interfaces) {
        const auto machine = picture.machine_addresses.find(other);
        if (machine == picture.machine_addresses.end() || machine->second == own->second) continue;
        for (const std::string& id : ids) {
            const auto seen = picture.vpc.interfaces.find(id);
            if (seen == picture.vpc.interfaces.end()) continue;
            addresses[machine->second].insert(seen->second.private_ips.front());
        }
    }
    std::vector<GantryMachine> machines;
    for (const auto& [address, reached] : addresses) {
        GantryMachine& machine = machines.emplace_back();
        machine.machine_address = address;
        machine.addresses.emplace(reached.begin(), reached.end());
    }
    return machines;
}

}  // namespace

void resolve_sets(VpcPicture& picture) {
    picture.sets.clear();
    for (const auto& [list, blocks] : picture.vpc.prefix_lists) picture.sets[list] = blocks;
    for (const auto& [id, seen] : picture.vpc.interfaces) {
        for (const std::string& group : seen.group_ids) {
            auto& members = picture.sets[group];
            members.insert(members.end(), seen.private_ips.begin(), seen.private_ips.end());
        }
    }
    for (auto& [name, members] : picture.sets) {
        std::ranges::sort(members);
        members.erase(std::ranges::unique(members).begin(), members.end());
    }
}

api::acs::GantryVpc vpc_state(const VpcPicture& picture, const std::string& instance) {
    api::acs::GantryVpc state;
    state.vpc_id = picture.vpc.id;
    state.network_identifier = static_cast<std::int32_t>(picture.vpc.network_identifier);
    state.cidrs = picture.vpc.cidrs;
    state.interfaces.emplace();
    std::set<std::string> sets;
    if (const auto own = picture.interfaces.find(instance); own != picture.interfaces.end()) {
        for (const std::string& id : own->second) {
            const auto seen = picture.vpc.interfaces.find(id);
            if (seen == picture.vpc.interfaces.end()) continue;
            state.interfaces->push_back(interface_state(picture.vpc, id, seen->second, sets));
        }
    }
    state.machines = machines_beside(picture, instance);
    state.address_sets.emplace();
    for (const std::string& name : sets) {
        api::acs::GantryAddressSet& set = state.address_sets->emplace_back();
        set.name = name;
        const auto members = picture.sets.find(name);
        set.members = members == picture.sets.end() ? std::vector<std::string>{} : members->second;
    }
    return state;
}

}  // namespace gantry::ecs
