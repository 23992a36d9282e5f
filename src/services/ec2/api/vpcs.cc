#include "services/ec2/api/vpcs.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/ec2/tenancy.h"
#include "api/ec2/vpc_attribute_name.h"
#include "api/ec2/vpc_cidr_block_state_code.h"
#include "api/ec2/vpc_state.h"
#include "services/ec2/api/describe.h"
#include "services/ec2/api/holders.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/tagging.h"
#include "services/ec2/api/vpc_parts.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kVpcFilters[] = {
    {"cidr", "CidrBlock"},
    {"cidr-block", "CidrBlock"},
    {"cidrBlock", "CidrBlock"},
    {"cidr-block-association.association-id", "CidrBlockAssociationSet[].AssociationId"},
    {"cidr-block-association.cidr-block", "CidrBlockAssociationSet[].CidrBlock"},
    {"cidr-block-association.state", "CidrBlockAssociationSet[].CidrBlockState.State"},
    {"dhcp-options-id", "DhcpOptionsId"},
    {"dhcpOptionsId", "DhcpOptionsId"},
    {"is-default", "IsDefault"},
    {"isDefault", "IsDefault"},
    {"owner-id", "OwnerId"},
    {"state", "State"},
    {"vpc-id", "VpcId"},
};

/// What private addresses a further block may not be in; the VPC's own blocks are looked at too.
Result<void> check_further_cidr(const VpcRow& vpc, const Cidr& cidr) {
    for (const CidrAssociation& one : vpc.cidrs) {
        if (!Cidr::parse(one.cidr)->overlaps(cidr)) continue;
        return refused("InvalidVpc.Range", fmt::format("The CIDR '{}' is invalid.", cidr.str()));
    }
    if (vpc.cidrs.size() >= kMostCidrs) {
        return over_quota(
            "CidrLimitExceeded",
            fmt::format(
                "This network '{}' has met its maximum number of allowed CIDRs: {}",
                vpc.id,
                kMostCidrs
            )
        );
    }
    return {};
}

/// A further block is smaller than any route's destination, or apart from it.
/// Source: VPC User Guide, "VPC CIDR blocks".
Result<void> check_routes(const Call& call, const VpcRow& vpc, const Cidr& cidr) {
    const Tables& tables = call.tables;
    for (const auto& table :
         rows_of(call, tables.route_tables, tables.route_tables_by_vpc, vpc.id)) {
        for (const RouteEntry& route : table->routes) {
            const auto destination = Cidr::parse(route.destination);
            if (!destination || !cidr.contains(*destination)) continue;
            return refused(
                "InvalidVpc.Range",
                fmt::format(
                    "The CIDR '{}' conflicts with the route to {} in route table {}.",
                    cidr.str(),
                    route.destination,
                    table->id
                )
            );
        }
    }
    return {};
}

/// A group that another VPC's rule names could be left behind; groups name those of one VPC only.
void erase_parts(Call& call, const VpcRow& vpc) {
    erase<RouteTableNoun>(call, vpc.main_route_table_id);
    erase<AclNoun>(call, vpc.default_acl_id);
    erase<GroupNoun>(call, vpc.default_group_id);
    erase<VpcNoun>(call, vpc.id);
}

}  // namespace

Result<api::ec2::CreateVpcResult> create_vpc(Call& call, const api::ec2::CreateVpcRequest& input) {
    const auto cidr = read_vpc_cidr(input.cidr_block);
    if (!cidr) return cidr.error();
    auto tags = read_tags(input.tag_specifications, kinds::kVpc);
    if (!tags) return tags.error();
    const auto tenancy = input.instance_tenancy.value_or(api::ec2::Tenancy::Default);
    const auto vpc = make_vpc(
        call,
        {.cidr = *cidr, .tenancy = std::string(reflect::to_text(tenancy)), .tags = *std::move(tags)}
    );
    if (!vpc) return vpc.error();
    auto shape = show_vpc(call, *vpc);
    shape.state = api::ec2::VpcState::Pending;
    return api::ec2::CreateVpcResult{.vpc = std::move(shape)};
}

Result<api::ec2::CreateDefaultVpcResult>
create_default_vpc(Call& call, const api::ec2::CreateDefaultVpcRequest&) {
    const auto vpc = make_default_vpc(call);
    if (!vpc) return vpc.error();
    return api::ec2::CreateDefaultVpcResult{.vpc = show_vpc(call, *vpc)};
}

Result<api::ec2::DeleteVpcResponse> delete_vpc(
    Call& call, const api::ec2::DeleteVpcRequest& input
) {
    const auto vpc = find<VpcNoun>(call, input.vpc_id);
    if (!vpc) return vpc.error();
    if (vpc_has_dependents(call, **vpc)) {
        return dependency(
            fmt::format("The vpc '{}' has dependencies and cannot be deleted.", (*vpc)->id)
        );
    }
    erase_parts(call, **vpc);
    return api::ec2::DeleteVpcResponse{};
}

Result<api::ec2::DescribeVpcsResult> describe_vpcs(
    Call& call, const api::ec2::DescribeVpcsRequest& input
) {
    auto page = list_rows<VpcNoun>(
        call,
        "DescribeVpcs",
        input,
        input.vpc_ids,
        input.filters,
        kVpcFilters,
        [&](const VpcRow& row) { return show_vpc(call, row); }
    );
    if (!page) return page.error();
    return api::ec2::DescribeVpcsResult{
        .next_token = std::move(page->next_token), .vpcs = std::move(page->items)
    };
}

Result<api::ec2::DescribeVpcAttributeResult> describe_vpc_attribute(
    Call& call, const api::ec2::DescribeVpcAttributeRequest& input
) {
    const auto vpc = find<VpcNoun>(call, input.vpc_id);
    if (!vpc) return vpc.error();
    if (!input.attribute) return missing("attribute");
    api::ec2::DescribeVpcAttributeResult out{.vpc_id = (*vpc)->id};
    using Name = api::ec2::VpcAttributeName;
    switch (*input.attribute) {
        case Name::EnableDnsSupport: out.enable_dns_support = {{(*vpc)->dns_support}}; break;
        case Name::EnableDnsHostnames: out.enable_dns_hostnames = {{(*vpc)->dns_hostnames}}; break;
        case Name::EnableNetworkAddressUsageMetrics:
            out.enable_network_address_usage_metrics = {{(*vpc)->address_metrics}};
            break;
    }
    return out;
}

Result<api::ec2::ModifyVpcAttributeResponse> modify_vpc_attribute(
    Call& call, const api::ec2::ModifyVpcAttributeRequest& input
) {
    const auto vpc = find<VpcNoun>(call, input.vpc_id);
    if (!vpc) return vpc.error();
    VpcRow row = **vpc;
    int given = 0;
    const auto set = [&given](const auto& attribute, bool& value) {
        if (!attribute) return;
        ++given;
        value = attribute->value.value_or(value);
    };
    set(input.enable_dns_support, row.dns_support);
    set(input.enable_dns_hostnames, row.dns_hostnames);
    set(input.enable_network_address_usage_metrics, row.address_metrics);
    if (given == 0) return missing("enableDnsSupport");
    if (given > 1) {
        return invalid_combination("Fields for multiple attribute types specified");
    }
    put<VpcNoun>(call, std::move(row));
    return api::ec2::ModifyVpcAttributeResponse{};
}

Result<api::ec2::AssociateVpcCidrBlockResult> associate_vpc_cidr_block(
    Call& call, const api::ec2::AssociateVpcCidrBlockRequest& input
) {
    const auto vpc = find<VpcNoun>(call, input.vpc_id);
    if (!vpc) return vpc.error();
    const auto cidr = read_vpc_cidr(input.cidr_block);
    if (!cidr) return cidr.error();
    if (const auto good = check_further_cidr(**vpc, *cidr); !good) return good.error();
    if (const auto good = check_routes(call, **vpc, *cidr); !good) return good.error();
    VpcRow row = **vpc;
    row.cidrs.push_back({draw_id(call.ids, "vpc-cidr-assoc"), cidr->str()});
    auto shown = show_cidr(row.cidrs.back());
    shown.cidr_block_state = {{.state = api::ec2::VpcCidrBlockStateCode::Associating}};
    api::ec2::AssociateVpcCidrBlockResult out{.cidr_block_association = shown, .vpc_id = row.id};
    put<VpcNoun>(call, std::move(row));
    return out;
}

Result<api::ec2::DisassociateVpcCidrBlockResult> disassociate_vpc_cidr_block(
    Call& call, const api::ec2::DisassociateVpcCidrBlockRequest& input
) {
    const std::string id = input.association_id.value_or("");
    const auto vpc = find_cidr_association(call, id);
    if (!vpc) {
        return refused(
            "InvalidVpcCidrBlockAssociationID.NotFound",
            fmt::format("The vpc CIDR block association ID '{}' does not exist", id)
        );
    }
    const auto found = std::ranges::find(vpc->cidrs, id, &CidrAssociation::id);
    if (found == vpc->cidrs.begin()) {
        return not_permitted(fmt::format(
            "The vpc CIDR block with association ID {} may not be disassociated. It is the "
            "primary IPv4 CIDR block of the VPC",
            id
        ));
    }
    const auto block = *Cidr::parse(found->cidr);
    for (const auto& subnet : subnets_of(call, vpc->id)) {
        if (!block.contains(*Cidr::parse(subnet->cidr))) continue;
        return dependency(fmt::format(
            "The CIDR block '{}' has dependencies and cannot be disassociated.", found->cidr
        ));
    }
    auto shown = show_cidr(*found);
    shown.cidr_block_state = {{.state = api::ec2::VpcCidrBlockStateCode::Disassociating}};
    VpcRow row = *vpc;
    std::erase_if(row.cidrs, [&](const CidrAssociation& one) { return one.id == id; });
    put<VpcNoun>(call, std::move(row));
    return api::ec2::DisassociateVpcCidrBlockResult{
        .cidr_block_association = shown, .vpc_id = vpc->id
    };
}

}  // namespace gantry::ec2
