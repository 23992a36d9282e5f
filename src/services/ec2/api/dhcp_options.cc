#include "services/ec2/api/dhcp_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "api/ec2/new_dhcp_configuration.h"
#include "services/ec2/api/describe.h"
#include "services/ec2/api/list.h"
#include "services/ec2/api/tagging.h"

namespace gantry::ec2 {
namespace {

constexpr FilterName kDhcpFilters[] = {
    {"dhcp-options-id", "DhcpOptionsId"},
    {"key", "DhcpConfigurations[].Key"},
    {"owner-id", "OwnerId"},
    {"value", "DhcpConfigurations[].Values[].Value"},
};

constexpr std::array<std::string_view, 6> kNames{
    "domain-name",
    "domain-name-servers",
    "ipv6-address-preferred-lease-time",
    "netbios-name-servers",
    "netbios-node-type",
    "ntp-servers",
};

/// The keys of VPCs that have them.
std::vector<std::string> users_of(const Call& call, const std::string& id) {
    std::vector<std::string> keys;
    for (const auto& [key, vpc] : call.tables.vpcs.with_prefix(call.scope.prefix())) {
        if (vpc->dhcp_options_id == id) keys.push_back(key);
    }
    return keys;
}

}  // namespace

Result<api::ec2::CreateDhcpOptionsResult> create_dhcp_options(
    Call& call, const api::ec2::CreateDhcpOptionsRequest& input
) {
    const auto given =
        input.dhcp_configurations.value_or(std::vector<api::ec2::NewDhcpConfiguration>{});
    if (given.empty()) return missing("dhcpConfigurationSet");
    DhcpOptionsRow row{.id = draw_id(call.ids, "dopt")};
    for (const auto& one : given) {
        const std::string key = one.key.value_or("");
        if (std::ranges::find(kNames, key) == kNames.end()) {
            return invalid_value(
                fmt::format("Value ({}) for parameter name is invalid. Unknown DHCP option", key)
            );
        }
        row.configurations[key] = one.values.value_or(std::vector<std::string>{});
    }
    auto tags = read_tags(input.tag_specifications, kinds::kDhcpOptions);
    if (!tags) return tags.error();
    row.tags = *std::move(tags);
    if (count_rows<DhcpOptionsNoun>(call) >= kMostDhcpOptions) {
        return over_quota(
            "DhcpOptionsLimitExceeded", "The maximum number of DHCP options has been reached."
        );
    }
    api::ec2::CreateDhcpOptionsResult out{.dhcp_options = show_dhcp_options(call, row)};
    put<DhcpOptionsNoun>(call, std::move(row));
    return out;
}

Result<api::ec2::DeleteDhcpOptionsResponse> delete_dhcp_options(
    Call& call, const api::ec2::DeleteDhcpOptionsRequest& input
) {
    const auto options = find<DhcpOptionsNoun>(call, input.dhcp_options_id);
    if (!options) return options.error();
    const std::string& id = (*options)->id;
    if (!users_of(call, id).empty()) {
        return dependency(
            fmt::format("The dhcpOptions '{}' has dependencies and cannot be deleted.", id)
        );
    }
    erase<DhcpOptionsNoun>(call, id);
    const auto region = call.tx.get(call.tables.regions, call.scope.prefix());
    if (region && region->dhcp_options_id == id) {
        RegionRow row = *region;
        row.dhcp_options_id.clear();
        call.tx.put(call.tables.regions, call.scope.prefix(), std::move(row));
    }
    return api::ec2::DeleteDhcpOptionsResponse{};
}

Result<api::ec2::DescribeDhcpOptionsResult> describe_dhcp_options(
    Call& call, const api::ec2::DescribeDhcpOptionsRequest& input
) {
    auto page = list_rows<DhcpOptionsNoun>(
        call,
        "DescribeDhcpOptions",
        input,
        input.dhcp_options_ids,
        input.filters,
        kDhcpFilters,
        [&](const DhcpOptionsRow& row) { return show_dhcp_options(call, row); }
    );
    if (!page) return page.error();
    return api::ec2::DescribeDhcpOptionsResult{
        .next_token = std::move(page->next_token), .dhcp_options = std::move(page->items)
    };
}

Result<api::ec2::AssociateDhcpOptionsResponse> associate_dhcp_options(
    Call& call, const api::ec2::AssociateDhcpOptionsRequest& input
) {
    const auto vpc = find<VpcNoun>(call, input.vpc_id);
    if (!vpc) return vpc.error();
    const std::string id = input.dhcp_options_id.value_or("");
    if (id != "default") {
        const auto options = find<DhcpOptionsNoun>(call, id);
        if (!options) return options.error();
    }
    VpcRow row = **vpc;
    row.dhcp_options_id = id;
    put<VpcNoun>(call, std::move(row));
    return api::ec2::AssociateDhcpOptionsResponse{};
}

}  // namespace gantry::ec2
