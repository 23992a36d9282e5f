#include "services/ec2/api/interface_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/ec2/api/holders.h"
#include "services/ec2/api/nouns.h"
#include "services/ec2/api/security_groups.h"
#include "services/ec2/rules/address_pool.h"

namespace gantry::ec2 {
namespace {

Result<Address4> read_address(const Cidr& subnet, const std::string& text) {
    const auto address = parse_address(text);
    if (!address)
        return invalid_value(fmt::format("invalid value for parameter address: {}", text));
    if (!subnet.contains(*address)) {
        return invalid_value("Address does not fall within the subnet's address range");
    }
    if (!is_usable(subnet, *address)) {
        return invalid_value(fmt::format("Address {} is in subnet's reserved address range", text));
    }
    return *address;
}

/// A locally administered address.
std::string draw_mac(IdSource& ids) {
    const std::string digits = ids.hex(10);
    std::string mac = "0a";
    for (std::size_t i = 0; i < digits.size(); i += 2) mac += ":" + digits.substr(i, 2);
    return mac;
}

}  // namespace

Result<void> check_own_interface(const InterfaceRow& interface) {
    if (interface.requester.empty()) return {};
    return refused("AuthFailure", "You do not have permission to access the specified resource.");
}

Result<core::Table<InterfaceRow>::Ptr> find_own_interface(
    const Call& call, const std::optional<std::string>& id
) {
    auto interface = find<InterfaceNoun>(call, id);
    if (!interface) return interface;
    if (const auto own = check_own_interface(**interface); !own) return own.error();
    return interface;
}

Result<std::vector<std::string>> take_addresses(
    const Call& call,
    const SubnetRow& subnet,
    const std::vector<std::string>& named,
    std::size_t count
) {
    if (named.size() + count > kMostAddresses) {
        return over_quota(
            "PrivateIpAddressLimitExceeded",
            fmt::format("Number of private addresses will exceed limit.")
        );
    }
    const auto block = *Cidr::parse(subnet.cidr);
    auto taken = addresses_in(call, subnet.id);
    std::vector<std::string> addresses;
    for (const std::string& text : named) {
        const auto address = read_address(block, text);
        if (!address) return address.error();
        if (!taken.insert(*address).second) {
            return Error{
                ErrorKind::Conflict,
                "InvalidIPAddress.InUse",
                fmt::format("Address {} is in use.", text),
                {},
            };
        }
        addresses.push_back(text);
    }
    const auto more = free_addresses(block, taken, count);
    if (!more) {
        return over_quota(
            "InsufficientFreeAddressesInSubnet",
            "The specified subnet does not have enough free addresses to satisfy the request."
        );
    }
    for (const Address4 address : *more) addresses.push_back(format_address(address));
    return addresses;
}

Result<std::vector<std::string>> read_groups(
    const Call& call, const std::string& vpc_id, const std::vector<std::string>& ids
) {
    if (ids.empty()) {
        const auto vpc = find<VpcNoun>(call, vpc_id);
        if (!vpc) return vpc.error();
        return std::vector{(*vpc)->default_group_id};
    }
    if (ids.size() > kMostGroupsOfInterface) {
        return over_quota(
            "SecurityGroupsPerInterfaceLimitExceeded",
            "The maximum number of security groups per interface has been reached."
        );
    }
    std::vector<std::string> read;
    for (const std::string& id : ids) {
        const auto group = find_group(call, id);
        if (!group) return group.error();
        if ((*group)->vpc_id != vpc_id) {
            return invalid_value(
                "You have specified two resources that belong to different networks."
            );
        }
        if (std::ranges::find(read, id) == read.end()) read.push_back(id);
    }
    return read;
}

Result<InterfaceRow> make_interface(Call& call, const SubnetRow& subnet, NewInterface wanted) {
    auto groups = read_groups(call, subnet.vpc_id, wanted.group_ids);
    if (!groups) return groups.error();
    std::vector<std::string> named = std::move(wanted.further);
    if (wanted.primary) named.insert(named.begin(), *wanted.primary);
    const std::size_t count = wanted.count_further + (wanted.primary ? 0 : 1);
    auto addresses = take_addresses(call, subnet, named, count);
    if (!addresses) return addresses.error();
    if (!wanted.primary) {
        // Named ones are further ones: the first of the free ones is the primary one.
        std::rotate(
            addresses->begin(),
            addresses->begin() + static_cast<std::ptrdiff_t>(named.size()),
            addresses->begin() + static_cast<std::ptrdiff_t>(named.size()) + 1
        );
    }
    std::string public_ip;
    if (wanted.public_ip) {
        const auto address = free_public_address(public_addresses(call));
        if (!address) return no_public_address();
        public_ip = format_address(*address);
    }
    InterfaceRow row{
        .id = draw_id(call.ids, "eni"),
        .vpc_id = subnet.vpc_id,
        .subnet_id = subnet.id,
        .description = std::move(wanted.description),
        .type = std::move(wanted.type),
        .mac = draw_mac(call.ids),
        .private_ips = *std::move(addresses),
        .group_ids = *std::move(groups),
        .requester = std::move(wanted.requester),
        .in_use = wanted.in_use,
        .public_ip = std::move(public_ip),
        .tags = std::move(wanted.tags),
    };
    put<InterfaceNoun>(call, row);
    return row;
}

Error no_public_address() {
    return over_quota(
        "InsufficientAddressCapacity", "Not enough available addresses to satisfy the request."
    );
}

void dissociate(AddressRow& address) {
    address.association_id.clear();
    address.interface_id.clear();
    address.private_ip.clear();
}

void drop_interface(Call& call, const std::string& id) {
    for (const std::string& key : call.tables.addresses_by_interface.keys(key_of(call, id))) {
        call.tx.update(call.tables.addresses, key, &dissociate);
    }
    erase<InterfaceNoun>(call, id);
}

}  // namespace gantry::ec2
