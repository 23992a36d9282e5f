#include "api/ec2/group_identifier.h"
#include "api/ec2/network_interface.h"
#include "api/ec2/network_interface_association.h"
#include "api/ec2/network_interface_attachment.h"
#include "api/ec2/network_interface_ipv6_address.h"
#include "api/ec2/network_interface_status.h"
#include "api/ec2/network_interface_type.h"
#include "services/ec2/api/interfaces.h"
#include "services/ec2/api/nouns.h"
#include "services/ec2/rules/zones.h"

namespace gantry::ec2 {
namespace {

/// The Elastic IP address of a private one.
std::optional<api::ec2::NetworkInterfaceAssociation> association_of(
    const Call& call, const InterfaceRow& row, const std::string& private_ip
) {
    const auto& index = call.tables.addresses_by_interface;
    for (const std::string& key : index.keys(key_of(call, row.id))) {
        const auto address = call.tables.addresses.find(key);
        if (address->private_ip != private_ip) continue;
        return api::ec2::NetworkInterfaceAssociation{
            .allocation_id = address->id,
            .association_id = address->association_id,
            .ip_owner_id = call.scope.account,
            .public_dns_name = public_name(call.scope.region, address->public_ip),
            .public_ip = address->public_ip,
        };
    }
    if (row.public_ip.empty() || private_ip != row.private_ips.front()) return std::nullopt;
    return api::ec2::NetworkInterfaceAssociation{
        .ip_owner_id = "amazon",
        .public_dns_name = public_name(call.scope.region, row.public_ip),
        .public_ip = row.public_ip,
    };
}

/// What ECS holds is attached to a machine that ECS shows, and EC2 does not: its owner is a service
/// of AWS for tasks of both launch types. Source: EC2 API Reference, NetworkInterfaceAttachment; as
/// seen on tasks of FARGATE.
std::optional<api::ec2::NetworkInterfaceAttachment> attachment_of(const InterfaceRow& row) {
    if (!row.in_use || row.requester != "ecs") return std::nullopt;
    return api::ec2::NetworkInterfaceAttachment{
        .attachment_id = "ela-attach-" + row.id.substr(row.id.find('-') + 1),
        .delete_on_termination = false,
        .device_index = 1,
        .instance_owner_id = "amazon-aws",
        .status = row.attached ? api::ec2::AttachmentStatus::Attached
                               : api::ec2::AttachmentStatus::Attaching,
    };
}

void show_addresses(const Call& call, const InterfaceRow& row, api::ec2::NetworkInterface& shown) {
    shown.private_ip_addresses.emplace();
    for (const std::string& ip : row.private_ips) {
        shown.private_ip_addresses->push_back({
            .association = association_of(call, row, ip),
            .primary = ip == row.private_ips.front(),
            .private_dns_name = private_name(call.scope.region, ip),
            .private_ip_address = ip,
        });
    }
    const auto& primary = shown.private_ip_addresses->front();
    shown.association = primary.association;
    shown.private_dns_name = primary.private_dns_name;
    shown.private_ip_address = primary.private_ip_address;
}

}  // namespace

api::ec2::NetworkInterface show_interface(const Call& call, const InterfaceRow& row) {
    const auto subnet = call.tx.get(call.tables.subnets, key_of(call, row.subnet_id));
    api::ec2::NetworkInterface shown{
        .attachment = attachment_of(row),
        .description = row.description,
        .groups = std::vector<api::ec2::GroupIdentifier>{},
        .interface_type = reflect::from_text<api::ec2::NetworkInterfaceType>(row.type),
        .ipv6_addresses = std::vector<api::ec2::NetworkInterfaceIpv6Address>{},
        .mac_address = row.mac,
        .network_interface_id = row.id,
        .owner_id = call.scope.account,
        .requester_managed = !row.requester.empty(),
        .source_dest_check = row.source_dest_check,
        .status = row.in_use ? api::ec2::NetworkInterfaceStatus::InUse
                             : api::ec2::NetworkInterfaceStatus::Available,
        .subnet_id = row.subnet_id,
        .tag_set = row.tags,
        .vpc_id = row.vpc_id,
    };
    if (!row.requester.empty()) shown.requester_id = row.requester;
    if (subnet) {
        shown.availability_zone = subnet->zone;
        const auto zone = find_zone(call.scope.region, subnet->zone);
        if (zone) shown.availability_zone_id = zone->id;
    }
    for (const std::string& id : row.group_ids) {
        const auto group = call.tx.get(call.tables.groups, key_of(call, id));
        shown.groups->push_back({.group_id = id, .group_name = group ? group->name : ""});
    }
    show_addresses(call, row, shown);
    return shown;
}

}  // namespace gantry::ec2
