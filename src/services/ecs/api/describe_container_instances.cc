#include <algorithm>

#include "services/ecs/api/container_instances.h"
#include "services/ecs/api/describe_container_instance.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"

namespace gantry::ecs {
namespace {

using api::ecs::ContainerInstanceField;
using api::ecs::DescribeContainerInstancesRequest;

constexpr std::size_t kMaxDescribedInstances = 100;

bool includes(const DescribeContainerInstancesRequest& input, ContainerInstanceField field) {
    return input.include && std::ranges::find(*input.include, field) != input.include->end();
}

}  // namespace

Result<api::ecs::DescribeContainerInstancesResponse> describe_container_instances(
    Call& call, const DescribeContainerInstancesRequest& input
) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    if (!input.container_instances || input.container_instances->empty()) {
        return invalid_parameter("Container instance cannot be empty.");
    }
    if (input.container_instances->size() > kMaxDescribedInstances) {
        return invalid_parameter("instanceIds can have at most 100 items.");
    }
    const ContainerInstanceExtras extras{
        .tags = includes(input, ContainerInstanceField::Tags),
        .health = includes(input, ContainerInstanceField::ContainerInstanceHealth),
    };
    api::ecs::DescribeContainerInstancesResponse output;
    auto& instances = output.container_instances.emplace();
    auto& failures = output.failures.emplace();
    for (const auto& text : *input.container_instances) {
        const auto id = resolve_container_instance_id(call, (*cluster)->name, text);
        if (!id) return id.error();
        const std::string& name = (*cluster)->name;
        const auto row =
            call.tx.get(call.tables.container_instances, in_cluster_key(call.scope, name, *id));
        if (row) {
            instances.push_back(describe_container_instance(call, *row, extras));
        } else {
            failures.push_back(
                {.arn = container_instance_arn(call.scope, name, *id), .reason = "MISSING"}
            );
        }
    }
    return output;
}

}  // namespace gantry::ecs
