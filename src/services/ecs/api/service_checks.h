#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/ecs/deployment_configuration.h"
#include "api/ecs/network_configuration.h"
#include "api/ecs/service_volume_configuration.h"
#include "services/ecs/api/call.h"
#include "services/ecs/api/resolve.h"

/// What CreateService and UpdateService both check. Errors are InvalidParameterException unless
/// said otherwise.
namespace gantry::ecs {

using ServiceVolumes = std::vector<api::ecs::ServiceVolumeConfiguration>;

/// The row of a service, in any status. Errors: ServiceNotFoundException; those of
/// resolve_service_name.
Result<core::Table<ServiceRow>::Ptr> find_service(
    const Call& call, const ClusterRow& cluster, const std::optional<std::string>& name_or_arn
);

/// Replaces the members of `current` that `given` has, and fills in what is still absent.
api::ecs::DeploymentConfiguration merge_deployment_configuration(
    api::ecs::DeploymentConfiguration current,
    const std::optional<api::ecs::DeploymentConfiguration>& given,
    api::ecs::SchedulingStrategy scheduling
);

/// Why a service's tasks cannot be balanced over Availability Zones; empty when they can.
/// Source: Developer Guide, Availability Zone rebalancing.
std::string_view rebalancing_obstacle(const ServiceRow& row);

/// Checks a row as it is to be, whoever asks for it: counts and percentages in range, rules of
/// DAEMON and of rebalancing, constraints and strategies readable.
Result<void> check_service(const ServiceRow& row);

/// Checks that a service could run this task definition: network mode, volumes, launch type, and
/// placement constraints of both together.
/// Errors: also ClientException and UnsupportedFeatureException.
Result<TaskDefinitionPtr> check_service_definition(
    const Call& call,
    const ServiceRow& row,
    const std::string& task_definition,
    const std::optional<api::ecs::NetworkConfiguration>& network,
    const ServiceVolumes& volumes
);

/// The number of the platform version that new tasks get; nothing but on FARGATE.
std::optional<std::string> platform_of(const ServiceRow& row);

/// A new deployment becomes the primary one of the row.
/// @param network  of a definition of awsvpc, checked
/// @param volumes  of a definition with a volume at launch, checked
/// @param share  how many tasks the service wanted until now: the former primary deployment's
///               (DeploymentRow::share)
void begin_deployment(
    Call& call,
    ServiceRow& row,
    const api::ecs::TaskDefinition& definition,
    const std::optional<api::ecs::NetworkConfiguration>& network,
    ServiceVolumes volumes,
    std::int64_t share
);

/// Another count is wanted in the midst of a roll-out: older deployments keep their part of it.
void scale_shares(ServiceRow& row, std::int64_t before);

/// What failed before is tried again at once.
void reset_throttle(ServiceRow& row);

}  // namespace gantry::ecs
