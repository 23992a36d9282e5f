#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/ecs/availability_zone_rebalancing.h"
#include "api/ecs/capacity_provider_strategy_item.h"
#include "api/ecs/deployment_configuration.h"
#include "api/ecs/deployment_controller.h"
#include "api/ecs/deployment_rollout_state.h"
#include "api/ecs/launch_type.h"
#include "api/ecs/network_configuration.h"
#include "api/ecs/placement_constraint.h"
#include "api/ecs/placement_strategy.h"
#include "api/ecs/propagate_tags.h"
#include "api/ecs/scheduling_strategy.h"
#include "api/ecs/service_volume_configuration.h"
#include "api/ecs/tag.h"
#include "base/reflect.h"
#include "services/ecs/model/arn.h"
#include "services/ecs/model/secrets_in_use.h"
#include "services/ecs/model/states.h"
#include "services/ecs/model/task_row.h"

namespace gantry::ecs {

/// Remembers failed starts of one deployment, so that each try waits longer than the one before. A
/// deployment that fails slows down itself and no other.
struct RestartThrottle {
    /// Waves of starts in which a task stopped before it had proved itself, without a success
    /// since.
    std::int64_t waves = 0;
    std::optional<SysTime> last_wave_at;
    std::optional<SysTime> next_start_at;  ///< no start before this

    friend bool operator==(const RestartThrottle&, const RestartThrottle&) = default;
    static const reflect::TypeInfo& type_info();
};

/// One roll-out of a service: a task definition revision and how far it has come. Counts are not
/// stored: they are counted from the tasks.
struct DeploymentRow {
    std::string id;  ///< "ecs-svc/<19 digits>"
    DeploymentStatus status = DeploymentStatus::Primary;
    std::string family;
    std::int64_t revision = 0;
    api::ecs::DeploymentRolloutState rollout_state = api::ecs::DeploymentRolloutState::InProgress;
    std::string rollout_reason;
    std::int64_t failed_tasks = 0;  ///< consecutive ones
    std::optional<SysTime> last_failure_at;
    RestartThrottle throttle;
    /// How many of the service's tasks were this deployment's when a newer one began, scaled with
    /// the service since: at most so many are kept up while the newer ones are not ready.
    std::int64_t share = 0;
    /// What image tags stood for when its first task pulled them: its later tasks run the same.
    std::vector<ResolvedImage> images;
    /// What its tasks run on; neither: in rows of old journals, the service's launch type.
    std::optional<api::ecs::LaunchType> launch_type;
    std::vector<api::ecs::CapacityProviderStrategyItem> capacity_provider_strategy;
    std::optional<std::string> platform_version;                          ///< of FARGATE: a number
    std::optional<api::ecs::NetworkConfiguration> network_configuration;  ///< of awsvpc
    std::vector<api::ecs::ServiceVolumeConfiguration> volume_configurations;
    std::string service_deployment_id;  ///< of the ServiceDeploymentRow that tells its story
    SysTime created_at;
    SysTime updated_at;

    /// The digits of the id: also the number of the service revision.
    [[nodiscard]] std::string number() const { return id.substr(id.find('/') + 1); }

    friend bool operator==(const DeploymentRow&, const DeploymentRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// FARGATE and FARGATE_SPOT: capacity providers that are there always, without a row.
bool is_fargate_provider(std::string_view name);

/// What tasks come down to: the launch type, or that of the strategy's providers.
/// Precondition: all of a strategy are of one kind (see check_strategy).
api::ecs::LaunchType launch_type_of(
    std::optional<api::ecs::LaunchType> launch_type,
    const std::vector<api::ecs::CapacityProviderStrategyItem>& strategy
);

/// A service. Key: in_cluster_key(scope, cluster, name).
struct ServiceRow {
    std::string account;
    std::string region;
    std::string cluster;
    std::string name;
    ServiceStatus status = ServiceStatus::Active;
    api::ecs::SchedulingStrategy scheduling = api::ecs::SchedulingStrategy::Replica;
    std::int64_t desired_count = 0;

    /// As given at creation; a strategy stands before it.
    std::optional<api::ecs::LaunchType> launch_type;
    std::vector<api::ecs::CapacityProviderStrategyItem> capacity_provider_strategy;
    std::optional<std::string> platform_version;  ///< of FARGATE, as given: "LATEST"
    api::ecs::DeploymentConfiguration deployment_configuration;
    std::optional<api::ecs::DeploymentController> deployment_controller;
    std::vector<api::ecs::PlacementConstraint> placement_constraints;
    std::vector<api::ecs::PlacementStrategy> placement_strategy;
    std::optional<std::int32_t> health_check_grace_period_s;
    std::optional<api::ecs::AvailabilityZoneRebalancing> az_rebalancing;
    bool enable_ecs_managed_tags = false;
    bool enable_execute_command = false;
    std::optional<api::ecs::PropagateTags> propagate_tags;
    std::vector<api::ecs::Tag> tags;
    std::string created_by;
    std::string client_token;
    std::string create_request;  ///< JSON of the request, to recognise an identical repeat

    /// The first is PRIMARY, then those that still have tasks, newest first.
    std::vector<DeploymentRow> deployments;
    std::optional<DeploymentRow> last_completed;  ///< what a failed deployment is rolled back to

    // What the scheduler remembers between turns.
    std::int64_t quick_kills = 0;  ///< quick ends by a signal since a task last ran on
    /// Newest "unable to place" text; empty when all that was to be started found a place.
    std::string last_placement_failure;
    std::optional<SysTime> last_placement_failure_at;
    std::optional<SysTime> steady_since;  ///< when the newest steady-state event was written
    std::int64_t next_event_number = 1;
    std::optional<SecretsInUse> secrets_in_use;  ///< nothing: no container asks for rolls

    SysTime created_at;
    std::optional<SysTime> deleted_at;

    [[nodiscard]] Scope scope() const { return {account, region}; }
    [[nodiscard]] std::string key() const { return in_cluster_key(scope(), cluster, name); }
    [[nodiscard]] std::string arn() const { return service_arn(scope(), cluster, name); }
    /// The launch type that new tasks have, whichever way it was said; and those of a deployment.
    [[nodiscard]] api::ecs::LaunchType runs_on() const;
    [[nodiscard]] api::ecs::LaunchType runs_on(const DeploymentRow& deployment) const;
    /// The cluster, or pool, that new tasks find their machines in.
    [[nodiscard]] std::string_view host() const;
    [[nodiscard]] const DeploymentRow* primary() const {
        return deployments.empty() ? nullptr : &deployments.front();
    }
    friend bool operator==(const ServiceRow&, const ServiceRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// One line of a service's event list. Key: service key + "/" + ten-digit number; 100 are kept.
struct ServiceEventRow {
    std::string service_key;
    std::string id;  ///< uuid
    std::string message;
    SysTime created_at;

    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::ecs
