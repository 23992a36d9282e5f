#include "services/ec2/api/interfaces.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/ec2/network_interface_attribute.h"
#include "api/ec2/private_ip_address_specification.h"
#include "services/ec2/api/interface_parts.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/tagging.h"
#include "services/ec2/api/tokens.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kInterfaceFilters[] = {
    {"addresses.association.allocation-id", "PrivateIpAddresses[].Association.AllocationId"},
    {"addresses.association.association-id", "PrivateIpAddresses[].Association.AssociationId"},
    {"addresses.association.owner-id", "PrivateIpAddresses[].Association.IpOwnerId"},
    {"addresses.association.public-ip", "PrivateIpAddresses[].Association.PublicIp"},
    {"addresses.primary", "PrivateIpAddresses[].Primary"},
    {"addresses.private-ip-address", "PrivateIpAddresses[].PrivateIpAddress"},
    {"association.allocation-id", "Association.AllocationId"},
    {"association.association-id", "Association.AssociationId"},
    {"association.ip-owner-id", "Association.IpOwnerId"},
    {"association.public-dns-name", "Association.PublicDnsName"},
    {"association.public-ip", "Association.PublicIp"},
    {"attachment.attachment-id", "Attachment.AttachmentId"},
    {"attachment.device-index", "Attachment.DeviceIndex"},
    {"attachment.instance-id", "Attachment.InstanceId"},
    {"attachment.instance-owner-id", "Attachment.InstanceOwnerId"},
    {"attachment.status", "Attachment.Status"},
    {"availability-zone", "AvailabilityZone"},
    {"availability-zone-id", "AvailabilityZoneId"},
    {"description", "Description"},
    {"group-id", "Groups[].GroupId"},
    {"group-name", "Groups[].GroupName"},
    {"interface-type", "InterfaceType"},
    {"ipv6-addresses.ipv6-address", "Ipv6Addresses[].Ipv6Address"},
    {"mac-address", "MacAddress"},
    {"network-interface-id", "NetworkInterfaceId"},
    {"owner-id", "OwnerId"},
    {"private-dns-name", "PrivateDnsName"},
    {"private-ip-address", "PrivateIpAddress"},
    {"requester-id", "RequesterId"},
    {"requester-managed", "RequesterManaged"},
    {"source-dest-check", "SourceDestCheck"},
    {"status", "Status"},
    {"subnet-id", "SubnetId"},
    {"vpc-id", "VpcId"},
};

/// The addresses as they are asked for: one of them may be marked as the primary one.
Result<NewInterface> read_wanted(const api::ec2::CreateNetworkInterfaceRequest& input) {
    NewInterface wanted{
        .description = input.description.value_or(""),
        .group_ids = input.groups.value_or(std::vector<std::string>{}),
        .primary = input.private_ip_address,
    };
    const std::int32_t more = input.secondary_private_ip_address_count.value_or(0);
    if (more < 0) {
        return invalid_value(
            fmt::format("Invalid value '{}' for secondaryPrivateIpAddressCount.", more)
        );
    }
    wanted.count_further = static_cast<std::size_t>(more);
    for (const auto& one :
         input.private_ip_addresses.value_or(std::vector<api::ec2::PrivateIpAddressSpecification>{}
         )) {
        const std::string address = one.private_ip_address.value_or("");
        if (!one.primary.value_or(false)) {
            wanted.further.push_back(address);
        } else if (wanted.primary) {
            return invalid_combination("Only one primary private IP address can be specified.");
        } else {
            wanted.primary = address;
        }
    }
    return wanted;
}

/// What is given of the attributes that one call changes one of.
int count_given(const api::ec2::ModifyNetworkInterfaceAttributeRequest& input) {
    return int{input.description.has_value()} + int{input.source_dest_check.has_value()} +
           int{input.groups.has_value() && !input.groups->empty()};
}

}  // namespace

Result<api::ec2::CreateNetworkInterfaceResult> create_network_interface(
    Call& call, const api::ec2::CreateNetworkInterfaceRequest& input
) {
    const auto before = find_by_token<InterfaceNoun>(call, input);
    if (!before) return before.error();
    if (*before) {
        return api::ec2::CreateNetworkInterfaceResult{
            .network_interface = show_interface(call, **before), .client_token = input.client_token
        };
    }
    const auto subnet = find<SubnetNoun>(call, input.subnet_id);
    if (!subnet) return subnet.error();
    auto wanted = read_wanted(input);
    if (!wanted) return wanted.error();
    auto tags = read_tags(input.tag_specifications, kinds::kInterface);
    if (!tags) return tags.error();
    wanted->tags = *std::move(tags);
    if (count_rows<InterfaceNoun>(call) >= kMostInterfaces) {
        return over_quota(
            "NetworkInterfaceLimitExceeded",
            "The maximum number of network interfaces has been reached."
        );
    }
    auto made = make_interface(call, **subnet, *std::move(wanted));
    if (!made) return made.error();
    keep_token(input, *made);
    put<InterfaceNoun>(call, *made);
    auto shown = show_interface(call, *made);
    return api::ec2::CreateNetworkInterfaceResult{
        .network_interface = std::move(shown), .client_token = input.client_token
    };
}

Result<api::ec2::DeleteNetworkInterfaceResponse> delete_network_interface(
    Call& call, const api::ec2::DeleteNetworkInterfaceRequest& input
) {
    const auto interface = find<InterfaceNoun>(call, input.network_interface_id);
    if (!interface) return interface.error();
    if ((*interface)->in_use) {
        return invalid_value(
            fmt::format("Network interface '{}' is currently in use.", (*interface)->id)
        );
    }
    if (const auto own = check_own_interface(**interface); !own) return own.error();
    drop_interface(call, (*interface)->id);
    return api::ec2::DeleteNetworkInterfaceResponse{};
}

Result<api::ec2::DescribeNetworkInterfacesResult> describe_network_interfaces(
    Call& call, const api::ec2::DescribeNetworkInterfacesRequest& input
) {
    auto page = list_rows<InterfaceNoun>(
        call,
        "DescribeNetworkInterfaces",
        input,
        input.network_interface_ids,
        input.filters,
        kInterfaceFilters,
        [&](const InterfaceRow& row) { return show_interface(call, row); }
    );
    if (!page) return page.error();
    return api::ec2::DescribeNetworkInterfacesResult{
        .network_interfaces = std::move(page->items), .next_token = std::move(page->next_token)
    };
}

Result<api::ec2::DescribeNetworkInterfaceAttributeResult> describe_network_interface_attribute(
    Call& call, const api::ec2::DescribeNetworkInterfaceAttributeRequest& input
) {
    using Attribute = api::ec2::NetworkInterfaceAttribute;
    const auto interface = find<InterfaceNoun>(call, input.network_interface_id);
    if (!interface) return interface.error();
    if (!input.attribute) return missing("attribute");
    const auto shown = show_interface(call, **interface);
    api::ec2::DescribeNetworkInterfaceAttributeResult out{
        .network_interface_id = shown.network_interface_id
    };
    switch (*input.attribute) {
        case Attribute::Description: out.description = {{.value = shown.description}}; break;
        case Attribute::GroupSet: out.groups = shown.groups; break;
        case Attribute::SourceDestCheck:
            out.source_dest_check = {{.value = shown.source_dest_check}};
            break;
        case Attribute::Attachment: out.attachment = shown.attachment; break;
        case Attribute::AssociatePublicIpAddress: out.associate_public_ip_address = false; break;
    }
    return out;
}

Result<api::ec2::ModifyNetworkInterfaceAttributeResponse> modify_network_interface_attribute(
    Call& call, const api::ec2::ModifyNetworkInterfaceAttributeRequest& input
) {
    const auto interface = find_own_interface(call, input.network_interface_id);
    if (!interface) return interface.error();
    const int given = count_given(input);
    if (given == 0) return missing("description");
    if (given > 1) return invalid_combination("Fields for multiple attribute types specified");
    InterfaceRow row = **interface;
    if (input.description) row.description = input.description->value.value_or("");
    if (input.source_dest_check)
        row.source_dest_check = input.source_dest_check->value.value_or(true);
    if (input.groups && !input.groups->empty()) {
        auto groups = read_groups(call, row.vpc_id, *input.groups);
        if (!groups) return groups.error();
        row.group_ids = *std::move(groups);
    }
    put<InterfaceNoun>(call, std::move(row));
    return api::ec2::ModifyNetworkInterfaceAttributeResponse{};
}

Result<api::ec2::AssignPrivateIpAddressesResult> assign_private_ip_addresses(
    Call& call, const api::ec2::AssignPrivateIpAddressesRequest& input
) {
    const auto interface = find_own_interface(call, input.network_interface_id);
    if (!interface) return interface.error();
    InterfaceRow row = **interface;
    const auto subnet = find<SubnetNoun>(call, row.subnet_id);
    if (!subnet) return subnet.error();
    const auto named = input.private_ip_addresses.value_or(std::vector<std::string>{});
    const std::int32_t count = input.secondary_private_ip_address_count.value_or(0);
    if (named.empty() == (count < 1)) {
        return invalid_combination(
            "Exactly one of privateIpAddress and secondaryPrivateIpAddressCount must be specified"
        );
    }
    const auto taken =
        take_addresses(call, **subnet, named, count < 1 ? 0 : static_cast<std::size_t>(count));
    if (!taken) return taken.error();
    if (row.private_ips.size() + taken->size() > kMostAddresses) {
        return over_quota(
            "PrivateIpAddressLimitExceeded", "Number of private addresses will exceed limit."
        );
    }
    row.private_ips.insert(row.private_ips.end(), taken->begin(), taken->end());
    api::ec2::AssignPrivateIpAddressesResult out{.network_interface_id = row.id};
    out.assigned_private_ip_addresses.emplace();
    for (const std::string& ip : *taken) out.assigned_private_ip_addresses->push_back({ip});
    put<InterfaceNoun>(call, std::move(row));
    return out;
}

Result<api::ec2::UnassignPrivateIpAddressesResponse> unassign_private_ip_addresses(
    Call& call, const api::ec2::UnassignPrivateIpAddressesRequest& input
) {
    const auto interface = find_own_interface(call, input.network_interface_id);
    if (!interface) return interface.error();
    InterfaceRow row = **interface;
    const auto named = input.private_ip_addresses.value_or(std::vector<std::string>{});
    if (named.empty()) return missing("privateIpAddress");
    for (const std::string& ip : named) {
        const auto found = std::ranges::find(row.private_ips, ip);
        if (found == row.private_ips.end() || found == row.private_ips.begin()) {
            return invalid_value(
                "Some of the specified addresses are not assigned to interface " + row.id
            );
        }
        row.private_ips.erase(found);
        for (const std::string& key :
             call.tables.addresses_by_interface.keys(key_of(call, row.id))) {
            const auto address = call.tx.get(call.tables.addresses, key);
            if (address->private_ip != ip) continue;
            call.tx.update(call.tables.addresses, key, &dissociate);
        }
    }
    put<InterfaceNoun>(call, std::move(row));
    return api::ec2::UnassignPrivateIpAddressesResponse{};
}

}  // namespace gantry::ec2
