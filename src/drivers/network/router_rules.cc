#include "drivers/network/router_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "drivers/network/name_hash.h"

namespace gantry::network {
namespace {

/// Blocks either hold one another or have nothing in common: those within others are left out,
/// which intervals must be.
std::vector<Block> outermost(std::vector<Block> blocks) {
    std::sort(blocks.begin(), blocks.end());  // what holds another comes before it
    std::vector<Block> kept;
    for (const Block& block : blocks) {
        if (kept.empty() || !kept.back().contains(block)) kept.push_back(block);
    }
    return kept;
}

std::string elements_of(const std::vector<Block>& blocks) {
    std::string text;
    for (const Block& block : outermost(blocks)) {
        if (!text.empty()) text += ", ";
        text += to_text(block);
    }
    return text;
}

/// "tcp dport 80-90 "; empty for any.
std::string kind_of(const PacketRule& rule) {
    if (rule.protocol == -1) return {};
    if (rule.protocol == kIcmp) {
        std::string text = "ip protocol icmp ";
        if (rule.from_port) text += fmt::format("icmp type {} ", *rule.from_port);
        if (rule.to_port) text += fmt::format("icmp code {} ", *rule.to_port);
        return text;
    }
    const bool has_ports = rule.protocol == kTcp || rule.protocol == kUdp;
    if (!has_ports || (!rule.from_port && !rule.to_port))
        return fmt::format("meta l4proto {} ", rule.protocol);
    const int from = rule.from_port.value_or(0);
    const int to = rule.to_port.value_or(from);
    const char* name = rule.protocol == kTcp ? "tcp" : "udp";
    if (from == to) return fmt::format("{} dport {} ", name, from);
    return fmt::format("{} dport {}-{} ", name, from, to);
}

/// One line for the blocks and one for each set; none when the rule names nobody.
void add_rule_lines(
    const Vpc& vpc, const PacketRule& rule, std::string_view verdict, std::string& text
) {
    const char* side = rule.egress ? "daddr" : "saddr";
    const std::string kind = kind_of(rule);
    const bool everybody = std::any_of(rule.blocks.begin(), rule.blocks.end(), [](const Block& b) {
        return b.length == 0;
    });
    if (everybody) {
        text += fmt::format("    {}{}\n", kind, verdict);
        return;
    }
    if (!rule.blocks.empty()) {
        text +=
            fmt::format("    {}ip {} {{ {} }} {}\n", kind, side, elements_of(rule.blocks), verdict);
    }
    for (const std::string& set : rule.sets) {
        if (vpc.sets.contains(set))
            text += fmt::format("    {}ip {} @s_{} {}\n", kind, side, set, verdict);
    }
}

/// Where what egress rules let go may go: "return" goes on to the target's rules.
std::string route_lines(const Vpc& vpc, const Interface& interface) {
    std::string text;
    if (!vpc.blocks.empty())
        text += fmt::format("    ip daddr {{ {} }} return\n", elements_of(vpc.blocks));
    for (const Route& route : interface.routes) {
        const bool dropped = route.target == RouteTarget::Blackhole ||
                             (route.target == RouteTarget::Internet && !interface.public_address);
        const char* verdict = dropped ? "drop" : "return";
        if (route.destination.length == 0) {
            text += fmt::format("    {}\n", verdict);
            return text;  // nothing after it is looked at
        }
        text += fmt::format("    ip daddr {} {}\n", to_text(route.destination), verdict);
    }
    return text + "    drop\n";
}

/// Chains of one kind, each distinct text once, and which devices use them.
class Chains {
  public:
    explicit Chains(std::string prefix) : prefix_(std::move(prefix)) {}

    /// @return the chain's name
    std::string add(const std::string& body) {
        std::string name = prefix_ + hash_digits(body, 16);
        bodies_.insert({name, body});
        return name;
    }
    [[nodiscard]] std::string text() const {
        std::string text;
        for (const auto& [name, body] : bodies_)
            text += fmt::format("  chain {} {{\n{}  }}\n", name, body);
        return text;
    }

  private:
    std::string prefix_;
    std::map<std::string, std::string> bodies_;
};

struct Tables {
    Chains routes{"r_"};
    Chains egress{"e_"};
    Chains ingress{"i_"};
    std::map<std::string, std::string> sources;  ///< device → chain
    std::map<std::string, std::string> targets;
    std::map<std::string, Address> own;
    std::vector<std::string> unchecked;
    std::map<Address, Address> published;
};

void add_interface(const Vpc& vpc, const Interface& interface, Tables& tables) {
    const std::string device = device_of(interface.id);
    const std::string route = tables.routes.add(route_lines(vpc, interface));
    std::string egress;
    std::string ingress;
    for (const PacketRule& rule : interface.rules) {
        if (rule.egress) {
            add_rule_lines(vpc, rule, "goto " + route, egress);
        } else {
            add_rule_lines(vpc, rule, "accept", ingress);
        }
    }
    tables.sources[device] = tables.egress.add(egress + "    drop\n");
    tables.targets[device] = tables.ingress.add(ingress + "    drop\n");
    tables.own[device] = interface.address;
    if (!interface.checks_source) tables.unchecked.push_back(device);
    if (interface.public_address) tables.published[*interface.public_address] = interface.address;
}

std::string elements_line(const std::vector<std::string>& elements) {
    if (elements.empty()) return {};
    return fmt::format("    elements = {{ {} }}\n", fmt::join(elements, ", "));
}

std::string verdict_map(const char* name, const std::map<std::string, std::string>& chains) {
    std::vector<std::string> elements;
    for (const auto& [device, chain] : chains)
        elements.push_back(fmt::format("\"{}\" : jump {}", device, chain));
    return fmt::format(
        "  map {} {{\n    type ifname : verdict\n{}  }}\n", name, elements_line(elements)
    );
}

std::string sets_text(const Vpc& vpc) {
    std::string text;
    for (const auto& [name, members] : vpc.sets) {
        text += fmt::format("  set s_{} {{\n    type ipv4_addr\n    flags interval\n", name);
        if (!members.empty())
            text += fmt::format("    elements = {{ {} }}\n", elements_of(members));
        text += "  }\n";
    }
    return text;
}

std::string maps_text(const Tables& tables) {
    std::vector<std::string> own;
    for (const auto& [device, address] : tables.own)
        own.push_back(fmt::format("\"{}\" . {}", device, to_text(address)));
    std::vector<std::string> unchecked;
    for (const std::string& device : tables.unchecked) unchecked.push_back('"' + device + '"');
    std::vector<std::string> published;
    for (const auto& [outside, inside] : tables.published)
        published.push_back(fmt::format("{} : {}", to_text(outside), to_text(inside)));
    return fmt::format(
               "  set own {{\n    type ifname . ipv4_addr\n{}  }}\n"
               "  set unchecked {{\n    type ifname\n{}  }}\n"
               "  map published {{\n    type ipv4_addr : ipv4_addr\n{}  }}\n",
               elements_line(own),
               elements_line(unchecked),
               elements_line(published)
           ) +
           verdict_map("sources", tables.sources) + verdict_map("targets", tables.targets);
}

/// What comes from the machine and from others was judged where it set out, and is by its target.
std::string passage_text(const RouterSettings& settings) {
    std::string text =
        "  chain from_uplink {\n    oifname \"uplink\" drop\n  }\n"
        "  chain to_uplink {\n    accept\n  }\n"
        "  chain from_vx {\n    oifname \"vx\" drop\n";
    if (settings.machine_address) {
        text += fmt::format(
            "    oifname \"uplink\" ip daddr != {} drop\n", to_text(*settings.machine_address)
        );
    } else {
        text += "    drop\n";
    }
    return text +
           "  }\n"
           "  chain to_vx {\n    accept\n  }\n"
           "  chain passing {\n"
           "    type filter hook forward priority 0; policy drop;\n"
           "    ct state established,related accept\n"
           "    ct state invalid drop\n"
           "    iifname vmap @sources\n"
           "    oifname vmap @targets\n"
           "  }\n";
}

std::string arrival_text(const Vpc& vpc, const RouterSettings& settings) {
    std::string text =
        "  chain arriving {\n"
        "    type filter hook prerouting priority -300; policy accept;\n"
        "    meta nfproto ipv6 drop\n"
        "    iifname \"t*\" iifname != @unchecked iifname . ip saddr != @own drop\n"
        "  }\n"
        "  chain answering {\n"
        "    type filter hook input priority 0; policy drop;\n"
        "    iifname \"lo\" accept\n"
        "    ct state established,related accept\n";
    for (const auto& [address, port] : settings.listening) {
        text += fmt::format(
            "    iifname \"t*\" ip daddr {} tcp dport {} accept\n", to_text(address), port
        );
    }
    for (const Address resolver : resolvers_of(vpc)) {
        if (!settings.resolves) break;
        text += fmt::format(
            "    iifname \"t*\" ip daddr {} meta l4proto {{ tcp, udp }} th dport 53 accept\n",
            to_text(resolver)
        );
    }
    return text + "  }\n";
}

/// Machines and other VPCs see nothing of this one's addresses, which may be theirs as well.
std::string translation_text(const RouterSettings& settings) {
    std::string text =
        "  chain entering {\n"
        "    type nat hook prerouting priority -100; policy accept;\n"
        "    iifname \"uplink\" dnat ip to ip daddr map @published\n"
        "  }\n"
        "  chain leaving {\n"
        "    type nat hook postrouting priority 100; policy accept;\n"
        "    oifname \"uplink\" masquerade\n";
    if (settings.machine_address) {
        const std::string machine = to_text(*settings.machine_address);
        text += fmt::format(
            "    iifname \"uplink\" oifname \"vx\" ip saddr != {} snat ip to {}\n", machine, machine
        );
    }
    return text + "  }\n";
}

}  // namespace

std::string device_of(const std::string& interface_id) {
    return "t" + hash_digits(interface_id, 10);
}

std::vector<Address> resolvers_of(const Vpc& vpc) {
    std::vector<Address> resolvers{*parse_address(kResolverAddress)};
    if (!vpc.blocks.empty()) resolvers.push_back({vpc.blocks.front().first.bits + 2});
    return resolvers;
}

std::string router_rules(const Vpc& vpc, const RouterSettings& settings) {
    Tables tables;
    for (const auto& [id, interface] : vpc.interfaces) add_interface(vpc, interface, tables);
    for (const char* device : {kUplink, kTunnel}) {
        tables.sources[device] = std::string("from_") + device;
        tables.targets[device] = std::string("to_") + device;
    }
    return "add table inet gantry\ndelete table inet gantry\ntable inet gantry {\n" +
           sets_text(vpc) + tables.routes.text() + tables.egress.text() + tables.ingress.text() +
           passage_text(settings) + maps_text(tables) + arrival_text(vpc, settings) +
           translation_text(settings) + "}\n";
}

}  // namespace gantry::network
