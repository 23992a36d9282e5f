#include "services/ecs/model/service_row.h"

namespace gantry::ecs {

using api::ecs::LaunchType;
using reflect::field;

bool is_fargate_provider(std::string_view name) {
    return name == "FARGATE" || name == "FARGATE_SPOT";
}

LaunchType launch_type_of(
    std::optional<LaunchType> launch_type,
    const std::vector<api::ecs::CapacityProviderStrategyItem>& strategy
) {
    if (!strategy.empty()) {
        const std::string name = strategy.front().capacity_provider.value_or("");
        return is_fargate_provider(name) ? LaunchType::Fargate : LaunchType::Ec2;
    }
    return launch_type.value_or(LaunchType::Ec2);
}

LaunchType ServiceRow::runs_on() const {
    return launch_type_of(launch_type, capacity_provider_strategy);
}

LaunchType ServiceRow::runs_on(const DeploymentRow& deployment) const {
    const auto& strategy = deployment.capacity_provider_strategy;
    if (!deployment.launch_type && strategy.empty()) return runs_on();
    return launch_type_of(deployment.launch_type, strategy);
}

std::string_view ServiceRow::host() const {
    return runs_on() == LaunchType::Fargate ? kFargatePool : std::string_view(cluster);
}

const reflect::TypeInfo& RestartThrottle::type_info() {
    static const reflect::TypeInfo info = reflect::structure<RestartThrottle>(
        "RestartThrottle",
        {
            field<&RestartThrottle::waves>("waves"),
            field<&RestartThrottle::last_wave_at>("lastWaveAt"),
            field<&RestartThrottle::next_start_at>("nextStartAt"),
        }
    );
    return info;
}

const reflect::TypeInfo& DeploymentRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<DeploymentRow>(
        "Deployment",
        {
            field<&DeploymentRow::id>("id"),
            field<&DeploymentRow::status>("status"),
            field<&DeploymentRow::family>("family"),
            field<&DeploymentRow::revision>("revision"),
            field<&DeploymentRow::rollout_state>("rolloutState"),
            field<&DeploymentRow::rollout_reason>("rolloutReason"),
            field<&DeploymentRow::failed_tasks>("failedTasks"),
            field<&DeploymentRow::last_failure_at>("lastFailureAt"),
            field<&DeploymentRow::throttle>("throttle"),
            field<&DeploymentRow::share>("share"),
            field<&DeploymentRow::images>("images"),
            field<&DeploymentRow::launch_type>("launchType"),
            field<&DeploymentRow::capacity_provider_strategy>("capacityProviderStrategy"),
            field<&DeploymentRow::platform_version>("platformVersion"),
            field<&DeploymentRow::network_configuration>("networkConfiguration"),
            field<&DeploymentRow::volume_configurations>("volumeConfigurations"),
            field<&DeploymentRow::service_deployment_id>("serviceDeploymentId"),
            field<&DeploymentRow::created_at>("createdAt"),
            field<&DeploymentRow::updated_at>("updatedAt"),
        }
    );
    return info;
}

const reflect::TypeInfo& ServiceRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ServiceRow>(
        "Service",
        {
            field<&ServiceRow::account>("account"),
            field<&ServiceRow::region>("region"),
            field<&ServiceRow::cluster>("cluster"),
            field<&ServiceRow::name>("name"),
            field<&ServiceRow::status>("status"),
            field<&ServiceRow::scheduling>("scheduling"),
            field<&ServiceRow::desired_count>("desiredCount"),
            field<&ServiceRow::launch_type>("launchType"),
            field<&ServiceRow::capacity_provider_strategy>("capacityProviderStrategy"),
            field<&ServiceRow::platform_version>("platformVersion"),
            field<&ServiceRow::deployment_configuration>("deploymentConfiguration"),
            field<&ServiceRow::deployment_controller>("deploymentController"),
            field<&ServiceRow::placement_constraints>("placementConstraints"),
            field<&ServiceRow::placement_strategy>("placementStrategy"),
            field<&ServiceRow::health_check_grace_period_s>("healthCheckGracePeriodS"),
            field<&ServiceRow::az_rebalancing>("azRebalancing"),
            field<&ServiceRow::enable_ecs_managed_tags>("enableEcsManagedTags"),
            field<&ServiceRow::enable_execute_command>("enableExecuteCommand"),
            field<&ServiceRow::propagate_tags>("propagateTags"),
            field<&ServiceRow::tags>("tags"),
            field<&ServiceRow::created_by>("createdBy"),
            field<&ServiceRow::client_token>("clientToken"),
            field<&ServiceRow::create_request>("createRequest"),
            field<&ServiceRow::deployments>("deployments"),
            field<&ServiceRow::last_completed>("lastCompleted"),
            field<&ServiceRow::quick_kills>("quickKills"),
            field<&ServiceRow::last_placement_failure>("lastPlacementFailure"),
            field<&ServiceRow::last_placement_failure_at>("lastPlacementFailureAt"),
            field<&ServiceRow::steady_since>("steadySince"),
            field<&ServiceRow::next_event_number>("nextEventNumber"),
            field<&ServiceRow::secrets_in_use>("secretsInUse"),
            field<&ServiceRow::created_at>("createdAt"),
            field<&ServiceRow::deleted_at>("deletedAt"),
        }
    );
    return info;
}

const reflect::TypeInfo& ServiceEventRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ServiceEventRow>(
        "ServiceEvent",
        {
            field<&ServiceEventRow::service_key>("serviceKey"),
            field<&ServiceEventRow::id>("id"),
            field<&ServiceEventRow::message>("message"),
            field<&ServiceEventRow::created_at>("createdAt"),
        }
    );
    return info;
}

}  // namespace gantry::ecs
