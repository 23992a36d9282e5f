#include "services/ec2/api/describe.h"

#include <algorithm>

#include "api/ec2/dhcp_configuration.h"
#include "api/ec2/hostname_type.h"
#include "api/ec2/ip_permission.h"
#include "api/ec2/network_acl_association.h"
#include "api/ec2/network_acl_entry.h"
#include "api/ec2/rule_action.h"
#include "api/ec2/subnet_ipv6_cidr_block_association.h"
#include "api/ec2/subnet_state.h"
#include "api/ec2/tenancy.h"
#include "api/ec2/vpc_cidr_block_state_code.h"
#include "api/ec2/vpc_state.h"
#include "services/ec2/api/holders.h"
#include "services/ec2/api/nouns.h"
#include "services/ec2/rules/address_pool.h"
#include "services/ec2/rules/zones.h"

namespace gantry::ec2 {
namespace {

bool same_ports(const api::ec2::IpPermission& shown, const GroupRule& rule) {
    return shown.ip_protocol == rule.protocol && shown.from_port == rule.from_port &&
           shown.to_port == rule.to_port;
}

api::ec2::IpPermission& permission_for(
    std::vector<api::ec2::IpPermission>& all, const GroupRule& rule
) {
    const auto found =
        std::ranges::find_if(all, [&](const auto& one) { return same_ports(one, rule); });
    if (found != all.end()) return *found;
    auto& made = all.emplace_back();
    made.ip_protocol = rule.protocol;
    made.from_port = rule.from_port;
    made.to_port = rule.to_port;
    made.user_id_group_pairs.emplace();
    made.ip_ranges.emplace();
    made.ipv6_ranges.emplace();
    made.prefix_list_ids.emplace();
    return made;
}

void add_peer(const Call& call, const GroupRule& rule, api::ec2::IpPermission& permission) {
    if (!rule.cidr4.empty()) {
        permission.ip_ranges->push_back({.description = rule.description, .cidr_ip = rule.cidr4});
    } else if (!rule.cidr6.empty()) {
        permission.ipv6_ranges->push_back({.description = rule.description, .cidr_ipv6 = rule.cidr6}
        );
    } else if (!rule.prefix_list_id.empty()) {
        permission.prefix_list_ids->push_back(
            {.description = rule.description, .prefix_list_id = rule.prefix_list_id}
        );
    } else {
        permission.user_id_group_pairs->push_back({
            .description = rule.description,
            .user_id = call.scope.account,
            .group_id = rule.group_id,
        });
    }
}

api::ec2::NetworkAclEntry show_entry(const AclEntry& entry) {
    api::ec2::NetworkAclEntry shown{
        .cidr_block = unless_empty(entry.cidr4),
        .egress = entry.egress,
        .ipv6_cidr_block = unless_empty(entry.cidr6),
        .protocol = entry.protocol,
        .rule_action = entry.allow ? api::ec2::RuleAction::Allow : api::ec2::RuleAction::Deny,
        .rule_number = entry.number,
    };
    if (entry.from_port) shown.port_range = {{.from = entry.from_port, .to = entry.to_port}};
    if (entry.icmp_type) {
        shown.icmp_type_code = {{.code = entry.icmp_code, .type = entry.icmp_type}};
    }
    return shown;
}

}  // namespace

api::ec2::VpcCidrBlockAssociation show_cidr(const CidrAssociation& cidr) {
    return {
        .association_id = cidr.id,
        .cidr_block = cidr.cidr,
        .cidr_block_state = {{.state = api::ec2::VpcCidrBlockStateCode::Associated}},
    };
}

api::ec2::Vpc show_vpc(const Call& call, const VpcRow& row) {
    api::ec2::Vpc shown{
        .owner_id = call.scope.account,
        .instance_tenancy = reflect::from_text<api::ec2::Tenancy>(row.tenancy),
        .cidr_block_association_set = std::vector<api::ec2::VpcCidrBlockAssociation>{},
        .is_default = row.is_default,
        .tags = row.tags,
        .vpc_id = row.id,
        .state = api::ec2::VpcState::Available,
        .cidr_block = row.cidrs.front().cidr,
        .dhcp_options_id = row.dhcp_options_id,
    };
    for (const CidrAssociation& one : row.cidrs) {
        shown.cidr_block_association_set->push_back(show_cidr(one));
    }
    return shown;
}

api::ec2::Subnet show_subnet(const Call& call, const SubnetRow& row) {
    const auto zone = find_zone(call.scope.region, row.zone);
    const auto taken = addresses_in(call, row.id).size();
    return {
        .availability_zone_id = zone ? std::optional(zone->id) : std::nullopt,
        .map_customer_owned_ip_on_launch = false,
        .owner_id = call.scope.account,
        .assign_ipv6_address_on_creation = false,
        .ipv6_cidr_block_association_set = std::vector<api::ec2::SubnetIpv6CidrBlockAssociation>{},
        .tags = row.tags,
        .subnet_arn = arn_of(call.scope, kinds::kSubnet, row.id),
        .enable_dns64 = false,
        .ipv6_native = false,
        .private_dns_name_options_on_launch = {{
            .hostname_type = row.resource_names ? api::ec2::HostnameType::ResourceName
                                                : api::ec2::HostnameType::IpName,
            .enable_resource_name_dns_a_record = row.resource_name_a,
            .enable_resource_name_dns_aaaa_record = false,
        }},
        .subnet_id = row.id,
        .state = api::ec2::SubnetState::Available,
        .vpc_id = row.vpc_id,
        .cidr_block = row.cidr,
        .available_ip_address_count =
            static_cast<std::int32_t>(count_free(*Cidr::parse(row.cidr), taken)),
        .availability_zone = row.zone,
        .default_for_az = row.default_for_zone,
        .map_public_ip_on_launch = row.map_public_ip,
    };
}

api::ec2::SecurityGroup show_group(const Call& call, const SecurityGroupRow& row) {
    api::ec2::SecurityGroup shown{
        .group_id = row.id,
        .ip_permissions_egress = std::vector<api::ec2::IpPermission>{},
        .tags = row.tags,
        .vpc_id = row.vpc_id,
        .security_group_arn = arn_of(call.scope, kinds::kSecurityGroup, row.id),
        .owner_id = call.scope.account,
        .group_name = row.name,
        .description = row.description,
        .ip_permissions = std::vector<api::ec2::IpPermission>{},
    };
    for (const GroupRule& rule : row.rules) {
        auto& direction = rule.egress ? *shown.ip_permissions_egress : *shown.ip_permissions;
        add_peer(call, rule, permission_for(direction, rule));
    }
    return shown;
}

api::ec2::SecurityGroupRule show_rule(
    const Call& call, const SecurityGroupRow& group, const GroupRule& rule
) {
    api::ec2::SecurityGroupRule shown{
        .security_group_rule_id = rule.id,
        .group_id = group.id,
        .group_owner_id = call.scope.account,
        .is_egress = rule.egress,
        .ip_protocol = rule.protocol,
        .from_port = rule.from_port.value_or(-1),
        .to_port = rule.to_port.value_or(-1),
        .cidr_ipv4 = unless_empty(rule.cidr4),
        .cidr_ipv6 = unless_empty(rule.cidr6),
        .prefix_list_id = unless_empty(rule.prefix_list_id),
        .description = rule.description,
        .tags = rule.tags,
        .security_group_rule_arn = arn_of(call.scope, kinds::kSecurityGroupRule, rule.id),
    };
    if (!rule.group_id.empty()) {
        shown.referenced_group_info = {
            {.group_id = rule.group_id, .user_id = call.scope.account, .vpc_id = group.vpc_id}
        };
    }
    return shown;
}

api::ec2::NetworkAcl show_acl(const Call& call, const NetworkAclRow& row) {
    api::ec2::NetworkAcl shown{
        .associations = std::vector<api::ec2::NetworkAclAssociation>{},
        .entries = std::vector<api::ec2::NetworkAclEntry>{},
        .is_default = row.is_default,
        .network_acl_id = row.id,
        .tags = row.tags,
        .vpc_id = row.vpc_id,
        .owner_id = call.scope.account,
    };
    for (const auto& subnet : subnets_of(call, row.vpc_id)) {
        if (subnet->acl_id != row.id) continue;
        shown.associations->push_back({
            .network_acl_association_id = subnet->acl_association_id,
            .network_acl_id = row.id,
            .subnet_id = subnet->id,
        });
    }
    for (const bool egress : {false, true}) {
        for (const AclEntry& entry : row.entries) {
            if (entry.egress == egress) shown.entries->push_back(show_entry(entry));
        }
        // What no other rule lets through is denied by one that nobody can change.
        shown.entries->push_back(
            show_entry({.number = 32767, .egress = egress, .protocol = "-1", .cidr4 = "0.0.0.0/0"})
        );
    }
    return shown;
}

api::ec2::DhcpOptions show_dhcp_options(const Call& call, const DhcpOptionsRow& row) {
    api::ec2::DhcpOptions shown{
        .owner_id = call.scope.account,
        .tags = row.tags,
        .dhcp_options_id = row.id,
        .dhcp_configurations = std::vector<api::ec2::DhcpConfiguration>{},
    };
    for (const auto& [key, values] : row.configurations) {
        auto& one = shown.dhcp_configurations->emplace_back();
        one.key = key;
        one.values.emplace();
        for (const std::string& value : values) one.values->push_back({value});
    }
    return shown;
}

}  // namespace gantry::ec2
