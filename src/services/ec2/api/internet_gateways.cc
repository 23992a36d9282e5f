#include "services/ec2/api/internet_gateways.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/ec2/internet_gateway.h"
#include "api/ec2/internet_gateway_attachment.h"
#include "services/ec2/api/holders.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/tagging.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kGatewayFilters[] = {
    {"attachment.state", "Attachments[].State"},
    {"attachment.vpc-id", "Attachments[].VpcId"},
    {"internet-gateway-id", "InternetGatewayId"},
    {"owner-id", "OwnerId"},
};

api::ec2::InternetGateway show(const Call& call, const InternetGatewayRow& row) {
    api::ec2::InternetGateway shown{
        .attachments = std::vector<api::ec2::InternetGatewayAttachment>{},
        .internet_gateway_id = row.id,
        .owner_id = call.scope.account,
        .tags = row.tags,
    };
    if (!row.vpc_id.empty()) {
        shown.attachments->push_back({.state = "available", .vpc_id = row.vpc_id});
    }
    return shown;
}

/// Whether an address for the internet is mapped to something in the VPC.
bool has_public_addresses(const Call& call, const std::string& vpc_id) {
    const Tables& tables = call.tables;
    const auto interfaces = rows_of(call, tables.interfaces, tables.interfaces_by_vpc, vpc_id);
    return std::ranges::any_of(interfaces, [&](const auto& one) {
        return !one->public_ip.empty() ||
               !tables.addresses_by_interface.keys(key_of(call, one->id)).empty();
    });
}

}  // namespace

Result<api::ec2::CreateInternetGatewayResult> create_internet_gateway(
    Call& call, const api::ec2::CreateInternetGatewayRequest& input
) {
    auto tags = read_tags(input.tag_specifications, kinds::kInternetGateway);
    if (!tags) return tags.error();
    if (count_rows<InternetGatewayNoun>(call) >= kMostInternetGateways) {
        return over_quota(
            "InternetGatewayLimitExceeded",
            "The maximum number of internet gateways has been reached."
        );
    }
    InternetGatewayRow row{.id = draw_id(call.ids, "igw"), .vpc_id = {}, .tags = *std::move(tags)};
    api::ec2::CreateInternetGatewayResult out{.internet_gateway = show(call, row)};
    put<InternetGatewayNoun>(call, std::move(row));
    return out;
}

Result<api::ec2::DeleteInternetGatewayResponse> delete_internet_gateway(
    Call& call, const api::ec2::DeleteInternetGatewayRequest& input
) {
    const auto gateway = find<InternetGatewayNoun>(call, input.internet_gateway_id);
    if (!gateway) return gateway.error();
    if (!(*gateway)->vpc_id.empty()) {
        return dependency(fmt::format(
            "The internetGateway '{}' has dependencies and cannot be deleted.", (*gateway)->id
        ));
    }
    erase<InternetGatewayNoun>(call, (*gateway)->id);
    return api::ec2::DeleteInternetGatewayResponse{};
}

Result<api::ec2::DescribeInternetGatewaysResult> describe_internet_gateways(
    Call& call, const api::ec2::DescribeInternetGatewaysRequest& input
) {
    auto page = list_rows<InternetGatewayNoun>(
        call,
        "DescribeInternetGateways",
        input,
        input.internet_gateway_ids,
        input.filters,
        kGatewayFilters,
        [&](const InternetGatewayRow& row) { return show(call, row); }
    );
    if (!page) return page.error();
    return api::ec2::DescribeInternetGatewaysResult{
        .internet_gateways = std::move(page->items), .next_token = std::move(page->next_token)
    };
}

Result<api::ec2::AttachInternetGatewayResponse> attach_internet_gateway(
    Call& call, const api::ec2::AttachInternetGatewayRequest& input
) {
    const auto gateway = find<InternetGatewayNoun>(call, input.internet_gateway_id);
    if (!gateway) return gateway.error();
    const auto vpc = find<VpcNoun>(call, input.vpc_id);
    if (!vpc) return vpc.error();
    if (!(*gateway)->vpc_id.empty()) {
        return refused(
            "Resource.AlreadyAssociated",
            fmt::format(
                "resource {} is already attached to network {}", (*gateway)->id, (*gateway)->vpc_id
            )
        );
    }
    if (!call.tables.internet_gateways_by_vpc.keys(key_of(call, (*vpc)->id)).empty()) {
        return invalid_value(
            fmt::format("Network {} already has an internet gateway attached", (*vpc)->id)
        );
    }
    InternetGatewayRow row = **gateway;
    row.vpc_id = (*vpc)->id;
    put<InternetGatewayNoun>(call, std::move(row));
    return api::ec2::AttachInternetGatewayResponse{};
}

Result<api::ec2::DetachInternetGatewayResponse> detach_internet_gateway(
    Call& call, const api::ec2::DetachInternetGatewayRequest& input
) {
    const auto gateway = find<InternetGatewayNoun>(call, input.internet_gateway_id);
    if (!gateway) return gateway.error();
    const auto vpc = find<VpcNoun>(call, input.vpc_id);
    if (!vpc) return vpc.error();
    InternetGatewayRow row = **gateway;
    if (row.vpc_id != (*vpc)->id) {
        return refused(
            "Gateway.NotAttached",
            fmt::format("resource {} is not attached to network {}", row.id, (*vpc)->id)
        );
    }
    if (has_public_addresses(call, row.vpc_id)) {
        return dependency(fmt::format(
            "Network {} has some mapped public address(es). Please unmap those public address(es) "
            "before detaching the gateway.",
            row.vpc_id
        ));
    }
    row.vpc_id.clear();
    put<InternetGatewayNoun>(call, std::move(row));
    return api::ec2::DetachInternetGatewayResponse{};
}

}  // namespace gantry::ec2
