#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// A VPC as what runs in it has to see it: everything resolved, IPv4 only. Values, for others.
namespace gantry::ec2 {

/// What may come or go. The other side is in the block, or in the set: one of the two is given.
struct RuleSeen {
    bool egress = false;
    std::string protocol;                   ///< "tcp", "udp", "icmp", "-1" for all, else a number
    std::optional<std::int32_t> from_port;  ///< of ICMP the type; absent: any
    std::optional<std::int32_t> to_port;    ///< of ICMP the code
    std::string cidr;
    std::string set;  ///< a security group ("sg-…") or prefix list ("pl-…")
    friend bool operator==(const RuleSeen&, const RuleSeen&) = default;
};

/// Where a route leads.
enum class RouteTarget : std::uint8_t { Internet, Nat, Blackhole };

struct RouteSeen {
    std::string destination;  ///< a block
    RouteTarget target = RouteTarget::Blackhole;
    friend bool operator==(const RouteSeen&, const RouteSeen&) = default;
};

struct SubnetRoutes {
    std::string cidr;  ///< the subnet's
    std::vector<RouteSeen> routes;
    friend bool operator==(const SubnetRoutes&, const SubnetRoutes&) = default;
};

struct InterfaceSeen {
    std::string mac;
    std::vector<std::string> private_ips;  ///< the first is the primary one
    std::string subnet_id;
    std::string public_ip;  ///< of the primary one; empty: none
    bool source_dest_check = true;
    std::vector<std::string> group_ids;
    friend bool operator==(const InterfaceSeen&, const InterfaceSeen&) = default;
};

struct VpcSeen {
    std::string id;
    std::int64_t network_identifier = 0;
    std::vector<std::string> cidrs;
    std::map<std::string, std::vector<RuleSeen>> rules_by_group;
    std::map<std::string, SubnetRoutes> subnets;
    /// All there are, whoever has them.
    std::map<std::string, InterfaceSeen> interfaces;
    /// Blocks of the prefix lists that rules name.
    std::map<std::string, std::vector<std::string>> prefix_lists;
    friend bool operator==(const VpcSeen&, const VpcSeen&) = default;
};

}  // namespace gantry::ec2
