#include <fmt/format.h>

#include <string>
#include <utility>

#include "services/ecs/api/capacity.h"
#include "services/ecs/api/describe_service.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/launch.h"
#include "services/ecs/api/names.h"
#include "services/ecs/api/service_checks.h"
#include "services/ecs/api/services.h"
#include "services/ecs/api/tags.h"
#include "services/ecs/reconcile/service_history.h"
#include "wire/json_codec.h"

namespace gantry::ecs {
namespace {

using api::ecs::AvailabilityZoneRebalancing;
using api::ecs::CreateServiceRequest;
using api::ecs::PropagateTags;
using api::ecs::SchedulingStrategy;

constexpr std::size_t kMaxServiceToken = 36;

template <class T>
T or_empty(const std::optional<T>& value) {
    return value.value_or(T{});
}

/// The request without its token and without what may be said in several ways.
std::string comparable(CreateServiceRequest request, const std::string& cluster) {
    request.client_token.reset();
    request.cluster = cluster;
    return wire::encode_json(request);
}

Result<void> check_names(const CreateServiceRequest& input, const std::string& name) {
    if (!is_resource_name(name)) {
        return invalid_parameter(
            fmt::format("serviceName must match ^[a-zA-Z0-9\\-_]{{1,255}}$, but was {}", name)
        );
    }
    if (input.client_token && input.client_token->size() > kMaxServiceToken) {
        return invalid_parameter(fmt::format("clientToken longer than {}.", kMaxServiceToken));
    }
    if (!is_printable(input.client_token.value_or(""))) {
        return invalid_parameter("clientToken contains invalid characters.");
    }
    if (!input.role.value_or("").empty()) {
        return invalid_parameter("A role was passed, but no load balancers were present.");
    }
    return check_tags(input.tags);
}

Result<void> check_count(const CreateServiceRequest& input, SchedulingStrategy scheduling) {
    if (scheduling == SchedulingStrategy::Daemon && input.desired_count) {
        return invalid_parameter(
            "The daemon scheduling strategy does not support a desired count for services. Remove "
            "the desired count value and try again"
        );
    }
    if (scheduling == SchedulingStrategy::Replica && !input.desired_count) {
        return invalid_parameter(
            "The desired count is required for the replica scheduling strategy."
        );
    }
    return {};
}

ServiceRow new_row(
    const Call& call,
    const ClusterRow& cluster,
    const CreateServiceRequest& input,
    const Capacity& capacity
) {
    ServiceRow row{
        .account = call.scope.account,
        .region = call.scope.region,
        .cluster = cluster.name,
        .name = *input.service_name,
        .scheduling = input.scheduling_strategy.value_or(SchedulingStrategy::Replica),
        .desired_count = input.desired_count.value_or(0),
        .capacity_provider_strategy = capacity.strategy,
        .deployment_controller = input.deployment_controller,  // shown where it was named
        .placement_constraints = or_empty(input.placement_constraints),
        .placement_strategy = or_empty(input.placement_strategy),
        .health_check_grace_period_s = input.health_check_grace_period_seconds.value_or(0),
        .az_rebalancing = input.availability_zone_rebalancing,
        .enable_ecs_managed_tags = input.enable_ecs_managed_tags,
        .enable_execute_command = input.enable_execute_command,
        .propagate_tags = input.propagate_tags.value_or(PropagateTags::None),
        .tags = merge_tags({}, or_empty(input.tags)),
        .created_by = call.principal,
        .client_token = or_empty(input.client_token),
        .create_request = comparable(input, cluster.name),
        .created_at = call.now,
    };
    if (capacity.strategy.empty()) row.launch_type = capacity.launch_type;
    if (capacity.fargate()) row.platform_version = input.platform_version.value_or("LATEST");
    row.deployment_configuration =
        merge_deployment_configuration({}, input.deployment_configuration, row.scheduling);
    if (!row.az_rebalancing) {
        row.az_rebalancing = rebalancing_obstacle(row).empty()
                                 ? AvailabilityZoneRebalancing::Enabled
                                 : AvailabilityZoneRebalancing::Disabled;
    }
    return row;
}

/// What there was of an earlier service of that name, long gone.
void forget_earlier(Call& call, const std::string& service_key) {
    erase_history(call.tx, call.tables, service_key);
    for (const auto& [key, row] : call.tables.service_events.with_prefix(service_key + "/")) {
        call.tx.erase(call.tables.service_events, key);
    }
}

}  // namespace

Result<api::ecs::CreateServiceResponse> create_service(
    Call& call, const CreateServiceRequest& input
) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    const std::string name = input.service_name.value_or("");
    if (auto good = check_names(input, name); !good) return good.error();

    const std::string key = in_cluster_key(call.scope, (*cluster)->name, name);
    const auto existing = call.tx.get(call.tables.services, key);
    if (existing && existing->status == ServiceStatus::Draining) {
        return invalid_parameter("Unable to Start a service that is still Draining.");
    }
    if (existing && existing->status == ServiceStatus::Active) {
        if (existing->create_request != comparable(input, (*cluster)->name)) {
            return invalid_parameter("Creation of service was not idempotent.");
        }
        return api::ecs::CreateServiceResponse{
            .service = describe_service(call, *existing, ShowTags::Yes)
        };
    }

    const auto capacity = capacity_of(**cluster, input);
    if (!capacity) return capacity.error();
    ServiceRow row = new_row(call, **cluster, input, *capacity);
    if (auto good = check_count(input, row.scheduling); !good) return good.error();
    if (auto good = check_service(row); !good) return good.error();
    const auto definition = check_service_definition(
        call,
        row,
        input.task_definition.value_or(""),
        input.network_configuration,
        or_empty(input.volume_configurations)
    );
    if (!definition) return definition.error();
    if (row.enable_execute_command) {
        const auto good = check_exec_role(
            call.scope, (*definition)->definition, {}, "service couldn't be created"
        );
        if (!good) return good.error();
    }
    if (existing) forget_earlier(call, key);
    begin_deployment(
        call,
        row,
        (*definition)->definition,
        input.network_configuration,
        or_empty(input.volume_configurations),
        0
    );
    api::ecs::Service service = describe_service(call, row, ShowTags::Yes);
    service.events.emplace();
    call.tx.put(call.tables.services, key, std::move(row));
    return api::ecs::CreateServiceResponse{.service = std::move(service)};
}

}  // namespace gantry::ecs
