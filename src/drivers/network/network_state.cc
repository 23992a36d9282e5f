#include "drivers/network/network_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

namespace gantry::network {
namespace {

constexpr std::size_t kMaxVpcs = 256;
constexpr std::size_t kMaxBlocks = 64;
constexpr std::size_t kMaxInterfaces = 4096;
constexpr std::size_t kMaxMachines = 65'536;
constexpr std::size_t kMaxAddresses = 262'144;
constexpr std::size_t kMaxRules = 2048;
constexpr std::size_t kMaxRoutes = 1024;
constexpr std::size_t kMaxSets = 4096;
constexpr int kMaxNetworkIdentifier = 16'777'215;

template <class T>
const std::vector<T>& all_of(const std::optional<std::vector<T>>& list) {
    static const std::vector<T> none;
    return list ? *list : none;
}

Error bad_member(std::string_view member, const std::string& value) {
    return invalid_argument(
        fmt::format("{} of a network state is not one: \"{}\"", member, value.substr(0, 64))
    );
}

Error too_many(std::string_view member, std::size_t count, std::size_t most) {
    return invalid_argument(
        fmt::format("{} {} of a network state are more than {}", count, member, most)
    );
}

Result<Address> read_address(std::string_view member, const std::optional<std::string>& text) {
    const auto address = parse_address(text.value_or(""));
    if (!address) return bad_member(member, text.value_or(""));
    return *address;
}

Result<std::vector<Block>> read_blocks(
    std::string_view member, const std::vector<std::string>& texts, std::size_t most
) {
    if (texts.size() > most) return too_many(member, texts.size(), most);
    std::vector<Block> blocks;
    blocks.reserve(texts.size());
    for (const std::string& text : texts) {
        const auto block = parse_block(text, true);
        if (!block) return bad_member(member, text);
        blocks.push_back(*block);
    }
    return blocks;
}

std::optional<int> protocol_number(const std::string& text) {
    if (text == "tcp") return kTcp;
    if (text == "udp") return kUdp;
    if (text == "icmp") return kIcmp;
    if (text == "-1") return -1;
    const bool digits = !text.empty() && text.size() <= 3 &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    const int number = digits ? std::stoi(text) : 256;
    if (number > 255) return std::nullopt;
    return number;
}

/// -1 is "any", as absent is.
Result<std::optional<int>> read_port(const std::optional<std::int32_t>& port, int most) {
    if (!port || *port == -1) return std::optional<int>{};
    if (*port < 0 || *port > most) return bad_member("a port", std::to_string(*port));
    return port;
}

Result<PacketRule> read_rule(const api::acs::GantryPacketRule& from) {
    PacketRule rule{.egress = from.egress};
    const auto protocol = protocol_number(from.protocol.value_or(""));
    if (!protocol) return bad_member("protocol", from.protocol.value_or(""));
    rule.protocol = *protocol;
    const int most = rule.protocol == kIcmp ? 255 : 65'535;
    const auto from_port = read_port(from.from_port, most);
    if (!from_port) return from_port.error();
    const auto to_port = read_port(from.to_port, most);
    if (!to_port) return to_port.error();
    rule.from_port = *from_port;
    rule.to_port = *to_port;
    if (rule.protocol != kIcmp && rule.from_port && rule.to_port && *rule.from_port > *rule.to_port)
        return bad_member("a port", std::to_string(*rule.from_port));
    auto blocks = read_blocks("a rule's block", all_of(from.cidrs), kMaxRules);
    if (!blocks) return blocks.error();
    rule.blocks = std::move(*blocks);
    for (const std::string& set : all_of(from.address_sets)) {
        if (!is_plain_name(set)) return bad_member("a rule's set", set);
        rule.sets.push_back(set);
    }
    if (rule.sets.size() > kMaxRules) return too_many("sets", rule.sets.size(), kMaxRules);
    return rule;
}

Result<std::vector<Route>> read_routes(const std::vector<api::acs::GantryRoute>& from) {
    if (from.size() > kMaxRoutes) return too_many("routes", from.size(), kMaxRoutes);
    std::vector<Route> routes;
    for (const api::acs::GantryRoute& route : from) {
        const auto block = parse_block(route.destination.value_or(""), true);
        if (!block) return bad_member("a route's destination", route.destination.value_or(""));
        if (!route.target) return bad_member("a route's target", "");
        routes.push_back({*block, *route.target});
    }
    std::sort(routes.begin(), routes.end(), [](const Route& a, const Route& b) {
        return std::tuple(-a.destination.length, a.destination, a.target) <
               std::tuple(-b.destination.length, b.destination, b.target);
    });
    return routes;
}

Result<Interface> read_interface(const api::acs::GantryInterface& from) {
    Interface to;
    to.id = from.network_interface_id.value_or("");
    if (!is_plain_name(to.id)) return bad_member("networkInterfaceId", to.id);
    const auto mac = parse_mac(from.mac_address.value_or(""));
    if (!mac) return bad_member("macAddress", from.mac_address.value_or(""));
    to.mac = *mac;
    const auto address = read_address("privateAddress", from.private_address);
    if (!address) return address.error();
    to.address = *address;
    const auto subnet = parse_block(from.subnet_cidr.value_or(""));
    if (!subnet || !subnet->contains(to.address))
        return bad_member("subnetCidr", from.subnet_cidr.value_or(""));
    to.subnet = *subnet;
    if (from.public_address) {
        const auto outside = read_address("publicAddress", from.public_address);
        if (!outside) return outside.error();
        to.public_address = *outside;
    }
    to.checks_source = from.source_dest_check.value_or(true);
    if (all_of(from.rules).size() > kMaxRules)
        return too_many("rules", from.rules->size(), kMaxRules);
    for (const api::acs::GantryPacketRule& rule : all_of(from.rules)) {
        auto read = read_rule(rule);
        if (!read) return read.error();
        to.rules.push_back(std::move(*read));
    }
    auto routes = read_routes(all_of(from.routes));
    if (!routes) return routes.error();
    to.routes = std::move(*routes);
    return to;
}

Result<void> read_machines(const std::vector<api::acs::GantryMachine>& from, Vpc& vpc) {
    if (from.size() > kMaxMachines) return too_many("machines", from.size(), kMaxMachines);
    std::size_t count = 0;
    for (const api::acs::GantryMachine& machine : from) {
        const auto at = read_address("machineAddress", machine.machine_address);
        if (!at) return at.error();
        std::vector<Address>& addresses = vpc.machines[*at];
        for (const std::string& text : all_of(machine.addresses)) {
            const auto address = read_address("a machine's address", text);
            if (!address) return address.error();
            if (++count > kMaxAddresses) return too_many("addresses", count, kMaxAddresses);
            addresses.push_back(*address);
        }
    }
    return {};
}

Result<void> read_sets(const std::vector<api::acs::GantryAddressSet>& from, Vpc& vpc) {
    if (from.size() > kMaxSets) return too_many("address sets", from.size(), kMaxSets);
    for (const api::acs::GantryAddressSet& set : from) {
        const std::string name = set.name.value_or("");
        if (!is_plain_name(name)) return bad_member("an address set's name", name);
        auto members = read_blocks("an address set's member", all_of(set.members), kMaxAddresses);
        if (!members) return members.error();
        vpc.sets[name] = std::move(*members);
    }
    return {};
}

Result<void> read_interfaces(const std::vector<api::acs::GantryInterface>& from, Vpc& vpc) {
    if (from.size() > kMaxInterfaces) return too_many("interfaces", from.size(), kMaxInterfaces);
    std::set<Address> taken;
    for (const api::acs::GantryInterface& interface : from) {
        auto read = read_interface(interface);
        if (!read) return read.error();
        if (!taken.insert(read->address).second)
            return bad_member("an address of its own", to_text(read->address));
        const std::string id = read->id;
        vpc.interfaces[id] = std::move(*read);
    }
    return {};
}

Result<Vpc> read_vpc(const api::acs::GantryVpc& from) {
    Vpc vpc;
    vpc.id = from.vpc_id.value_or("");
    if (!is_plain_name(vpc.id)) return bad_member("vpcId", vpc.id);
    vpc.network_identifier = from.network_identifier;
    if (vpc.network_identifier < 1 || vpc.network_identifier > kMaxNetworkIdentifier)
        return bad_member("networkIdentifier", std::to_string(vpc.network_identifier));
    auto blocks = read_blocks("a VPC's block", all_of(from.cidrs), kMaxBlocks);
    if (!blocks) return blocks.error();
    vpc.blocks = std::move(*blocks);
    if (auto read = read_interfaces(all_of(from.interfaces), vpc); !read) return read.error();
    if (auto read = read_machines(all_of(from.machines), vpc); !read) return read.error();
    if (auto read = read_sets(all_of(from.address_sets), vpc); !read) return read.error();
    return vpc;
}

/// Takes from every machine the addresses that are here.
void drop_local_addresses(Vpc& vpc) {
    std::set<Address> here;
    for (const auto& [id, interface] : vpc.interfaces) here.insert(interface.address);
    for (auto& [machine, addresses] : vpc.machines)
        std::erase_if(addresses, [&](Address address) { return here.contains(address); });
    std::erase_if(vpc.machines, [](const auto& machine) { return machine.second.empty(); });
}

}  // namespace

bool is_plain_name(std::string_view name) {
    if (name.empty() || name.size() > 64) return false;
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    });
}

Result<NetworkState> read_state(const api::acs::GantryNetworkMessage& message) {
    const auto& vpcs = all_of(message.vpcs);
    if (vpcs.size() > kMaxVpcs) return too_many("VPCs", vpcs.size(), kMaxVpcs);
    NetworkState state;
    for (const api::acs::GantryVpc& from : vpcs) {
        auto vpc = read_vpc(from);
        if (!vpc) return vpc.error();
        const std::string id = vpc->id;
        state[id] = std::move(*vpc);
    }
    return state;
}

NetworkState merge_states(const std::vector<const NetworkState*>& oldest_first) {
    NetworkState merged;
    for (const NetworkState* state : oldest_first) {
        for (const auto& [id, vpc] : *state) {
            Vpc& into = merged[id];
            Vpc newest = vpc;
            newest.interfaces.insert(into.interfaces.begin(), into.interfaces.end());
            newest.sets.insert(into.sets.begin(), into.sets.end());
            into = std::move(newest);
        }
    }
    for (auto& [id, vpc] : merged) drop_local_addresses(vpc);
    return merged;
}

Address gateway_of(const Block& subnet) {
    return {subnet.first.bits + 1};
}

}  // namespace gantry::network
