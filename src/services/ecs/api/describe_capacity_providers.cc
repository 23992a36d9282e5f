#include <algorithm>

#include "services/ecs/api/capacity_provider_rules.h"
#include "services/ecs/api/capacity_providers.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/paging.h"

namespace gantry::ecs {
namespace {

using api::ecs::DescribeCapacityProvidersRequest;
using api::ecs::DescribeCapacityProvidersResponse;

constexpr PageLimits kProviderPages{.max = 10, .default_count = 10};
constexpr std::size_t kMaxProviders = 100;

std::vector<std::string> all_names(const Call& call) {
    std::vector<std::string> names{"FARGATE", "FARGATE_SPOT"};
    const auto rows = call.tables.capacity_providers.with_prefix(call.scope.prefix());
    for (const auto& [key, row] : rows) names.push_back(row->name);
    return names;
}

api::ecs::CapacityProvider view(
    const Call& call, api::ecs::CapacityProvider provider, bool with_tags
) {
    provider.tags.emplace();
    const auto row = call.tables.capacity_providers.find(call.scope.prefix() + *provider.name);
    if (with_tags && row) provider.tags = row->provider.tags;
    return provider;
}

bool wants_tags(const DescribeCapacityProvidersRequest& input) {
    return input.include &&
           std::ranges::find(*input.include, api::ecs::CapacityProviderField::Tags) !=
               input.include->end();
}

}  // namespace

Result<DescribeCapacityProvidersResponse> describe_capacity_providers(
    Call& call, const DescribeCapacityProvidersRequest& input
) {
    std::vector<std::string> names;
    for (const std::string& given : input.capacity_providers.value_or(std::vector<std::string>{})) {
        Result<std::string> name = capacity_provider_name(call, given);
        if (!name) return name.error();
        names.push_back(std::move(*name));
    }
    if (names.size() > kMaxProviders) {
        return invalid_parameter("capacityProviders can have at most 100 items.");
    }
    if (names.empty()) names = all_names(call);

    const PageRequest request{
        .operation = "DescribeCapacityProviders",
        .max_results = input.max_results,
        .next_token = input.next_token,
        .limits = kProviderPages,
    };
    const Result<Page> page = take_page(call, request, sorted_keys(std::move(names)));
    if (!page) return page.error();

    DescribeCapacityProvidersResponse output{.next_token = page->next_token};
    output.capacity_providers.emplace();
    output.failures.emplace();
    for (const std::string& name : page->keys) {
        if (auto provider = find_capacity_provider(call, name)) {
            output.capacity_providers->push_back(view(call, std::move(*provider), wants_tags(input))
            );
        } else {
            output.failures->push_back(
                {.arn = capacity_provider_arn(call.scope, name), .reason = "MISSING"}
            );
        }
    }
    return output;
}

}  // namespace gantry::ecs
