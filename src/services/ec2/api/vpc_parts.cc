#include "services/ec2/api/vpc_parts.h"

#include <fmt/format.h>

#include <array>

#include "services/ec2/api/nouns.h"
#include "services/ec2/api/vpcs.h"
#include "services/ec2/rules/zones.h"

namespace gantry::ec2 {
namespace {

std::string make_default_group(Call& call, const std::string& vpc_id) {
    SecurityGroupRow group{
        .id = draw_id(call.ids, "sg"),
        .name = "default",
        .description = "default VPC security group",
        .vpc_id = vpc_id,
        .rules = {},
        .tags = {},
    };
    group.rules.push_back(
        {.id = draw_id(call.ids, "sgr"), .egress = false, .protocol = "-1", .group_id = group.id}
    );
    group.rules.push_back(
        {.id = draw_id(call.ids, "sgr"), .egress = true, .protocol = "-1", .cidr4 = "0.0.0.0/0"}
    );
    std::string id = group.id;
    put<GroupNoun>(call, std::move(group));
    return id;
}

std::string make_default_acl(Call& call, const std::string& vpc_id) {
    NetworkAclRow acl{
        .id = draw_id(call.ids, "acl"),
        .vpc_id = vpc_id,
        .is_default = true,
        .entries = {},
        .tags = {}
    };
    for (const bool egress : {false, true}) {
        acl.entries.push_back(
            {.number = 100, .egress = egress, .protocol = "-1", .allow = true, .cidr4 = "0.0.0.0/0"}
        );
    }
    std::string id = acl.id;
    put<AclNoun>(call, std::move(acl));
    return id;
}

/// The internet gateway of the default VPC, and the way to it.
void make_way_out(Call& call, const VpcRow& vpc) {
    const InternetGatewayRow gateway{.id = draw_id(call.ids, "igw"), .vpc_id = vpc.id, .tags = {}};
    call.tx.update(
        call.tables.route_tables,
        key_of(call, vpc.main_route_table_id),
        [&](RouteTableRow& table) { table.routes.push_back({"0.0.0.0/0", gateway.id}); }
    );
    put<InternetGatewayNoun>(call, gateway);
}

}  // namespace

std::string default_dhcp_options(Call& call) {
    const auto known = call.tx.get(call.tables.regions, call.scope.prefix());
    if (known && !known->dhcp_options_id.empty()) return known->dhcp_options_id;
    RegionRow region = known ? *known : RegionRow{};
    const DhcpOptionsRow options{
        .id = draw_id(call.ids, "dopt"),
        .configurations =
            {
                {"domain-name", {private_domain(call.scope.region)}},
                {"domain-name-servers", {"AmazonProvidedDNS"}},
            },
        .tags = {},
    };
    put<DhcpOptionsNoun>(call, options);
    region.dhcp_options_id = options.id;
    call.tx.put(call.tables.regions, call.scope.prefix(), std::move(region));
    return options.id;
}

Result<VpcRow> make_vpc(Call& call, NewVpc wanted) {
    if (count_rows<VpcNoun>(call) >= kMostVpcs) {
        return over_quota("VpcLimitExceeded", "The maximum number of VPCs has been reached.");
    }
    VpcRow vpc{
        .id = draw_id(call.ids, "vpc"),
        .cidrs = {{draw_id(call.ids, "vpc-cidr-assoc"), wanted.cidr.str()}},
        .tenancy = std::move(wanted.tenancy),
        .is_default = wanted.is_default,
        .dns_hostnames = wanted.is_default,
        .dhcp_options_id = default_dhcp_options(call),
        .main_association_id = draw_id(call.ids, "rtbassoc"),
        .tags = std::move(wanted.tags),
    };
    const RouteTableRow table{.id = draw_id(call.ids, "rtb"), .vpc_id = vpc.id};
    put<RouteTableNoun>(call, table);
    vpc.main_route_table_id = table.id;
    vpc.default_acl_id = make_default_acl(call, vpc.id);
    vpc.default_group_id = make_default_group(call, vpc.id);
    put<VpcNoun>(call, vpc);
    return vpc;
}

SubnetRow make_subnet(Call& call, const VpcRow& vpc, NewSubnet wanted) {
    SubnetRow subnet{
        .id = draw_id(call.ids, "subnet"),
        .vpc_id = vpc.id,
        .cidr = wanted.cidr.str(),
        .zone = std::move(wanted.zone),
        .default_for_zone = wanted.is_default,
        .map_public_ip = wanted.is_default,
        .acl_id = vpc.default_acl_id,
        .acl_association_id = draw_id(call.ids, "aclassoc"),
        .tags = std::move(wanted.tags),
    };
    put<SubnetNoun>(call, subnet);
    return subnet;
}

Result<VpcRow> make_default_vpc(Call& call) {
    if (const auto there = find_default_vpc(call)) {
        return refused(
            "DefaultVpcAlreadyExists",
            "A Default VPC already exists for this account in this region."
        );
    }
    constexpr Cidr kBlock{172U << 24 | 31U << 16, 16};
    auto vpc = make_vpc(call, {.cidr = kBlock, .is_default = true});
    if (!vpc) return vpc.error();
    make_way_out(call, *vpc);
    Address4 base = kBlock.base;
    for (const Zone& zone : zones_of(call.scope.region)) {
        const Cidr block{base, 20};
        make_subnet(call, *vpc, {.cidr = block, .zone = zone.name, .is_default = true});
        base = block.last() + 1;
    }
    return vpc;
}

core::Table<VpcRow>::Ptr find_default_vpc(const Call& call) {
    for (const auto& [key, row] : call.tables.vpcs.with_prefix(call.scope.prefix())) {
        if (row->is_default) return row;
    }
    return nullptr;
}

Result<Cidr> read_vpc_cidr(const std::optional<std::string>& text) {
    if (!text || text->empty()) return missing("cidrBlock");
    const auto cidr = Cidr::parse(*text);
    if (!cidr) return bad_block(*text, "cidrBlock");
    if (cidr->length < 16 || cidr->length > 28) {
        return refused("InvalidVpc.Range", fmt::format("The CIDR '{}' is invalid.", *text));
    }
    return *cidr;
}

}  // namespace gantry::ec2
