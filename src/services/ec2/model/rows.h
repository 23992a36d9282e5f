#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/ec2/tag.h"
#include "base/reflect.h"
#include "base/time.h"

/// What EC2 keeps of networks. Keys are `account/region/<id>` unless they say otherwise; ids are a
/// prefix and 17 hexadecimal digits. What tasks with addresses of their own keep to is told to
/// their machines (port.h, see_vpc); the rest is declared only.
namespace gantry::ec2 {

using Tags = std::vector<api::ec2::Tag>;

struct CidrAssociation {
    std::string id;  ///< vpc-cidr-assoc-…
    std::string cidr;

    static const reflect::TypeInfo& type_info();
};

struct VpcRow {
    std::string id;
    std::vector<CidrAssociation> cidrs;  ///< the first is the VPC's own, which never goes
    std::string tenancy = "default";     ///< or "dedicated"; no effect
    bool is_default = false;
    bool dns_support = true;
    bool dns_hostnames = false;
    bool address_metrics = false;
    std::string dhcp_options_id;  ///< or "default": none
    std::string main_route_table_id;
    std::string main_association_id;  ///< rtbassoc-… of the main route table
    std::string default_acl_id;
    std::string default_group_id;
    /// By which its packets are known between machines: 1 to 16777215, no other VPC's. 0: none had
    /// to be sent yet.
    std::int64_t network_identifier = 0;
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

struct SubnetRow {
    std::string id;
    std::string vpc_id;
    std::string cidr;
    std::string zone;  ///< "us-east-1a"
    bool default_for_zone = false;
    bool map_public_ip = false;
    bool resource_names = false;   ///< hostnames by resource rather than by address
    bool resource_name_a = false;  ///< such names have an A record
    std::string acl_id;
    std::string acl_association_id;
    std::string route_table_id;  ///< empty: the VPC's main one
    std::string route_table_association_id;
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

/// A rule of a security group. Exactly one of the four peers is given.
struct GroupRule {
    std::string id;  ///< sgr-…
    bool egress = false;
    std::string protocol;  ///< "tcp", "udp", "icmp", "icmpv6", "-1" for all, else a number
    std::optional<std::int32_t> from_port;  ///< of ICMP the type; absent: not asked
    std::optional<std::int32_t> to_port;    ///< of ICMP the code
    std::string cidr4;
    std::string cidr6;
    std::string prefix_list_id;
    std::string group_id;
    std::optional<std::string> description;
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

struct SecurityGroupRow {
    std::string id;
    std::string name;
    std::string description;
    std::string vpc_id;
    std::vector<GroupRule> rules;  ///< in order of addition
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

struct RouteEntry {
    std::string destination;  ///< a block of either family, or a prefix list's id
    std::string target;       ///< an id: igw-…, nat-…, eni-…

    static const reflect::TypeInfo& type_info();
};

/// Who is associated with it stands in the subnets and in the VPC; routes to gateway endpoints
/// stand in those.
struct RouteTableRow {
    std::string id;
    std::string vpc_id;
    std::vector<RouteEntry> routes;  ///< without the local ones
    std::string client_token;
    std::string request;  ///< what came with the token, in short
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

struct InternetGatewayRow {
    std::string id;
    std::string vpc_id;  ///< empty: detached
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

struct NatGatewayRow {
    std::string id;
    std::string vpc_id;
    std::string subnet_id;
    bool is_public = true;
    std::string allocation_id;  ///< public ones
    std::string interface_id;
    /// As they were when it was made; the address may be another's once it is deleted.
    std::string private_ip;
    std::string public_ip;
    std::string association_id;
    SysTime created{};
    std::optional<SysTime> deleted;  ///< or failed: shown for an hour more
    std::string failure_code;        ///< why it failed; empty: it did not
    std::string failure_message;
    std::string client_token;
    std::string request;
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

/// An Elastic IP address. Key: `account/region/eipalloc-…`.
struct AddressRow {
    std::string id;
    std::string public_ip;
    std::string association_id;  ///< eipassoc-…; empty: none
    std::string interface_id;
    std::string private_ip;
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

struct InterfaceRow {
    std::string id;
    std::string vpc_id;
    std::string subnet_id;
    std::string description;
    std::string type = "interface";  ///< "nat_gateway", "vpc_endpoint"
    std::string mac;
    std::vector<std::string> private_ips;  ///< the first is the primary one
    std::vector<std::string> group_ids;
    bool source_dest_check = true;
    std::string requester;  ///< whose it is, where a service made it: users cannot delete it then
    bool in_use = false;    ///< by whoever made it
    bool attached = false;  ///< to a machine, where its requester tells
    /// One that it was given for its life; beside it there may be Elastic ones. Empty: none.
    std::string public_ip;
    std::string client_token;
    std::string request;
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

struct EndpointRow {
    std::string id;
    std::string vpc_id;
    std::string type;  ///< "Gateway", "Interface"
    std::string service_name;
    std::string policy;
    std::vector<std::string> route_table_ids;
    std::vector<std::string> subnet_ids;
    std::vector<std::string> group_ids;
    std::vector<std::string> interface_ids;  ///< in the order of the subnets
    bool private_dns = false;
    SysTime created{};
    std::string client_token;
    std::string request;
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

struct PrefixListItem {
    std::string cidr;
    std::optional<std::string> description;

    static const reflect::TypeInfo& type_info();
};

struct PrefixListRow {
    std::string id;
    std::string name;
    std::string family;  ///< "IPv4", "IPv6"
    std::int32_t max_entries = 0;
    std::int64_t version = 1;
    std::vector<PrefixListItem> entries;
    std::string last_change = "create-complete";  ///< its state
    std::string client_token;
    std::string request;
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

struct AclEntry {
    std::int32_t number = 0;
    bool egress = false;
    std::string protocol;  ///< a number; "-1" for all
    bool allow = false;
    std::string cidr4;
    std::string cidr6;
    std::optional<std::int32_t> from_port;
    std::optional<std::int32_t> to_port;
    std::optional<std::int32_t> icmp_type;
    std::optional<std::int32_t> icmp_code;

    static const reflect::TypeInfo& type_info();
};

/// Who is associated with it stands in the subnets.
struct NetworkAclRow {
    std::string id;
    std::string vpc_id;
    bool is_default = false;
    std::vector<AclEntry> entries;  ///< by direction and number, without the last that deny
    std::string client_token;
    std::string request;
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

struct DhcpOptionsRow {
    std::string id;
    std::map<std::string, std::vector<std::string>> configurations;
    Tags tags;

    static const reflect::TypeInfo& type_info();
};

/// What an account has once in a Region. Key: `account/region/`.
struct RegionRow {
    std::string dhcp_options_id;    ///< what new VPCs have
    bool made_default_vpc = false;  ///< it was made without being asked for; never again

    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::ec2
