#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/ecs/capacity_provider_strategy_item.h"
#include "api/ecs/deployment_configuration.h"
#include "api/ecs/launch_type.h"
#include "api/ecs/network_configuration.h"
#include "api/ecs/service_deployment_status.h"
#include "api/ecs/service_volume_configuration.h"
#include "base/reflect.h"
#include "services/ecs/model/arn.h"
#include "services/ecs/model/task_row.h"

namespace gantry::ecs {

/// The story of one deployment of a service, kept after it is over: what it was to bring, what it
/// replaced, how it went. Key: service key + "/" + id; the newest 50 of a service are kept.
struct ServiceDeploymentRow {
    std::string account;
    std::string region;
    std::string cluster;
    std::string service;
    std::string id;  ///< last part of the ARN

    std::string revision_number;  ///< of the service revision it brings: digits of "ecs-svc/…"
    std::string family;           ///< … and its task definition
    std::int64_t revision = 0;
    std::optional<api::ecs::LaunchType> launch_type;
    std::vector<api::ecs::CapacityProviderStrategyItem> capacity_provider_strategy;
    std::optional<std::string> platform_version;
    std::optional<api::ecs::NetworkConfiguration> network_configuration;
    std::vector<api::ecs::ServiceVolumeConfiguration> volume_configurations;
    std::vector<ResolvedImage> images;  ///< DeploymentRow::images
    /// Service revisions that had tasks when it began, newest first.
    std::vector<std::string> source_revisions;
    api::ecs::DeploymentConfiguration configuration;

    api::ecs::ServiceDeploymentStatus status = api::ecs::ServiceDeploymentStatus::Pending;
    std::string status_reason;
    std::int64_t failure_count = 0;
    std::int64_t failure_threshold = 0;
    bool breaker_triggered = false;
    std::string rollback_revision;  ///< number of the service revision it went back to; empty: none
    std::optional<SysTime> rollback_started_at;

    SysTime created_at;
    std::optional<SysTime> started_at;
    std::optional<SysTime> finished_at;
    std::optional<SysTime> stopped_at;
    SysTime updated_at;

    [[nodiscard]] Scope scope() const { return {account, region}; }
    [[nodiscard]] std::string key() const {
        return in_cluster_key(scope(), cluster, service) + "/" + id;
    }
    [[nodiscard]] std::string arn() const {
        return service_deployment_arn(scope(), cluster, service, id);
    }
    /// True when nothing more will happen to it.
    [[nodiscard]] bool is_over() const;
    friend bool operator==(const ServiceDeploymentRow&, const ServiceDeploymentRow&) = default;
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::ecs
