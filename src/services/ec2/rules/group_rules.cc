#include "services/ec2/rules/group_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/ec2/rules/cidr.h"
#include "services/ec2/rules/protocols.h"
#include "services/ec2/rules/refusal.h"

namespace gantry::ec2 {
namespace {

constexpr std::int32_t kLastPort = 65535;

Result<void> check_ports(GroupRule& rule) {
    const bool icmp = rule.protocol == "icmp" || rule.protocol == "icmpv6";
    if (icmp) {
        rule.from_port = rule.from_port.value_or(-1);
        rule.to_port = rule.to_port.value_or(-1);
        const auto good = [](std::int32_t value) { return value >= -1 && value <= 255; };
        if (good(*rule.from_port) && good(*rule.to_port)) return {};
        return invalid_value("ICMP code (" + std::to_string(*rule.to_port) + ") out of range");
    }
    if (rule.protocol != "tcp" && rule.protocol != "udp") {
        rule.from_port.reset();
        rule.to_port.reset();
        return {};
    }
    if (!rule.from_port || !rule.to_port) {
        return invalid_value(
            "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange."
        );
    }
    if (*rule.from_port == -1 && *rule.to_port == -1) {
        rule.from_port = 0;
        rule.to_port = kLastPort;
    }
    const bool good =
        *rule.from_port >= 0 && *rule.to_port <= kLastPort && *rule.from_port <= *rule.to_port;
    if (good) return {};
    return invalid_value(fmt::format(
        "Invalid {} range specified ({}:{}).",
        rule.protocol == "tcp" ? "TCP" : "UDP",
        *rule.from_port,
        *rule.to_port
    ));
}

Result<void> check_peer(GroupRule& rule) {
    if (!rule.cidr4.empty()) {
        const auto block = Cidr::parse(rule.cidr4);
        if (!block) return invalid_value(fmt::format("CIDR block {} is malformed", rule.cidr4));
        rule.cidr4 = block->str();
    } else if (!rule.cidr6.empty()) {
        const auto block = canonical_cidr6(rule.cidr6);
        if (!block) return invalid_value(fmt::format("CIDR block {} is malformed", rule.cidr6));
        rule.cidr6 = *block;
    } else if (rule.group_id.empty() && rule.prefix_list_id.empty()) {
        return refused("MissingParameter", "Source group missing.");
    }
    return {};
}

std::string_view peer_of(const GroupRule& rule) {
    if (!rule.cidr4.empty()) return rule.cidr4;
    if (!rule.cidr6.empty()) return rule.cidr6;
    return rule.group_id.empty() ? rule.prefix_list_id : rule.group_id;
}

Result<void> check_count(const std::vector<GroupRule>& rules) {
    for (const bool egress : {false, true}) {
        const auto count = std::ranges::count(rules, egress, &GroupRule::egress);
        if (count <= static_cast<std::ptrdiff_t>(kMostRules)) continue;
        return Error{
            ErrorKind::LimitExceeded,
            "RulesPerSecurityGroupLimitExceeded",
            "The maximum number of rules per security group has been reached.",
            {},
        };
    }
    return {};
}

}  // namespace

Result<void> normalise(GroupRule& rule) {
    const auto protocol = protocol_number(rule.protocol);
    if (!protocol) return protocol.error();
    rule.protocol = protocol_name(*protocol);
    if (auto good = check_ports(rule); !good) return good;
    if (auto good = check_peer(rule); !good) return good;
    constexpr std::string_view kOther = "._-:/()#,@[]+=&;{}!$* ";
    const std::string text = rule.description.value_or("");
    const bool known = std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               kOther.find(c) != std::string_view::npos;
    });
    if (known && text.size() <= 255) return {};
    return invalid_value(
        "Invalid rule description. Valid descriptions are strings less than 256 characters from "
        "the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*"
    );
}

bool same_permission(const GroupRule& a, const GroupRule& b) {
    return a.egress == b.egress && a.protocol == b.protocol && a.from_port == b.from_port &&
           a.to_port == b.to_port && peer_of(a) == peer_of(b);
}

Result<void> add_rules(std::vector<GroupRule>& rules, const std::vector<GroupRule>& added) {
    // So many do not fit, whatever they are: they are not compared first.
    if (auto good = check_count(added); !good) return good;
    std::vector<GroupRule> all = rules;
    for (const GroupRule& rule : added) {
        const bool there = std::ranges::any_of(all, [&](const GroupRule& other) {
            return same_permission(other, rule);
        });
        if (there) {
            return Error{
                ErrorKind::Conflict,
                "InvalidPermission.Duplicate",
                fmt::format("the specified rule \"{}\" already exists", rule_text(rule)),
                {},
            };
        }
        all.push_back(rule);
    }
    if (auto good = check_count(all); !good) return good;
    rules = std::move(all);
    return {};
}

std::string rule_text(const GroupRule& rule) {
    std::string protocol = rule.protocol == "-1" ? "ALL" : rule.protocol;
    std::ranges::transform(protocol, protocol.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    std::string ports;
    if (rule.from_port) {
        ports = fmt::format(
            ", from port: {}, to port: {}", *rule.from_port, rule.to_port.value_or(*rule.from_port)
        );
    }
    return fmt::format("peer: {}, {}{}, ALLOW", peer_of(rule), protocol, ports);
}

}  // namespace gantry::ec2
