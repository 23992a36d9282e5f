#include "drivers/network/router_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/reflect.h"
#include "drivers/network/link_local.h"
#include "wire/json_codec.h"

namespace gantry::network {
namespace {

/// 169.254.192.0/18: 4096 uplinks.
constexpr Address kUplinks{0xa9fec000U};
constexpr std::uint32_t kUplinkCount = 4096;

struct RouteInfo {
    std::string dst;
    std::string dev;
    std::string gateway;
    std::string type;

    static const reflect::TypeInfo& type_info() {
        using T = RouteInfo;
        static const reflect::TypeInfo info = reflect::structure<T>(
            "Route",
            {reflect::field<&T::dst>("dst"),
             reflect::field<&T::dev>("dev"),
             reflect::field<&T::gateway>("gateway"),
             reflect::field<&T::type>("type")}
        );
        return info;
    }
};

std::string words_of(const KernelRoute& route) {
    if (route.device.empty()) return "unreachable " + to_text(route.destination);
    if (!route.via) return fmt::format("{} dev {}", to_text(route.destination), route.device);
    return fmt::format(
        "{} via {} dev {} onlink", to_text(route.destination), to_text(*route.via), route.device
    );
}

std::string address_set(const std::string& name, const std::set<Address>& members) {
    std::string elements;
    for (const Address member : members)
        elements += (elements.empty() ? "" : ", ") + to_text(member);
    if (!elements.empty()) elements = "    elements = { " + elements + " }\n";
    return "  set " + name + " {\n    type ipv4_addr\n" + elements + "  }\n";
}

}  // namespace

// ---- A router
// ------------------------------------------------------------------------------------

std::set<Address> other_machines(const Vpc& vpc, const RouterSettings& settings) {
    std::set<Address> machines;
    if (!settings.machine_address) return machines;
    for (const auto& [machine, addresses] : vpc.machines) {
        if (machine != *settings.machine_address) machines.insert(machine);
    }
    return machines;
}

std::set<KernelRoute> router_routes(const Vpc& vpc, const RouterSettings& settings) {
    std::set<KernelRoute> routes;
    for (const Block& block : vpc.blocks) routes.insert({block, {}, std::nullopt});
    for (const Address machine : other_machines(vpc, settings)) {
        routes.insert({{machine, 32}, kTunnel, std::nullopt});
        for (const Address address : vpc.machines.at(machine))
            routes.insert({{address, 32}, kTunnel, machine});
    }
    return routes;
}

std::set<Address> router_addresses(const Vpc& vpc, const RouterSettings& settings) {
    std::set<Address> addresses{*parse_address(kTaskAddress)};
    for (const auto& [address, port] : settings.listening) addresses.insert(address);
    for (const auto& [id, interface] : vpc.interfaces)
        addresses.insert(gateway_of(interface.subnet));
    for (const Address resolver : resolvers_of(vpc)) addresses.insert(resolver);
    return addresses;
}

std::string route_changes(const std::set<KernelRoute>& from, const std::set<KernelRoute>& to) {
    std::string text;
    for (const KernelRoute& route : from) {
        if (!to.contains(route)) text += "route del " + words_of(route) + "\n";
    }
    for (const KernelRoute& route : to) {
        if (!from.contains(route)) text += "route replace " + words_of(route) + "\n";
    }
    return text;
}

std::string address_changes(const std::set<Address>& from, const std::set<Address>& to) {
    std::string text;
    for (const Address address : from) {
        if (!to.contains(address)) text += "addr del " + to_text(address) + "/32 dev lo\n";
    }
    for (const Address address : to) {
        if (!from.contains(address)) text += "addr replace " + to_text(address) + "/32 dev lo\n";
    }
    return text;
}

Result<std::set<KernelRoute>> read_routes(std::string_view json) {
    std::set<KernelRoute> routes;
    if (json.find_first_not_of(" \n") == std::string_view::npos) return routes;
    const auto lines = wire::decode_json<std::vector<RouteInfo>>(json);
    if (!lines) return lines.error();
    for (const RouteInfo& line : *lines) {
        const auto destination = parse_block(line.dst, true);
        if (!destination) continue;
        const bool nobody = line.type == "unreachable";
        if (!nobody && line.dev.empty()) continue;
        KernelRoute route{*destination, nobody ? std::string() : line.dev, std::nullopt};
        if (!nobody) route.via = parse_address(line.gateway);
        routes.insert(std::move(route));
    }
    return routes;
}

Mac tunnel_mac(Address machine) {
    const std::uint32_t bits = machine.bits;
    const auto byte = [bits](unsigned shift) { return static_cast<std::uint8_t>(bits >> shift); };
    return {0x02, 0x67, byte(24), byte(16), byte(8), byte(0)};
}

std::string tunnel_neighbours(const std::set<Address>& machines) {
    std::string text;
    for (const Address machine : machines) {
        text += fmt::format(
            "neigh replace {} lladdr {} dev {} nud permanent\n",
            to_text(machine),
            to_text(tunnel_mac(machine)),
            kTunnel
        );
    }
    return text;
}

std::string tunnel_forwarding(const std::set<Address>& machines) {
    std::string text;
    for (const Address machine : machines) {
        text += fmt::format(
            "fdb replace {} dev {} dst {} self permanent\n",
            to_text(tunnel_mac(machine)),
            kTunnel,
            to_text(machine)
        );
    }
    return text;
}

// ---- The machine's own namespace
// -----------------------------------------------------------------

bool is_uplink_address(Address address) {
    return Block{kUplinks, 18}.contains(address);
}

Result<UplinkAddresses> choose_uplink(const std::vector<Address>& taken) {
    std::set<Address> used;
    for (const Address address : taken) used.insert({address.bits & ~std::uint32_t{3}});
    for (std::uint32_t i = 0; i < kUplinkCount; ++i) {
        const Address first{kUplinks.bits + i * 4};
        if (!used.contains(first)) return UplinkAddresses{{first, 30}};
    }
    return Error{
        ErrorKind::LimitExceeded, {}, "this machine has no address left for a VPC's uplink", {}
    };
}

MachineRoutes machine_routes(
    const Vpc& vpc,
    const std::string& uplink_device,
    const UplinkAddresses& uplink,
    const std::set<KernelRoute>& others
) {
    MachineRoutes result;
    for (const Block& block : vpc.blocks) {
        const bool taken = std::any_of(others.begin(), others.end(), [&](const KernelRoute& route) {
            const bool within = block.contains(route.destination);
            const bool around = route.destination.length > 0 && route.destination.contains(block);
            return within || (around && !route.via);
        });
        if (taken) {
            result.left_out.push_back(block);
        } else {
            result.routes.insert({block, uplink_device, uplink.router()});
        }
    }
    for (const auto& [id, interface] : vpc.interfaces) {
        if (!interface.public_address) continue;
        result.routes.insert({{*interface.public_address, 32}, uplink_device, uplink.router()});
    }
    return result;
}

std::string machine_rules(
    const NetworkState& state, const RouterSettings& settings, const std::set<int>& standing
) {
    std::set<Address> published;
    std::map<int, std::set<Address>> machines;  // by network identifier
    for (const int identifier : standing) {
        if (identifier > 0) machines[identifier];
    }
    for (const auto& [id, vpc] : state) {
        for (const auto& [name, interface] : vpc.interfaces) {
            if (interface.public_address) published.insert(*interface.public_address);
        }
        if (vpc.network_identifier > 0)
            machines[vpc.network_identifier].merge(other_machines(vpc, settings));
    }
    if (!settings.machine_address) machines.clear();
    std::string sets = address_set("published", published);
    std::string passing;
    std::string arriving;
    for (const auto& [identifier, members] : machines) {
        const std::string name = fmt::format("machines_{}", identifier);
        // After the eight bytes of UDP and four of flags: the network identifier.
        const std::string tunnel = fmt::format("    udp dport 4789 @th,96,24 {} ", identifier);
        sets += address_set(name, members);
        passing += fmt::format("{}ip daddr @{} drop\n", tunnel, name);
        arriving += fmt::format("{}ip saddr != @{} drop\n", tunnel, name);
    }
    // Flushing takes chains' rules only: sets keep their members.
    return fmt::format(
        "add table inet gantry\n{} table inet gantry\ntable inet gantry {{\n{}"
        "  chain leaving {{\n"
        "    type nat hook postrouting priority 100; policy accept;\n"
        "    iifname \"gtu*\" masquerade\n"
        "  }}\n"
        "  chain passing {{\n"
        "    type filter hook forward priority -10; policy accept;\n{}"
        "    ct state established,related accept\n"
        "    iifname \"gtu*\" oifname \"gtu*\" ip daddr != @published drop\n"
        "  }}\n"
        "  chain tunnels {{\n"
        "    type filter hook input priority -10; policy accept;\n{}"
        "  }}\n}}\n",
        standing.empty() ? "delete" : "flush",
        sets,
        passing,
        arriving
    );
}

}  // namespace gantry::network
