#include "services/ec2/api/places.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/ec2/account_attribute.h"
#include "api/ec2/availability_zone.h"
#include "api/ec2/availability_zone_message.h"
#include "api/ec2/availability_zone_opt_in_status.h"
#include "api/ec2/availability_zone_state.h"
#include "api/ec2/region.h"
#include "api/ec2/vpn_gateway.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/vpc_parts.h"
#include "services/ec2/rules/zones.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kZoneFilters[] = {
    {"group-name", "GroupName"},
    {"message", "Messages[].Message"},
    {"opt-in-status", "OptInStatus"},
    {"parent-zone-id", "ParentZoneId"},
    {"parent-zone-name", "ParentZoneName"},
    {"region-name", "RegionName"},
    {"state", "State"},
    {"zone-id", "ZoneId"},
    {"zone-name", "ZoneName"},
    {"zone-type", "ZoneType"},
};

constexpr FilterName kRegionFilters[] = {
    {"endpoint", "Endpoint"},
    {"opt-in-status", "OptInStatus"},
    {"region-name", "RegionName"},
};

api::ec2::AvailabilityZone show_zone(const std::string& region, const Zone& zone) {
    return {
        .opt_in_status = api::ec2::AvailabilityZoneOptInStatus::OptInNotRequired,
        .messages = std::vector<api::ec2::AvailabilityZoneMessage>{},
        .region_name = region,
        .zone_name = zone.name,
        .zone_id = zone.id,
        .group_name = fmt::format("{}-zg-1", region),
        .network_border_group = region,
        .zone_type = "availability-zone",
        .state = api::ec2::AvailabilityZoneState::Available,
    };
}

/// Errors: InvalidParameterValue for a name or id that none has.
Result<std::set<std::string>> wanted_zones(
    const Call& call, const api::ec2::DescribeAvailabilityZonesRequest& input
) {
    std::set<std::string> wanted;
    for (const auto& given : {input.zone_names, input.zone_ids}) {
        for (const std::string& text : given.value_or(std::vector<std::string>{})) {
            const auto zone = find_zone(call.scope.region, text);
            if (!zone) return invalid_value(fmt::format("Invalid availability zone: [{}]", text));
            wanted.insert(zone->name);
        }
    }
    return wanted;
}

api::ec2::AccountAttribute attribute(std::string name, std::string value) {
    return {
        .attribute_name = std::move(name),
        .attribute_values = {{{.attribute_value = std::move(value)}}},
    };
}

}  // namespace

Result<api::ec2::DescribeAvailabilityZonesResult> describe_availability_zones(
    Call& call, const api::ec2::DescribeAvailabilityZonesRequest& input
) {
    const auto wanted = wanted_zones(call, input);
    if (!wanted) return wanted.error();
    std::vector<Listed<api::ec2::AvailabilityZone>> all;
    for (const Zone& zone : zones_of(call.scope.region)) {
        if (!wanted->empty() && !wanted->contains(zone.name)) continue;
        all.push_back({zone.name, show_zone(call.scope.region, zone)});
    }
    auto page = cut_list(
        call, "DescribeAvailabilityZones", input, input.filters, kZoneFilters, std::move(all)
    );
    if (!page) return page.error();
    return api::ec2::DescribeAvailabilityZonesResult{.availability_zones = std::move(page->items)};
}

Result<api::ec2::DescribeRegionsResult> describe_regions(
    Call& call, const api::ec2::DescribeRegionsRequest& input
) {
    std::set<std::string> names(known_regions().begin(), known_regions().end());
    names.insert(call.scope.region);
    if (input.region_names && !input.region_names->empty()) {
        const std::set<std::string> wanted(input.region_names->begin(), input.region_names->end());
        for (const std::string& name : wanted) {
            if (!names.contains(name)) {
                return invalid_value(fmt::format("Invalid region provided: {}", name));
            }
        }
        names = wanted;
    }
    std::vector<Listed<api::ec2::Region>> all;
    for (const std::string& name : names) {
        all.push_back({
            name,
            {
                .opt_in_status = "opt-in-not-required",
                .region_name = name,
                .endpoint = fmt::format("ec2.{}.amazonaws.com", name),
            },
        });
    }
    auto page =
        cut_list(call, "DescribeRegions", input, input.filters, kRegionFilters, std::move(all));
    if (!page) return page.error();
    return api::ec2::DescribeRegionsResult{.regions = std::move(page->items)};
}

Result<api::ec2::DescribeAccountAttributesResult> describe_account_attributes(
    Call& call, const api::ec2::DescribeAccountAttributesRequest& input
) {
    const auto vpc = find_default_vpc(call);
    // How many instances there may be is not told: there are none.
    const std::vector<api::ec2::AccountAttribute> all{
        attribute("default-vpc", vpc ? vpc->id : "none"),
        attribute("supported-platforms", "VPC"),
        attribute("vpc-max-elastic-ips", "5"),
        attribute("vpc-max-security-groups-per-interface", "5"),
    };
    api::ec2::DescribeAccountAttributesResult out{
        .account_attributes = std::vector<api::ec2::AccountAttribute>{}
    };
    for (const auto& one : all) {
        const bool wanted = !input.attribute_names || input.attribute_names->empty() ||
                            std::ranges::any_of(*input.attribute_names, [&](const auto& name) {
                                return reflect::to_text(name) == *one.attribute_name;
                            });
        if (wanted) out.account_attributes->push_back(one);
    }
    return out;
}

Result<api::ec2::DescribeVpnGatewaysResult> describe_vpn_gateways(
    Call&, const api::ec2::DescribeVpnGatewaysRequest& input
) {
    if (input.vpn_gateway_ids && !input.vpn_gateway_ids->empty()) {
        return Error{
            ErrorKind::NotFound,
            "InvalidVpnGatewayID.NotFound",
            fmt::format("The vpnGateway ID '{}' does not exist", input.vpn_gateway_ids->front()),
            {},
        };
    }
    return api::ec2::DescribeVpnGatewaysResult{.vpn_gateways = std::vector<api::ec2::VpnGateway>{}};
}

}  // namespace gantry::ec2
