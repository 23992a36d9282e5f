#include <algorithm>

#include "services/ecs/api/capacity_provider_rules.h"
#include "services/ecs/api/capacity_provider_strategy.h"
#include "services/ecs/api/capacity_providers.h"
#include "services/ecs/api/errors.h"

namespace gantry::ecs {
namespace {

using api::ecs::AutoScalingGroupProvider;
using api::ecs::CapacityProviderUpdateStatus;
using api::ecs::ManagedScaling;

template <class T>
void set_if_given(std::optional<T>& member, const std::optional<T>& given) {
    if (given) member = given;
}

void merge(AutoScalingGroupProvider& provider, const api::ecs::AutoScalingGroupProviderUpdate& by) {
    if (by.managed_scaling) {
        ManagedScaling scaling = provider.managed_scaling.value_or(ManagedScaling{});
        set_if_given(scaling.status, by.managed_scaling->status);
        set_if_given(scaling.target_capacity, by.managed_scaling->target_capacity);
        set_if_given(
            scaling.minimum_scaling_step_size, by.managed_scaling->minimum_scaling_step_size
        );
        set_if_given(
            scaling.maximum_scaling_step_size, by.managed_scaling->maximum_scaling_step_size
        );
        set_if_given(scaling.instance_warmup_period, by.managed_scaling->instance_warmup_period);
        provider.managed_scaling = scaling;
    }
    set_if_given(provider.managed_termination_protection, by.managed_termination_protection);
    set_if_given(provider.managed_draining, by.managed_draining);
}

/// The provider of a user; Fargate's cannot be changed.
Result<core::Table<CapacityProviderRow>::Ptr> find_own(const Call& call, const std::string& given) {
    const Result<std::string> name = capacity_provider_name(call, given);
    if (!name) return name.error();
    if (is_fargate_provider(*name)) {
        return invalid_parameter("The specified capacity provider is reserved by Fargate.");
    }
    auto row = call.tx.get(call.tables.capacity_providers, call.scope.prefix() + *name);
    if (!row) {
        return client_exception(
            "The specified capacity provider does not exist. Specify a valid name or ARN and try "
            "again."
        );
    }
    return row;
}

/// The name of a cluster that has the provider, empty when none has.
std::string cluster_with(const Call& call, const std::string& provider) {
    for (const auto& [key, cluster] : call.tables.clusters.with_prefix(call.scope.prefix())) {
        const auto& providers = cluster->capacity_providers;
        const bool has = std::ranges::find(providers, provider) != providers.end();
        if (has && cluster->status != ClusterStatus::Inactive) return cluster->name;
    }
    return {};
}

}  // namespace

Result<api::ecs::UpdateCapacityProviderResponse> update_capacity_provider(
    Call& call, const api::ecs::UpdateCapacityProviderRequest& input
) {
    const auto found = find_own(call, *input.name);
    if (!found) return found.error();
    if (!input.auto_scaling_group_provider) {
        return invalid_parameter("An autoScalingGroupProvider must be specified.");
    }
    CapacityProviderRow row = **found;
    AutoScalingGroupProvider& provider = *row.provider.auto_scaling_group_provider;
    merge(provider, *input.auto_scaling_group_provider);
    if (auto good = check_provider(provider); !good) return good.error();
    row.provider.update_status = CapacityProviderUpdateStatus::UpdateComplete;
    row.provider.update_status_reason.reset();
    api::ecs::UpdateCapacityProviderResponse output{.capacity_provider = row.provider};
    const std::string key = call.scope.prefix() + row.name;
    call.tx.put(call.tables.capacity_providers, key, std::move(row));
    return output;
}

Result<api::ecs::DeleteCapacityProviderResponse> delete_capacity_provider(
    Call& call, const api::ecs::DeleteCapacityProviderRequest& input
) {
    const auto found = find_own(call, *input.capacity_provider);
    if (!found) return found.error();
    CapacityProviderRow row = **found;
    const std::string key = call.scope.prefix() + row.name;
    const std::string cluster = cluster_with(call, row.name);
    if (cluster.empty()) {
        row.provider.update_status = CapacityProviderUpdateStatus::DeleteInProgress;
        row.provider.update_status_reason.reset();  // of an earlier try
        call.tx.erase(call.tables.capacity_providers, key);
    } else {
        row.provider.update_status = CapacityProviderUpdateStatus::DeleteFailed;
        row.provider.update_status_reason =
            "The capacity provider cannot be deleted because it is associated with cluster: " +
            cluster + ". Remove the capacity provider from the cluster and try again.";
        call.tx.put(call.tables.capacity_providers, key, row);
    }
    return api::ecs::DeleteCapacityProviderResponse{.capacity_provider = std::move(row.provider)};
}

}  // namespace gantry::ecs
