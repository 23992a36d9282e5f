#include <fmt/format.h>

#include <utility>

#include "services/ecs/api/capacity.h"
#include "services/ecs/api/describe_service.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/launch.h"
#include "services/ecs/api/network_checks.h"
#include "services/ecs/api/service_checks.h"
#include "services/ecs/api/services.h"
#include "services/ecs/api/volume_checks.h"
#include "services/ecs/model/task_network.h"
#include "services/ecs/model/task_volume.h"

namespace gantry::ecs {
namespace {

using api::ecs::LaunchType;
using api::ecs::SchedulingStrategy;
using api::ecs::UpdateServiceRequest;

template <class T, class U>
void replace(T& current, const std::optional<U>& given) {
    if (given) current = *given;
}

/// What takes effect without a new deployment.
void apply_settings(const UpdateServiceRequest& input, ServiceRow& row) {
    replace(row.desired_count, input.desired_count);
    replace(row.az_rebalancing, input.availability_zone_rebalancing);
    replace(row.placement_constraints, input.placement_constraints);
    replace(row.placement_strategy, input.placement_strategy);
    replace(row.health_check_grace_period_s, input.health_check_grace_period_seconds);
    replace(row.enable_execute_command, input.enable_execute_command);
    replace(row.enable_ecs_managed_tags, input.enable_ecs_managed_tags);
    replace(row.propagate_tags, input.propagate_tags);
    row.deployment_configuration = merge_deployment_configuration(
        row.deployment_configuration, input.deployment_configuration, row.scheduling
    );
}

/// Whether the call names other capacity than the service has. An empty strategy goes back to the
/// launch type of its creation.
bool changes_strategy(const UpdateServiceRequest& input, const ServiceRow& row) {
    return input.capacity_provider_strategy &&
           *input.capacity_provider_strategy != row.capacity_provider_strategy;
}

/// Writes the capacity that is asked for into the row.
Result<void> apply_capacity(
    const ClusterRow& cluster, const UpdateServiceRequest& input, ServiceRow& row
) {
    if (!input.capacity_provider_strategy && !input.platform_version) return {};
    if (changes_strategy(input, row) && !input.force_new_deployment) {
        return invalid_parameter(
            "When switching from launch type to capacity provider strategy on an existing service, "
            "or making a change to a capacity provider strategy on a service that is already using "
            "one, you must force a new deployment."
        );
    }
    if (input.capacity_provider_strategy) {
        row.capacity_provider_strategy = *input.capacity_provider_strategy;
    }
    const bool strategy = !row.capacity_provider_strategy.empty();
    const LaunchType as_created = row.launch_type.value_or(LaunchType::Ec2);
    const auto capacity = choose_capacity(
        cluster,
        {.launch_type = strategy ? std::nullopt : std::optional(as_created),
         .strategy = row.capacity_provider_strategy,
         .platform_version = input.platform_version}
    );
    if (!capacity) return capacity.error();
    if (!capacity->fargate()) {
        row.platform_version.reset();
    } else if (input.platform_version || !row.platform_version) {
        row.platform_version = input.platform_version.value_or("LATEST");
    }
    if (!strategy) row.launch_type = capacity->launch_type;
    return {};
}

/// Another version of the platform is another deployment.
bool changes_platform(const UpdateServiceRequest& input, const ServiceRow& row) {
    return input.platform_version && platform_of(row) != row.primary()->platform_version;
}

/// What is not named stays, as long as the definition's network mode has a use for it.
std::optional<api::ecs::NetworkConfiguration> network_of(
    const Call& call,
    const std::optional<TaskDefinitionReference>& wanted,
    const UpdateServiceRequest& input,
    const DeploymentRow& primary
) {
    if (input.network_configuration) return input.network_configuration;
    const auto definition = wanted ? find_task_definition(call, *wanted) : TaskDefinitionPtr{};
    if (definition && !is_awsvpc(definition->definition)) return std::nullopt;
    return primary.network_configuration;
}

/// Likewise, as long as the definition has such a volume.
ServiceVolumes volumes_of(
    const Call& call,
    const std::optional<TaskDefinitionReference>& wanted,
    const UpdateServiceRequest& input,
    const DeploymentRow& primary
) {
    if (input.volume_configurations) return *input.volume_configurations;
    const auto definition = wanted ? find_task_definition(call, *wanted) : TaskDefinitionPtr{};
    const bool has_one = definition && volume_at_launch(definition->definition) != nullptr;
    return has_one ? primary.volume_configurations : ServiceVolumes{};
}

/// Checks what the call says to a revision that stays although it is deregistered.
Result<void> check_named(
    const Call& call, const UpdateServiceRequest& input, const api::ecs::TaskDefinition& definition
) {
    if (input.network_configuration) {
        const auto good = check_network(call, definition, input.network_configuration);
        if (!good) return good.error();
    }
    if (!input.volume_configurations) return {};
    return check_volumes(call, definition, of_each_task(*input.volume_configurations));
}

/// Begins a deployment when other volumes, another network configuration or another revision are
/// named, or the same one again by force, or again after its deployment failed.
/// @param share  how many tasks the service wanted before
Result<void> apply_definition(
    Call& call, const UpdateServiceRequest& input, ServiceRow& row, std::int64_t share
) {
    const DeploymentRow& primary = *row.primary();
    const bool platform = changes_platform(input, row);
    if (!input.task_definition && !input.force_new_deployment && !input.network_configuration &&
        !input.volume_configurations && !platform) {
        return {};
    }
    const std::string current = task_definition_arn(row.scope(), primary.family, primary.revision);
    const std::string wanted = input.task_definition.value_or(current);
    const auto reference = parse_task_definition_reference(row.scope(), wanted);
    // The revision in use stays usable after its deregistration.
    const bool in_use =
        reference && reference->family == primary.family && reference->revision == primary.revision;
    const auto network = network_of(call, reference, input, primary);
    ServiceVolumes volumes = volumes_of(call, reference, input, primary);
    TaskDefinitionPtr definition =
        in_use ? find_task_definition(call, *reference) : TaskDefinitionPtr{};
    const bool gone =
        definition && definition->definition.status != api::ecs::TaskDefinitionStatus::Active;
    if (!gone) {
        const auto checked = check_service_definition(call, row, wanted, network, volumes);
        if (!checked) return checked.error();
        definition = *checked;
    } else if (auto good = check_named(call, input, definition->definition); !good) {
        return good.error();
    }
    const bool same = definition->definition.family == primary.family &&
                      definition->definition.revision == primary.revision;
    const bool again =
        input.task_definition && primary.rollout_state == api::ecs::DeploymentRolloutState::Failed;
    const bool other_network = input.network_configuration && completed(input.network_configuration
                                                              ) != primary.network_configuration;
    const bool other_volumes = volumes != primary.volume_configurations;
    if (!same || again || input.force_new_deployment || platform || other_network ||
        other_volumes) {
        begin_deployment(call, row, definition->definition, network, std::move(volumes), share);
    }
    return {};
}

/// Of the tasks that are started from now on.
Result<void> check_exec(const Call& call, const ServiceRow& row) {
    if (!row.enable_execute_command) return {};
    const DeploymentRow& primary = *row.primary();
    const auto definition = call.tables.task_definitions.find(
        task_definition_key(row.scope(), primary.family, primary.revision)
    );
    if (!definition) return {};
    return check_exec_role(call.scope, definition->definition, {}, "service couldn't be updated");
}

}  // namespace

Result<api::ecs::UpdateServiceResponse> update_service(
    Call& call, const UpdateServiceRequest& input
) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    const auto found = find_service(call, **cluster, input.service);
    if (!found) return found.error();
    if ((*found)->status != ServiceStatus::Active) return service_not_active();

    ServiceRow row = **found;
    if (auto good = apply_capacity(**cluster, input, row); !good) return good.error();
    if (row.scheduling == SchedulingStrategy::Daemon && input.desired_count) {
        return invalid_parameter(
            "The daemon scheduling strategy does not support a desired count for services. Remove "
            "the desired count value and try again"
        );
    }
    const std::int64_t wanted_before = row.desired_count;
    apply_settings(input, row);
    if (row.runs_on() == LaunchType::Fargate) {
        const auto good =
            check_fargate_placement(row.placement_constraints, row.placement_strategy);
        if (!good) return good.error();
    }
    scale_shares(row, wanted_before);
    if (auto good = check_service(row); !good) return good.error();
    if (auto good = apply_definition(call, input, row, wanted_before); !good) return good.error();
    if (auto good = check_exec(call, row); !good) return good.error();
    reset_throttle(row);
    api::ecs::Service service = describe_service(call, row, ShowTags::Yes);
    const std::string key = row.key();
    call.tx.put(call.tables.services, key, std::move(row));
    return api::ecs::UpdateServiceResponse{.service = std::move(service)};
}

}  // namespace gantry::ecs
