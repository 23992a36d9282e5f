#include "services/ec2/api/subnets.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "api/ec2/hostname_type.h"
#include "services/ec2/api/describe.h"
#include "services/ec2/api/holders.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/tagging.h"
#include "services/ec2/api/vpc_parts.h"
#include "services/ec2/rules/zones.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kSubnetFilters[] = {
    {"availability-zone", "AvailabilityZone"},
    {"availabilityZone", "AvailabilityZone"},
    {"availability-zone-id", "AvailabilityZoneId"},
    {"availabilityZoneId", "AvailabilityZoneId"},
    {"available-ip-address-count", "AvailableIpAddressCount"},
    {"cidr", "CidrBlock"},
    {"cidr-block", "CidrBlock"},
    {"cidrBlock", "CidrBlock"},
    {"default-for-az", "DefaultForAz"},
    {"defaultForAz", "DefaultForAz"},
    {"enable-dns64", "EnableDns64"},
    {"ipv6-cidr-block-association.association-id", "Ipv6CidrBlockAssociationSet[].AssociationId"},
    {"ipv6-cidr-block-association.ipv6-cidr-block", "Ipv6CidrBlockAssociationSet[].Ipv6CidrBlock"},
    {"ipv6-native", "Ipv6Native"},
    {"map-customer-owned-ip-on-launch", "MapCustomerOwnedIpOnLaunch"},
    {"map-public-ip-on-launch", "MapPublicIpOnLaunch"},
    {"outpost-arn", "OutpostArn"},
    {"owner-id", "OwnerId"},
    {"private-dns-name-options-on-launch.enable-resource-name-dns-a-record",
     "PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsARecord"},
    {"private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record",
     "PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsAAAARecord"},
    {"private-dns-name-options-on-launch.hostname-type",
     "PrivateDnsNameOptionsOnLaunch.HostnameType"},
    {"state", "State"},
    {"subnet-arn", "SubnetArn"},
    {"subnet-id", "SubnetId"},
    {"vpc-id", "VpcId"},
};

Error no_such_zone(const Call& call, std::string_view zone, std::string_view parameter) {
    std::vector<std::string> names;
    for (const Zone& one : zones_of(call.scope.region)) {
        names.push_back(parameter == "availabilityZoneId" ? one.id : one.name);
    }
    return invalid_value(fmt::format(
        "Value ({}) for parameter {} is invalid. Subnets can currently only be created in the "
        "following availability zones: {}.",
        zone,
        parameter,
        fmt::join(names, ", ")
    ));
}

/// The zone that is asked for; else the first without a subnet of the VPC.
Result<Zone> choose_zone(
    const Call& call,
    const std::optional<std::string>& name,
    const std::optional<std::string>& id,
    const std::vector<core::Table<SubnetRow>::Ptr>& others
) {
    if (name || id) {
        const auto zone = find_zone(call.scope.region, name ? *name : *id);
        if (zone) return *zone;
        return no_such_zone(
            call, name ? *name : *id, name ? "availabilityZone" : "availabilityZoneId"
        );
    }
    const auto zones = zones_of(call.scope.region);
    for (const Zone& zone : zones) {
        const bool has_one = std::ranges::any_of(others, [&](const auto& other) {
            return other->zone == zone.name;
        });
        if (!has_one) return zone;
    }
    return zones.front();
}

/// The subnet's block: within one of the VPC's, and beside its other subnets.
Result<Cidr> read_subnet_cidr(
    const std::optional<std::string>& text,
    const VpcRow& vpc,
    const std::vector<core::Table<SubnetRow>::Ptr>& others
) {
    if (!text || text->empty()) return missing("cidrBlock");
    const auto cidr = Cidr::parse(*text);
    if (!cidr) return bad_block(*text, "cidrBlock");
    const bool within = std::ranges::any_of(vpc.cidrs, [&](const CidrAssociation& one) {
        return Cidr::parse(one.cidr)->contains(*cidr);
    });
    if (!within || cidr->length < 16 || cidr->length > 28) {
        return refused("InvalidSubnet.Range", fmt::format("The CIDR '{}' is invalid.", *text));
    }
    for (const auto& other : others) {
        if (!Cidr::parse(other->cidr)->overlaps(*cidr)) continue;
        return Error{
            ErrorKind::Conflict,
            "InvalidSubnet.Conflict",
            fmt::format("The CIDR '{}' conflicts with another subnet", *text),
            {},
        };
    }
    return *cidr;
}

/// The first /20 of the default VPC that no subnet is in.
std::optional<Cidr> free_default_block(
    const VpcRow& vpc, const std::vector<core::Table<SubnetRow>::Ptr>& others
) {
    const auto whole = *Cidr::parse(vpc.cidrs.front().cidr);
    for (Cidr block{whole.base, 20}; whole.contains(block); block.base = block.last() + 1) {
        const bool taken = std::ranges::any_of(others, [&](const auto& other) {
            return Cidr::parse(other->cidr)->overlaps(block);
        });
        if (!taken) return block;
    }
    return std::nullopt;
}

}  // namespace

Result<api::ec2::CreateSubnetResult> create_subnet(
    Call& call, const api::ec2::CreateSubnetRequest& input
) {
    const auto vpc = find<VpcNoun>(call, input.vpc_id);
    if (!vpc) return vpc.error();
    const auto others = subnets_of(call, (*vpc)->id);
    const auto cidr = read_subnet_cidr(input.cidr_block, **vpc, others);
    if (!cidr) return cidr.error();
    auto zone = choose_zone(call, input.availability_zone, input.availability_zone_id, others);
    if (!zone) return zone.error();
    auto tags = read_tags(input.tag_specifications, kinds::kSubnet);
    if (!tags) return tags.error();
    if (others.size() >= kMostSubnets) {
        return over_quota("SubnetLimitExceeded", "The maximum number of subnets has been reached.");
    }
    const SubnetRow subnet = make_subnet(
        call, **vpc, {.cidr = *cidr, .zone = std::move(zone->name), .tags = *std::move(tags)}
    );
    return api::ec2::CreateSubnetResult{.subnet = show_subnet(call, subnet)};
}

Result<api::ec2::CreateDefaultSubnetResult> create_default_subnet(
    Call& call, const api::ec2::CreateDefaultSubnetRequest& input
) {
    const auto vpc = find_default_vpc(call);
    if (!vpc) {
        return refused(
            "DefaultVpcDoesNotExist", "No default VPC exists for this account in this region."
        );
    }
    if (!input.availability_zone && !input.availability_zone_id) return missing("availabilityZone");
    const auto others = subnets_of(call, vpc->id);
    auto zone = choose_zone(call, input.availability_zone, input.availability_zone_id, others);
    if (!zone) return zone.error();
    for (const auto& other : others) {
        if (!other->default_for_zone || other->zone != zone->name) continue;
        return refused(
            "DefaultSubnetAlreadyExistsInAvailabilityZone",
            fmt::format("'{}' is already the default subnet in {}.", other->id, zone->name)
        );
    }
    const auto block = free_default_block(*vpc, others);
    if (!block) {
        return refused(
            "InsufficientFreeAddressesInSubnet", "There is no free CIDR block in the default VPC."
        );
    }
    const SubnetRow subnet =
        make_subnet(call, *vpc, {.cidr = *block, .zone = zone->name, .is_default = true});
    return api::ec2::CreateDefaultSubnetResult{.subnet = show_subnet(call, subnet)};
}

Result<api::ec2::DeleteSubnetResponse> delete_subnet(
    Call& call, const api::ec2::DeleteSubnetRequest& input
) {
    const auto subnet = find<SubnetNoun>(call, input.subnet_id);
    if (!subnet) return subnet.error();
    if (!interfaces_in(call, (*subnet)->id).empty()) {
        return dependency(
            fmt::format("The subnet '{}' has dependencies and cannot be deleted.", (*subnet)->id)
        );
    }
    erase<SubnetNoun>(call, (*subnet)->id);
    return api::ec2::DeleteSubnetResponse{};
}

Result<api::ec2::DescribeSubnetsResult> describe_subnets(
    Call& call, const api::ec2::DescribeSubnetsRequest& input
) {
    auto page = list_rows<SubnetNoun>(
        call,
        "DescribeSubnets",
        input,
        input.subnet_ids,
        input.filters,
        kSubnetFilters,
        [&](const SubnetRow& row) { return show_subnet(call, row); }
    );
    if (!page) return page.error();
    return api::ec2::DescribeSubnetsResult{
        .next_token = std::move(page->next_token), .subnets = std::move(page->items)
    };
}

Result<api::ec2::ModifySubnetAttributeResponse> modify_subnet_attribute(
    Call& call, const api::ec2::ModifySubnetAttributeRequest& input
) {
    const auto subnet = find<SubnetNoun>(call, input.subnet_id);
    if (!subnet) return subnet.error();
    SubnetRow row = **subnet;
    int given = 0;
    if (input.map_public_ip_on_launch) {
        ++given;
        row.map_public_ip = input.map_public_ip_on_launch->value.value_or(false);
    }
    if (input.private_dns_hostname_type_on_launch) {
        ++given;
        row.resource_names =
            *input.private_dns_hostname_type_on_launch == api::ec2::HostnameType::ResourceName;
    }
    if (input.enable_resource_name_dns_a_record_on_launch) {
        ++given;
        row.resource_name_a =
            input.enable_resource_name_dns_a_record_on_launch->value.value_or(false);
    }
    const bool off = input.assign_ipv6_address_on_creation || input.enable_dns64 ||
                     input.enable_resource_name_dns_aaaa_record_on_launch ||
                     input.map_customer_owned_ip_on_launch || input.disable_lni_at_device_index;
    if (off) ++given;  // what could only be switched on was refused before
    if (given == 0) return missing("mapPublicIpOnLaunch");
    if (given > 1) return invalid_combination("Fields for multiple attribute types specified");
    put<SubnetNoun>(call, std::move(row));
    return api::ec2::ModifySubnetAttributeResponse{};
}

}  // namespace gantry::ec2
