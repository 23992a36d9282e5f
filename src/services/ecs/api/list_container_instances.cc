#include <fmt/format.h>

#include "services/ecs/api/container_instances.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/paging.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/placement/cluster_view.h"

namespace gantry::ecs {
namespace {

using api::ecs::ListContainerInstancesRequest;
using placement::Query;

Result<std::optional<Query>> read_filter(const ListContainerInstancesRequest& input) {
    if (!input.filter || input.filter->empty()) return std::optional<Query>{};
    Result<Query> query = Query::parse(*input.filter);
    if (!query) {
        return invalid_parameter(fmt::format("Invalid filter: {}.", query.error().message));
    }
    return std::optional(std::move(*query));
}

/// INACTIVE instances are left out; no status names them.
bool has_status(const ContainerInstanceRow& row, const ListContainerInstancesRequest& input) {
    if (!input.status) return row.status != InstanceStatus::Inactive;
    return reflect::to_text(row.status) == reflect::to_text(*input.status);
}

}  // namespace

Result<api::ecs::ListContainerInstancesResponse> list_container_instances(
    Call& call, const ListContainerInstancesRequest& input
) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    const auto query = read_filter(input);
    if (!query) return query.error();
    const PageRequest request{
        .operation = "ListContainerInstances",
        .filter = fmt::format(
            "{} {} {}",
            (*cluster)->name,
            input.status ? reflect::to_text(*input.status) : "",
            input.filter.value_or("")
        ),
        .max_results = input.max_results,
        .next_token = input.next_token,
    };
    const auto keep = [&](const ContainerInstanceRow& row) {
        if (!has_status(row, input)) return false;
        return !*query || placement::matches(placement::instance_view(call.tables, row), **query);
    };
    Result<Page> page = take_page(
        call,
        request,
        rows_with_prefix(
            call.tables.container_instances, cluster_prefix(call.scope, (*cluster)->name), keep
        )
    );
    if (!page) return page.error();
    api::ecs::ListContainerInstancesResponse output;
    auto& arns = output.container_instance_arns.emplace();
    for (const auto& key : page->keys) {
        arns.push_back(call.tables.container_instances.find(key)->arn());
    }
    output.next_token = std::move(page->next_token);
    return output;
}

}  // namespace gantry::ecs
