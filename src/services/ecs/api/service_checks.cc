#include "services/ecs/api/service_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "services/ecs/api/capacity.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/launch.h"
#include "services/ecs/api/network_checks.h"
#include "services/ecs/model/fargate.h"
#include "services/ecs/model/task_network.h"
#include "services/ecs/model/task_volume.h"
#include "services/ecs/placement/request.h"
#include "services/ecs/reconcile/deployment_start.h"

namespace gantry::ecs {
namespace {

using api::ecs::AvailabilityZoneRebalancing;
using api::ecs::DeploymentConfiguration;
using api::ecs::LaunchType;
using api::ecs::SchedulingStrategy;

constexpr std::int64_t kMaxDesired = 5000;

Result<void> check_percentages(const DeploymentConfiguration& configuration) {
    const std::int32_t low = configuration.minimum_healthy_percent.value_or(0);
    const std::int32_t high = configuration.maximum_percent.value_or(0);
    if (low < 0 || low > 100) {
        return invalid_parameter("minimumHealthyPercent must be between 0 and 100.");
    }
    if (high < 100) return invalid_parameter("maximumPercent must be at least 100.");
    if (low == 100 && high == 100) {
        return invalid_parameter(
            "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block "
            "deployments."
        );
    }
    return {};
}

Result<void> check_daemon(const ServiceRow& row) {
    if (row.scheduling != SchedulingStrategy::Daemon) return {};
    if (row.deployment_configuration.maximum_percent.value_or(0) > 100) {
        return invalid_parameter(
            "The daemon scheduling strategy does not support values above 100 for maximumPercent "
            "on a deployment configuration. Change the maximumPercent value to 100, and try again"
        );
    }
    if (!row.placement_strategy.empty()) {
        return invalid_parameter(
            "The daemon scheduling strategy does not support placement strategies."
        );
    }
    if (row.runs_on() == LaunchType::Fargate) {
        return invalid_parameter(
            "The daemon scheduling strategy does not support the FARGATE launch type."
        );
    }
    return {};
}

constexpr std::int32_t kAllPercent = 100;

/// Source: API Reference, ThresholdConfiguration and DeploymentEarlySuccessCriteria.
Result<void> check_success_and_failure(const DeploymentConfiguration& configuration) {
    const auto& breaker = configuration.deployment_circuit_breaker;
    if (breaker && breaker->threshold_configuration) {
        const auto& threshold = *breaker->threshold_configuration;
        const std::int32_t value = threshold.value.value_or(0);
        const bool count = threshold.type == api::ecs::ThresholdType::Count;
        if (value < 1 || (!count && value > kAllPercent)) {
            return invalid_parameter(
                count ? "thresholdConfiguration value must be at least 1."
                      : "thresholdConfiguration value must be between 1 and 100."
            );
        }
    }
    const auto& early = configuration.early_success_criteria;
    if (!early || !early->healthy_percent) return {};
    const std::int32_t low = configuration.minimum_healthy_percent.value_or(0);
    if (*early->healthy_percent > kAllPercent || *early->healthy_percent < low) {
        return invalid_parameter(
            "healthyPercent of earlySuccessCriteria must be between minimumHealthyPercent and 100."
        );
    }
    return {};
}

constexpr std::string_view kZone = "attribute:ecs.availability-zone";

bool spreads_over_zones_first(const ServiceRow& row) {
    if (row.placement_strategy.empty()) return true;
    const auto& first = row.placement_strategy.front();
    return first.type == api::ecs::PlacementStrategyType::Spread && first.field == kZone;
}

bool is_bound_to_zones(const ServiceRow& row) {
    return std::ranges::any_of(row.placement_constraints, [](const auto& constraint) {
        return constraint.expression.value_or("").find(kZone) != std::string::npos;
    });
}

Result<void> check_rebalancing(const ServiceRow& row) {
    if (row.az_rebalancing != AvailabilityZoneRebalancing::Enabled) return {};
    const std::string_view obstacle = rebalancing_obstacle(row);
    if (obstacle.empty()) return {};
    return invalid_parameter(std::string(obstacle));
}

/// Services call a deregistered definition a client's error, where RunTask calls the parameter
/// invalid.
Result<void> check_not_deregistered(const Call& call, const std::string& task_definition) {
    const auto reference = parse_task_definition_reference(call.scope, task_definition);
    if (!reference) return {};
    const TaskDefinitionPtr found = find_task_definition(call, *reference);
    if (!found || found->definition.status == api::ecs::TaskDefinitionStatus::Active) return {};
    return client_exception("TaskDefinition is inactive");
}

template <class T>
void replace(std::optional<T>& current, const std::optional<T>& given) {
    if (given) current = given;
}

}  // namespace

Result<core::Table<ServiceRow>::Ptr> find_service(
    const Call& call, const ClusterRow& cluster, const std::optional<std::string>& name_or_arn
) {
    const auto name = resolve_service_name(call, cluster.name, name_or_arn.value_or(""));
    if (!name) return name.error();
    auto row = call.tx.get(call.tables.services, in_cluster_key(call.scope, cluster.name, *name));
    if (!row) return service_not_found();
    return row;
}

DeploymentConfiguration merge_deployment_configuration(
    DeploymentConfiguration current,
    const std::optional<DeploymentConfiguration>& given,
    SchedulingStrategy scheduling
) {
    if (given) {
        replace(current.deployment_circuit_breaker, given->deployment_circuit_breaker);
        replace(current.alarms, given->alarms);
        replace(current.maximum_percent, given->maximum_percent);
        replace(current.minimum_healthy_percent, given->minimum_healthy_percent);
        replace(current.strategy, given->strategy);
        replace(current.bake_time_in_minutes, given->bake_time_in_minutes);
        replace(current.early_success_criteria, given->early_success_criteria);
    }
    const bool daemon = scheduling == SchedulingStrategy::Daemon;
    if (!current.deployment_circuit_breaker) {
        current.deployment_circuit_breaker = {.enable = false, .rollback = false};
    }
    if (!current.maximum_percent) current.maximum_percent = daemon ? 100 : 200;
    if (!current.minimum_healthy_percent) current.minimum_healthy_percent = daemon ? 0 : 100;
    if (!current.strategy) current.strategy = api::ecs::DeploymentStrategy::Rolling;
    if (!current.bake_time_in_minutes) current.bake_time_in_minutes = 0;
    return current;
}

std::string_view rebalancing_obstacle(const ServiceRow& row) {
    if (row.scheduling == SchedulingStrategy::Daemon) {
        return "The daemon scheduling strategy does not support Availability Zone rebalancing.";
    }
    if (row.launch_type == LaunchType::External) {
        return "AvailabilityZoneRebalancing does not support the EXTERNAL launch type";
    }
    if (row.deployment_configuration.maximum_percent.value_or(0) <= 100) {
        return "Availability Zone Rebalancing does not support maximumPercent <= 100%";
    }
    if (!spreads_over_zones_first(row)) {
        return "AvailabilityZoneRebalancing requires that the first placement strategy spreads by "
               "attribute:ecs.availability-zone";
    }
    if (is_bound_to_zones(row)) {
        return "AvailabilityZoneRebalancing does not support placement constraints on "
               "attribute:ecs.availability-zone";
    }
    return {};
}

Result<void> check_service(const ServiceRow& row) {
    if (row.desired_count < 0 || row.desired_count > kMaxDesired) {
        return invalid_parameter(fmt::format("desiredCount must be between 0 and {}.", kMaxDesired)
        );
    }
    if (auto good = check_daemon(row); !good) return good;
    if (auto good = check_percentages(row.deployment_configuration); !good) return good;
    if (auto good = check_success_and_failure(row.deployment_configuration); !good) return good;
    if (auto good = check_rebalancing(row); !good) return good;
    if (row.health_check_grace_period_s.value_or(0) != 0) {
        return invalid_parameter(
            "Health check grace period is only valid for services configured to use load balancers"
        );
    }
    if (auto good = placement::parse_constraints(row.placement_constraints); !good) {
        return good.error();
    }
    if (auto good = placement::parse_strategies(row.placement_strategy); !good) {
        return good.error();
    }
    return {};
}

Result<TaskDefinitionPtr> check_service_definition(
    const Call& call,
    const ServiceRow& row,
    const std::string& task_definition,
    const std::optional<api::ecs::NetworkConfiguration>& network,
    const ServiceVolumes& volumes
) {
    if (task_definition.empty()) return invalid_parameter("Family should not be null or empty.");
    if (auto good = check_not_deregistered(call, task_definition); !good) return good.error();
    const auto launch = check_launch(
        call,
        {.cluster = row.cluster,
         .task_definition = task_definition,
         .network_configuration = network,
         .volume_configurations = of_each_task(volumes)}
    );
    if (!launch) return launch.error();
    const api::ecs::TaskDefinition& definition = launch->definition->definition;
    const Capacity capacity{
        row.runs_on(), row.capacity_provider_strategy, platform_of(row).value_or("")
    };
    if (auto good = check_capacity(capacity, definition, {}); !good) return good.error();
    if (auto good = check_public_address(capacity.launch_type, network); !good) return good.error();
    auto request = placement::request_for({
        .definition = definition,
        .needs = {},
        .constraints = row.placement_constraints,
        .strategies = row.placement_strategy,
    });
    if (!request) return request.error();
    return launch->definition;
}

std::optional<std::string> platform_of(const ServiceRow& row) {
    if (row.runs_on() != LaunchType::Fargate) return std::nullopt;
    return platform_number(row.platform_version);
}

void begin_deployment(
    Call& call,
    ServiceRow& row,
    const api::ecs::TaskDefinition& definition,
    const std::optional<api::ecs::NetworkConfiguration>& network,
    ServiceVolumes volumes,
    std::int64_t share
) {
    DeploymentRow deployment{
        .family = definition.family.value_or(""), .revision = definition.revision
    };
    deployment.launch_type = row.launch_type;
    deployment.capacity_provider_strategy = row.capacity_provider_strategy;
    deployment.platform_version = platform_of(row);
    if (is_awsvpc(definition)) deployment.network_configuration = completed(network);
    deployment.volume_configurations = std::move(volumes);
    start_deployment({call.tx, call.tables, call.ids, call.now}, row, std::move(deployment), share);
}

void scale_shares(ServiceRow& row, std::int64_t before) {
    if (before <= 0) return;
    for (DeploymentRow& each : row.deployments) {
        each.share = (each.share * row.desired_count + before - 1) / before;
    }
}

void reset_throttle(ServiceRow& row) {
    for (DeploymentRow& each : row.deployments) each.throttle = {};
}

}  // namespace gantry::ecs
