#include "services/ecs/api/describe_service.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "services/ecs/api/capacity_shown.h"

namespace gantry::ecs {
namespace {

using api::ecs::SchedulingStrategy;

/// Tasks of a deployment, or of all of them.
struct ByStatus {
    std::int32_t running = 0;
    std::int32_t pending = 0;
    std::int32_t wanted = 0;  ///< not asked to stop

    void add(const TaskRow& task) {
        if (task.status == TaskStatus::Running) ++running;
        if (task.status < TaskStatus::Running) ++pending;
        if (task.goal == TaskGoal::Running) ++wanted;
    }
};

struct ServiceCounts {
    ByStatus all;
    std::map<std::string, ByStatus> by_deployment;
};

ServiceCounts count(const Tables& tables, const ServiceRow& row) {
    ServiceCounts counts;
    for (const std::string& key : tables.live_tasks_by_service.keys(row.key())) {
        const auto task = tables.tasks.find(key);
        counts.all.add(*task);
        counts.by_deployment[task->deployment_id].add(*task);
    }
    return counts;
}

/// Shown where there is no strategy.
std::optional<api::ecs::LaunchType> launch_type_shown(
    const ServiceRow& service, const DeploymentRow& row
) {
    if (!row.capacity_provider_strategy.empty()) return std::nullopt;
    return row.launch_type ? row.launch_type : service.launch_type;
}

std::optional<std::vector<api::ecs::ServiceVolumeConfiguration>> shown_volumes(
    const std::vector<api::ecs::ServiceVolumeConfiguration>& volumes
) {
    if (volumes.empty()) return std::nullopt;
    return volumes;
}

api::ecs::Deployment describe_deployment(
    const ServiceRow& service, const DeploymentRow& row, const ByStatus& counts
) {
    const bool primary = row.status == DeploymentStatus::Primary;
    return {
        .id = row.id,
        .status = std::string(reflect::to_text(row.status)),
        .task_definition = task_definition_arn(service.scope(), row.family, row.revision),
        // An older deployment wants what it still has; the service wants all else of the primary.
        .desired_count = primary ? static_cast<std::int32_t>(service.desired_count) : counts.wanted,
        .pending_count = counts.pending,
        .running_count = counts.running,
        .failed_tasks = static_cast<std::int32_t>(row.failed_tasks),
        .created_at = row.created_at,
        .updated_at = row.updated_at,
        .capacity_provider_strategy = shown_strategy(row.capacity_provider_strategy),
        .launch_type = launch_type_shown(service, row),
        .platform_version = row.platform_version,
        .platform_family = platform_family(row.platform_version),
        .network_configuration = row.network_configuration,
        .rollout_state = row.rollout_state,
        .rollout_state_reason = row.rollout_reason,
        .volume_configurations = shown_volumes(row.volume_configurations),
    };
}

/// The deployments once more, as service revisions.
void describe_revisions(
    const ServiceRow& row,
    const std::vector<api::ecs::Deployment>& deployments,
    api::ecs::Service& service
) {
    if (deployments.empty()) return;
    const std::string& story = row.primary()->service_deployment_id;
    if (!story.empty()) {
        service.current_service_deployment =
            service_deployment_arn(row.scope(), row.cluster, row.name, story);
    }
    auto& revisions = service.current_service_revisions.emplace();
    for (std::size_t i = 0; i < deployments.size(); ++i) {
        const std::string number = row.deployments[i].number();
        revisions.push_back(
            {.arn = service_revision_arn(row.scope(), row.cluster, row.name, number),
             .requested_task_count = deployments[i].desired_count,
             .running_task_count = deployments[i].running_count,
             .pending_task_count = deployments[i].pending_count}
        );
    }
}

std::vector<api::ecs::ServiceEvent> describe_events(const Tables& tables, const ServiceRow& row) {
    std::vector<api::ecs::ServiceEvent> events;
    for (const auto& [key, event] : tables.service_events.with_prefix(row.key() + "/")) {
        events.push_back(
            {.id = event->id, .created_at = event->created_at, .message = event->message}
        );
    }
    std::ranges::reverse(events);
    return events;
}

void describe_progress(const Call& call, const ServiceRow& row, api::ecs::Service& service) {
    ServiceCounts counts = count(call.tables, row);
    service.desired_count = static_cast<std::int32_t>(row.desired_count);
    service.running_count = counts.all.running;
    service.pending_count = counts.all.pending;
    auto& deployments = service.deployments.emplace();
    // One that was deleted keeps its last: clients wait for it to have come down to no tasks.
    for (const DeploymentRow& deployment : row.deployments) {
        deployments.push_back(
            describe_deployment(row, deployment, counts.by_deployment[deployment.id])
        );
    }
    describe_revisions(row, *service.deployments, service);
    service.task_sets.emplace();
    service.events = describe_events(call.tables, row);
}

void describe_configuration(const ServiceRow& row, api::ecs::Service& service) {
    service.capacity_provider_strategy = shown_strategy(row.capacity_provider_strategy);
    if (row.capacity_provider_strategy.empty()) service.launch_type = row.launch_type;
    service.platform_version = row.platform_version;
    service.platform_family = platform_family(row.platform_version);
    service.deployment_configuration = row.deployment_configuration;
    service.deployment_controller = row.deployment_controller;
    service.placement_constraints = row.placement_constraints;
    service.placement_strategy = row.placement_strategy;
    service.health_check_grace_period_seconds = row.health_check_grace_period_s;
    service.scheduling_strategy = row.scheduling;
    service.enable_ecs_managed_tags = row.enable_ecs_managed_tags;
    service.propagate_tags = row.propagate_tags;
    service.enable_execute_command = row.enable_execute_command;
    service.availability_zone_rebalancing = row.az_rebalancing;
    service.load_balancers.emplace();
    service.service_registries.emplace();
}

}  // namespace

api::ecs::Service describe_service(const Call& call, const ServiceRow& row, ShowTags show_tags) {
    api::ecs::Service service;
    service.service_arn = row.arn();
    service.service_name = row.name;
    service.cluster_arn = cluster_arn(row.scope(), row.cluster);
    service.status = std::string(reflect::to_text(row.status));
    if (const DeploymentRow* primary = row.primary()) {
        service.task_definition =
            task_definition_arn(row.scope(), primary->family, primary->revision);
    }
    if (row.primary() != nullptr) {
        service.network_configuration = row.primary()->network_configuration;
    }
    service.created_at = row.created_at;
    service.created_by = row.created_by;
    describe_configuration(row, service);
    describe_progress(call, row, service);
    if (show_tags == ShowTags::Yes) service.tags = row.tags;
    return service;
}

}  // namespace gantry::ecs
