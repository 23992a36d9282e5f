#include "services/ec2/api/addresses.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/ec2/address.h"
#include "api/ec2/address_attribute.h"
#include "api/ec2/domain_type.h"
#include "services/ec2/api/describe.h"
#include "services/ec2/api/holders.h"
#include "services/ec2/api/interface_parts.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/tagging.h"
#include "services/ec2/rules/address_pool.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kAddressFilters[] = {
    {"allocation-id", "AllocationId"},
    {"association-id", "AssociationId"},
    {"domain", "Domain"},
    {"instance-id", "InstanceId"},
    {"network-border-group", "NetworkBorderGroup"},
    {"network-interface-id", "NetworkInterfaceId"},
    {"network-interface-owner-id", "NetworkInterfaceOwnerId"},
    {"private-ip-address", "PrivateIpAddress"},
    {"public-ip", "PublicIp"},
};

api::ec2::Address show(const Call& call, const AddressRow& row) {
    return {
        .allocation_id = row.id,
        .association_id = unless_empty(row.association_id),
        .domain = api::ec2::DomainType::Vpc,
        .network_interface_id = unless_empty(row.interface_id),
        .network_interface_owner_id =
            row.interface_id.empty() ? std::nullopt : std::optional(call.scope.account),
        .private_ip_address = unless_empty(row.private_ip),
        .tags = row.tags,
        .public_ipv4_pool = "amazon",
        .network_border_group = call.scope.region,
        .public_ip = row.public_ip,
    };
}

core::Table<AddressRow>::Ptr find_public(const Call& call, const std::string& ip) {
    for (const std::string& key : call.tables.addresses_by_public_ip.keys(ip)) {
        if (key.starts_with(call.scope.prefix())) return call.tx.get(call.tables.addresses, key);
    }
    return nullptr;
}

Error no_such_address(std::string_view ip) {
    return {
        ErrorKind::NotFound,
        "InvalidAddress.NotFound",
        fmt::format("Address '{}' not found.", ip),
        {},
    };
}

/// By its id, else by the address itself.
Result<core::Table<AddressRow>::Ptr> find_address(
    const Call& call,
    const std::optional<std::string>& id,
    const std::optional<std::string>& public_ip
) {
    const bool by_id = id && !id->empty();
    if (by_id || !public_ip) return find<AddressNoun>(call, id);
    auto row = find_public(call, *public_ip);
    if (!row) return no_such_address(*public_ip);
    return row;
}

/// What a service holds, users leave alone.
Result<void> check_own(const Call& call, const AddressRow& row) {
    if (row.interface_id.empty()) return {};
    const auto interface = call.tx.get(call.tables.interfaces, key_of(call, row.interface_id));
    return interface ? check_own_interface(*interface) : Result<void>{};
}

/// The private address of the interface that is meant.
Result<std::string> read_private_ip(
    const InterfaceRow& interface, const std::optional<std::string>& named
) {
    if (!named) return interface.private_ips.front();
    if (std::ranges::find(interface.private_ips, *named) != interface.private_ips.end()) {
        return *named;
    }
    return invalid_value(fmt::format("{} is not assigned to interface {}", *named, interface.id));
}

/// Frees what the private address is associated with, and the Elastic one.
Result<void> free_both(
    Call& call,
    const AddressRow& row,
    const InterfaceRow& interface,
    const std::string& private_ip,
    bool may_move
) {
    if (!row.association_id.empty() && !may_move) {
        return refused(
            "Resource.AlreadyAssociated",
            fmt::format(
                "resource {} is already associated with associate-id {}", row.id, row.association_id
            )
        );
    }
    const auto& index = call.tables.addresses_by_interface;
    for (const std::string& key : index.keys(key_of(call, interface.id))) {
        const auto other = call.tx.get(call.tables.addresses, key);
        if (other->id == row.id || other->private_ip != private_ip) continue;
        if (!may_move) {
            return refused(
                "Resource.AlreadyAssociated",
                fmt::format(
                    "resource {} is already associated with associate-id {}",
                    interface.id,
                    other->association_id
                )
            );
        }
        call.tx.update(call.tables.addresses, key, &dissociate);
    }
    return {};
}

}  // namespace

Result<core::Table<AddressRow>::Ptr> find_address_in_use(
    const Call& call, const std::string& association_id, const std::string& public_ip
) {
    if (association_id.empty()) {
        if (public_ip.empty()) return missing("associationId");
        auto row = find_public(call, public_ip);
        if (!row) return no_such_address(public_ip);
        return row;
    }
    for (const auto& [key, row] : call.tables.addresses.with_prefix(call.scope.prefix())) {
        if (row->association_id == association_id) return row;
    }
    return no_such_association(association_id);
}

bool has_internet_gateway(const Call& call, const std::string& vpc_id) {
    return !call.tables.internet_gateways_by_vpc.keys(key_of(call, vpc_id)).empty();
}

Result<api::ec2::AllocateAddressResult> allocate_address(
    Call& call, const api::ec2::AllocateAddressRequest& input
) {
    if (input.domain && *input.domain != api::ec2::DomainType::Vpc) {
        return invalid_value("Value (standard) for parameter domain is invalid.");
    }
    auto tags = read_tags(input.tag_specifications, kinds::kAddress);
    if (!tags) return tags.error();
    if (count_rows<AddressNoun>(call) >= kMostElasticAddresses) {
        return over_quota(
            "AddressLimitExceeded", "The maximum number of addresses has been reached."
        );
    }
    const auto address = free_public_address(public_addresses(call));
    if (!address) return no_public_address();
    AddressRow row{
        .id = draw_id(call.ids, "eipalloc"),
        .public_ip = format_address(*address),
        .tags = *std::move(tags),
    };
    api::ec2::AllocateAddressResult out{
        .allocation_id = row.id,
        .public_ipv4_pool = "amazon",
        .network_border_group = call.scope.region,
        .domain = api::ec2::DomainType::Vpc,
        .public_ip = row.public_ip,
    };
    put<AddressNoun>(call, std::move(row));
    return out;
}

Result<api::ec2::ReleaseAddressResponse> release_address(
    Call& call, const api::ec2::ReleaseAddressRequest& input
) {
    if (!input.allocation_id && input.public_ip) {
        return invalid_combination(
            "You must specify an allocation id when releasing a VPC elastic IP address"
        );
    }
    const auto address = find<AddressNoun>(call, input.allocation_id);
    if (!address) return address.error();
    if (const auto own = check_own(call, **address); !own) return own.error();
    if (!(*address)->association_id.empty()) {
        return Error{
            ErrorKind::Conflict,
            "InvalidIPAddress.InUse",
            fmt::format("Address {} is in use.", (*address)->public_ip),
            {},
        };
    }
    erase<AddressNoun>(call, (*address)->id);
    return api::ec2::ReleaseAddressResponse{};
}

Result<api::ec2::AssociateAddressResult> associate_address(
    Call& call, const api::ec2::AssociateAddressRequest& input
) {
    const auto address = find_address(call, input.allocation_id, input.public_ip);
    if (!address) return address.error();
    if (input.instance_id && !input.instance_id->empty()) {
        return Error{
            ErrorKind::NotFound,
            "InvalidInstanceID.NotFound",
            fmt::format("The instance ID '{}' does not exist", *input.instance_id),
            {},
        };
    }
    const auto interface = find_own_interface(call, input.network_interface_id);
    if (!interface) return interface.error();
    const auto private_ip = read_private_ip(**interface, input.private_ip_address);
    if (!private_ip) return private_ip.error();
    if (!has_internet_gateway(call, (*interface)->vpc_id)) {
        return refused(
            "Gateway.NotAttached",
            fmt::format("Network {} is not attached to any internet gateway", (*interface)->vpc_id)
        );
    }
    if (const auto own = check_own(call, **address); !own) return own.error();
    AddressRow row = **address;
    if (row.interface_id == (*interface)->id && row.private_ip == *private_ip) {
        return api::ec2::AssociateAddressResult{.association_id = row.association_id};
    }
    const bool may_move = input.allow_reassociation.value_or(true);
    const auto free = free_both(call, row, **interface, *private_ip, may_move);
    if (!free) return free.error();
    row.association_id = draw_id(call.ids, "eipassoc");
    row.interface_id = (*interface)->id;
    row.private_ip = *private_ip;
    api::ec2::AssociateAddressResult out{.association_id = row.association_id};
    put<AddressNoun>(call, std::move(row));
    return out;
}

Result<api::ec2::DisassociateAddressResponse> disassociate_address(
    Call& call, const api::ec2::DisassociateAddressRequest& input
) {
    const auto found =
        find_address_in_use(call, input.association_id.value_or(""), input.public_ip.value_or(""));
    if (!found) return found.error();
    if (const auto own = check_own(call, **found); !own) return own.error();
    AddressRow row = **found;
    dissociate(row);
    put<AddressNoun>(call, std::move(row));
    return api::ec2::DisassociateAddressResponse{};
}

Result<api::ec2::DescribeAddressesResult> describe_addresses(
    Call& call, const api::ec2::DescribeAddressesRequest& input
) {
    std::vector<std::string> ids = input.allocation_ids.value_or(std::vector<std::string>{});
    for (const std::string& ip : input.public_ips.value_or(std::vector<std::string>{})) {
        const auto row = find_public(call, ip);
        if (!row) return no_such_address(ip);
        ids.push_back(row->id);
    }
    auto page = list_rows<AddressNoun>(
        call,
        "DescribeAddresses",
        input,
        ids,
        input.filters,
        kAddressFilters,
        [&](const AddressRow& row) { return show(call, row); }
    );
    if (!page) return page.error();
    return api::ec2::DescribeAddressesResult{.addresses = std::move(page->items)};
}

Result<api::ec2::DescribeAddressesAttributeResult> describe_addresses_attribute(
    Call& call, const api::ec2::DescribeAddressesAttributeRequest& input
) {
    auto page = list_rows<AddressNoun>(
        call,
        "DescribeAddressesAttribute",
        input,
        input.allocation_ids,
        {},
        {},
        [](const AddressRow& row) {
            return api::ec2::AddressAttribute{.public_ip = row.public_ip, .allocation_id = row.id};
        }
    );
    if (!page) return page.error();
    return api::ec2::DescribeAddressesAttributeResult{
        .addresses = std::move(page->items), .next_token = std::move(page->next_token)
    };
}

}  // namespace gantry::ec2
