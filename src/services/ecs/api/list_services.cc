#include <fmt/format.h>

#include "services/ecs/api/paging.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/services.h"

namespace gantry::ecs {
namespace {

using api::ecs::ListServicesRequest;

constexpr PageLimits kLimits{.max = 100, .default_count = 10};

template <class E>
std::string_view text_or_empty(const std::optional<E>& value) {
    return value ? reflect::to_text(*value) : std::string_view();
}

/// Users make their services themselves; those that ECS manages do not exist here.
bool is_listed(const ServiceRow& row, const ListServicesRequest& input) {
    return row.status != ServiceStatus::Inactive &&
           (!input.launch_type || row.runs_on() == *input.launch_type) &&
           (!input.scheduling_strategy || row.scheduling == *input.scheduling_strategy) &&
           input.resource_management_type.value_or(api::ecs::ResourceManagementType::Customer) ==
               api::ecs::ResourceManagementType::Customer;
}

}  // namespace

Result<api::ecs::ListServicesResponse> list_services(Call& call, const ListServicesRequest& input) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    const PageRequest request{
        .operation = "ListServices",
        .filter = fmt::format(
            "{} {} {} {}",
            (*cluster)->name,
            text_or_empty(input.launch_type),
            text_or_empty(input.scheduling_strategy),
            text_or_empty(input.resource_management_type)
        ),
        .max_results = input.max_results,
        .next_token = input.next_token,
        .limits = kLimits,
    };
    const auto& services = call.tables.services;
    const KeysAfter listed = rows_with_prefix(
        services,
        cluster_prefix(call.scope, (*cluster)->name),
        [&](const ServiceRow& row) { return is_listed(row, input); }
    );
    const Result<Page> page = take_page(call, request, listed);
    if (!page) return page.error();

    api::ecs::ListServicesResponse output{.next_token = page->next_token};
    output.service_arns.emplace();
    for (const std::string& key : page->keys) {
        output.service_arns->push_back(services.find(key)->arn());
    }
    return output;
}

Result<api::ecs::ListServicesByNamespaceResponse> list_services_by_namespace(
    Call& call, const api::ecs::ListServicesByNamespaceRequest& input
) {
    const PageRequest request{
        .operation = "ListServicesByNamespace",
        .max_results = input.max_results,
        .next_token = input.next_token,
        .limits = kLimits,
    };
    const Result<Page> page = take_page(call, request, sorted_keys({}));
    if (!page) return page.error();
    return api::ecs::ListServicesByNamespaceResponse{
        .service_arns = page->keys, .next_token = page->next_token
    };
}

}  // namespace gantry::ecs
