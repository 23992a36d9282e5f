#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "service/paging.h"
#include "services/ssm/api/errors.h"
#include "services/ssm/api/managed_instances.h"
#include "services/ssm/api/plain_filter.h"
#include "services/ssm/model/names.h"

namespace gantry::ssm {
namespace {

using api::ssm::DescribeInstanceInformationRequest;
using api::ssm::DescribeInstanceInformationResult;
using api::ssm::PingStatus;

constexpr std::string_view kTagPrefix = "tag:";

bool is_online(const ManagedInstanceRow& row, SysTime now) {
    return row.last_ping + kOnlineFor > now;
}

PingStatus ping_status(const ManagedInstanceRow& row, SysTime now) {
    return is_online(row, now) ? PingStatus::Online : PingStatus::ConnectionLost;
}

/// What a filter looks at; nothing has associations here, nor sources.
std::vector<std::string> values_at(
    const ManagedInstanceRow& row, std::string_view key, SysTime now
) {
    if (key == "InstanceIds") return {row.id};
    if (key == "AgentVersion") return {row.facts.agent_version};
    if (key == "PingStatus") return {std::string(reflect::to_text(ping_status(row, now)))};
    if (key == "PlatformTypes") return {"Linux"};
    if (key == "ActivationIds") return {row.activation_id};
    if (key == "IamRole") return {row.iam_role};
    if (key == "ResourceType") return {"ManagedInstance"};
    std::vector<std::string> found;
    for (const auto& tag : row.tags) {
        if (key == "tag-key") found.push_back(tag.key.value_or(""));
        if (key.starts_with(kTagPrefix) && tag.key == key.substr(kTagPrefix.size())) {
            found.push_back(tag.value.value_or(""));
        }
    }
    return found;
}

bool is_filter_key(std::string_view key) {
    constexpr std::string_view kKeys[] = {
        "InstanceIds",
        "AgentVersion",
        "PingStatus",
        "PlatformTypes",
        "ActivationIds",
        "IamRole",
        "ResourceType",
        "AssociationStatus",
        "SourceIds",
        "SourceTypes",
        "tag-key"
    };
    return key.starts_with(kTagPrefix) || std::ranges::find(kKeys, key) != std::end(kKeys);
}

bool passes_all(const ManagedInstanceRow& row, const PlainFilters& filters, SysTime now) {
    return std::ranges::all_of(filters, [&](const PlainFilter& filter) {
        return std::ranges::any_of(values_at(row, filter.key, now), [&](const std::string& value) {
            return std::ranges::find(filter.values, value) != filter.values.end();
        });
    });
}

/// Of both kinds, which say the same in different members.
Result<PlainFilters> filters_in(const DescribeInstanceInformationRequest& input) {
    PlainFilters filters;
    if (input.filters) {
        for (const auto& filter : *input.filters) {
            filters.push_back(
                {filter.key.value_or(""), filter.values.value_or(std::vector<std::string>{})}
            );
        }
    }
    if (input.instance_information_filter_list &&
        !input.instance_information_filter_list->empty()) {
        if (!filters.empty()) {
            return validation(
                "You can use either Filters or InstanceInformationFilterList in a single request."
            );
        }
        for (const auto& filter : *input.instance_information_filter_list) {
            filters.push_back(
                {std::string(reflect::to_text(*filter.key)),
                 filter.value_set.value_or(std::vector<std::string>{})}
            );
        }
    }
    for (const PlainFilter& filter : filters) {
        if (!is_filter_key(filter.key)) {
            return api_error(
                "InvalidFilterKey", fmt::format("{} is not a key to filter by.", filter.key)
            );
        }
    }
    return filters;
}

std::optional<std::string> if_any(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

api::ssm::InstanceInformation show_instance(const ManagedInstanceRow& row, SysTime now) {
    return {
        .instance_id = row.id,
        .ping_status = ping_status(row, now),
        .last_ping_date_time = row.last_ping,
        .agent_version = if_any(row.facts.agent_version),
        .platform_type = api::ssm::PlatformType::Linux,
        .platform_name = if_any(row.facts.platform_name),
        .platform_version = if_any(row.facts.platform_version),
        .activation_id = row.activation_id,
        .iam_role = row.iam_role,
        .registration_date = row.registered,
        .resource_type = api::ssm::ResourceType::ManagedInstance,
        .name = if_any(row.name),
        .ip_address = if_any(row.facts.ip_address),
        .computer_name = if_any(row.facts.computer_name),
    };
}

}  // namespace

Result<DescribeInstanceInformationResult> describe_instance_information(
    Call& call, const DescribeInstanceInformationRequest& input
) {
    constexpr std::int32_t kPageSize = 10;
    const auto filters = filters_in(input);
    if (!filters) return filters.error();
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {"ssm:DescribeInstanceInformation" + text_of(*filters),
         static_cast<std::size_t>(input.max_results.value_or(kPageSize)),
         input.next_token},
        service::rows_with_prefix(
            call.tables.managed_instances,
            call.scope.prefix(),
            [&](const ManagedInstanceRow& row) { return passes_all(row, *filters, call.now); }
        )
    );
    if (!page) return invalid_token();
    DescribeInstanceInformationResult out{
        .instance_information_list = std::vector<api::ssm::InstanceInformation>{}
    };
    for (const std::string& key : page->keys) {
        out.instance_information_list->push_back(
            show_instance(*call.tables.managed_instances.find(key), call.now)
        );
    }
    out.next_token = page->next;
    return out;
}

}  // namespace gantry::ssm
