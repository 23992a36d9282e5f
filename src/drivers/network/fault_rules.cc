#include "drivers/network/fault_rules.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <sstream>

namespace gantry::network {
namespace {

constexpr std::string_view kTablePrefix = "gantry_fault_";
constexpr const char* kLatencyChain = "network_latency";
constexpr const char* kLossChain = "network_packet_loss";
/// Handles of our queues, of 16 bits in hexadecimal: others take small ones, and what is removed by
/// them is to be ours.
constexpr const char* kQueue = "6774";
constexpr const char* kDelayedQueue = "6775";
/// What tasks reach their agent by, through the same device: a fault that nobody can end would be
/// none of theirs.
constexpr const char* kAgent = "169.254.170.2";

/// An address or block, written anew.
struct SourceBlock {
    bool v6 = false;
    std::string text;
};

std::optional<SourceBlock> read_block(const std::string& text) {
    const std::size_t slash = text.find('/');
    const std::string address = text.substr(0, slash);
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    std::array<char, INET6_ADDRSTRLEN> written{};
    SourceBlock block;
    block.v6 = address.find(':') != std::string::npos;
    const int family = block.v6 ? AF_INET6 : AF_INET;
    if (::inet_pton(family, address.c_str(), bytes.data()) != 1) return std::nullopt;
    if (::inet_ntop(family, bytes.data(), written.data(), written.size()) == nullptr) {
        return std::nullopt;
    }
    block.text = written.data();
    if (slash == std::string::npos) return block;
    unsigned length = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + slash + 1, end, length);
    if (read.ec != std::errc{} || read.ptr != end || length > (block.v6 ? 128U : 32U)) {
        return std::nullopt;
    }
    block.text += fmt::format("/{}", length);
    return block;
}

/// All of them is no condition to nftables.
bool is_all(const SourceBlock& block) {
    return block.text.ends_with("/0");
}

std::string table_of(const std::string& owner) {
    std::string name(kTablePrefix);
    // No '-', which is not everywhere a letter of a name.
    for (const char c : owner) name += c == '-' ? '.' : c;
    return name;
}

bool is_owner(const std::string& owner) {
    return !owner.empty() && std::ranges::all_of(owner, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
    });
}

std::string chain_of(const Fault& fault) {
    switch (fault.kind) {
        case FaultKind::Latency: return kLatencyChain;
        case FaultKind::PacketLoss: return kLossChain;
        case FaultKind::BlackholePort: break;
    }
    return fmt::format(
        "{}_{}_{}",
        fault.port.egress ? "egress" : "ingress",
        fault.port.udp ? "udp" : "tcp",
        fault.port.port
    );
}

const char* family_of(FaultKind kind) {
    return kind == FaultKind::BlackholePort ? "inet" : "netdev";
}

/// "ip daddr 10.0.0.0/8", or for all of them "meta nfproto ipv4" and the like.
Result<std::string> towards(const std::string& text, const char* which, bool netdev) {
    const auto block = read_block(text);
    if (!block) return invalid_argument("'" + text + "' is no address or block of addresses");
    if (!is_all(*block)) {
        return fmt::format("{} {} {}", block->v6 ? "ip6" : "ip", which, block->text);
    }
    if (netdev) return std::string(block->v6 ? "meta protocol ip6" : "meta protocol ip");
    return std::string(block->v6 ? "meta nfproto ipv6" : "meta nfproto ipv4");
}

Result<std::string> port_rules(const Fault& fault) {
    const char* const hook = fault.port.egress ? "output" : "input";
    const std::string port =
        fmt::format("{} dport {}", fault.port.udp ? "udp" : "tcp", fault.port.port);
    std::string rules = fmt::format("    type filter hook {} priority -10; policy accept;\n", hook);
    for (const std::string& spared : fault.spared) {
        auto words = towards(spared, fault.port.egress ? "daddr" : "saddr", false);
        if (!words) return words.error();
        rules += fmt::format("    {} {} accept\n", *words, port);
    }
    return rules + fmt::format("    {} drop\n", port);
}

/// Some of the connections, each with all of its packets; what has no ports by its two ends.
std::string of_flows(int percent, const std::string& what) {
    if (percent >= 100) return "    " + what + "\n";
    constexpr const char* kWithPorts =
        "    {0} {{ tcp, udp }} jhash {1} saddr . {1} daddr . {0} . th sport . th dport mod 100 < "
        "{2} {3}\n";
    constexpr const char* kWithout =
        "    {0} != {{ tcp, udp }} jhash {1} saddr . {1} daddr mod 100 "
        "< {2} {3}\n";
    std::string rules;
    for (const auto& [protocol, ip] : {std::pair{"ip protocol", "ip"}, {"ip6 nexthdr", "ip6"}}) {
        rules += fmt::format(fmt::runtime(kWithPorts), protocol, ip, percent, what);
        rules += fmt::format(fmt::runtime(kWithout), protocol, ip, percent, what);
    }
    return rules;
}

std::string fate_of(const Fault& fault) {
    if (fault.kind == FaultKind::Latency) return fmt::format("meta priority set {}:1", kQueue);
    if (fault.loss_percent >= 100) return "drop";
    return fmt::format("numgen random mod 100 < {} drop", fault.loss_percent);
}

Result<std::string> packet_rules(
    const FaultPlace& place, const Fault& fault, const std::string& device
) {
    std::string rules = fmt::format(
        "    type filter hook egress device \"{}\" priority 0; policy accept;\n", device
    );
    if (place.pid != 0) rules += fmt::format("    ip daddr {} accept\n", kAgent);
    for (const std::string& spared : fault.spared) {
        auto words = towards(spared, "daddr", true);
        if (!words) return words.error();
        rules += fmt::format("    {} accept\n", *words);
    }
    for (const std::string& source : fault.sources) {
        auto words = towards(source, "daddr", true);
        if (!words) return words.error();
        rules += fmt::format("    {} goto concerned\n", *words);
    }
    return rules;
}

std::optional<PortFault> read_port_chain(const std::string& chain) {
    PortFault port;
    const std::size_t last = chain.rfind('_');
    const std::string kind = chain.substr(0, last);
    port.egress = kind.starts_with("egress");
    port.udp = kind.ends_with("udp");
    if (kind != "egress_tcp" && kind != "egress_udp" && kind != "ingress_tcp" &&
        kind != "ingress_udp") {
        return std::nullopt;
    }
    const char* const end = chain.data() + chain.size();
    const auto read = std::from_chars(chain.data() + last + 1, end, port.port);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return port;
}

std::optional<RunningFault> read_chain(const std::string& owner, const std::string& chain) {
    if (chain == kLatencyChain) return RunningFault{owner, FaultKind::Latency, {}};
    if (chain == kLossChain) return RunningFault{owner, FaultKind::PacketLoss, {}};
    if (const auto port = read_port_chain(chain)) {
        return RunningFault{owner, FaultKind::BlackholePort, *port};
    }
    return std::nullopt;
}

}  // namespace

bool is_block(const std::string& text) {
    return read_block(text).has_value();
}

Result<std::string> fault_rules(
    const FaultPlace& place, const Fault& fault, const std::string& device
) {
    if (!is_owner(place.owner)) return invalid_argument("'" + place.owner + "' owns no faults");
    const bool port = fault.kind == FaultKind::BlackholePort;
    auto rules = port ? port_rules(fault) : packet_rules(place, fault, device);
    if (!rules) return rules.error();
    std::string text =
        fmt::format("table {} {} {{\n", family_of(fault.kind), table_of(place.owner));
    if (!port) {
        text += "  chain concerned {\n" + of_flows(fault.flows_percent, fate_of(fault)) + "  }\n";
    }
    return text + fmt::format("  chain {} {{\n{}  }}\n}}\n", chain_of(fault), *rules);
}

Result<std::string> without_fault(const std::string& owner, const Fault& fault) {
    if (!is_owner(owner)) return invalid_argument("'" + owner + "' owns no faults");
    const std::string table = table_of(owner);
    // One of the other two runs at a time, and has its table for itself.
    if (fault.kind != FaultKind::BlackholePort)
        return fmt::format("delete table netdev {}\n", table);
    return fmt::format("delete chain inet {} {}\n", table, chain_of(fault));
}

std::string without_owner(const std::string& owner) {
    std::string text;
    for (const char* family : {"inet", "netdev"}) {
        text += fmt::format("table {0} {1}\ndelete table {0} {1}\n", family, table_of(owner));
    }
    return text;
}

std::string latency_lines(const Fault& fault, const std::string& device) {
    return fmt::format(
        "qdisc add dev {0} root handle {1}: prio bands 3 priomap 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2\n"
        "qdisc add dev {0} parent {1}:1 handle {2}: netem delay {3}ms {4}ms\n",
        device,
        kQueue,
        kDelayedQueue,
        fault.delay_ms,
        fault.jitter_ms
    );
}

std::string without_latency_line(const std::string& device) {
    return fmt::format("qdisc del dev {} root handle {}: prio\n", device, kQueue);
}

std::vector<RunningFault> read_faults(std::string_view chains) {
    std::vector<RunningFault> faults;
    std::istringstream words{std::string(chains)};
    std::string owner;
    std::string word;
    while (words >> word) {
        std::string name;
        if (word == "table" && words >> name && words >> name) {
            owner.clear();
            if (!name.starts_with(kTablePrefix)) continue;
            owner = name.substr(kTablePrefix.size());
            std::ranges::replace(owner, '.', '-');
            if (!is_owner(owner)) owner.clear();  // somebody else made it
        } else if (word == "chain" && words >> name && !owner.empty()) {
            if (auto fault = read_chain(owner, name)) faults.push_back(*std::move(fault));
        }
    }
    return faults;
}

}  // namespace gantry::network
