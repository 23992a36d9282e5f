#include <utility>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/service_deployments.h"
#include "services/ecs/api/service_resource.h"

namespace gantry::ecs {
namespace {

using api::ecs::ServiceDeployment;
using api::ecs::ServiceRevisionSummary;
using Monitors = api::ecs::ServiceDeploymentRollbackMonitorsStatus;

constexpr std::size_t kMaxDeployments = 20;

ServiceRevisionSummary summarize(
    const Tables& tables, const ServiceDeploymentRow& row, const std::string& number
) {
    ServiceRevisionSummary summary{
        .arn = service_revision_arn(row.scope(), row.cluster, row.service, number)
    };
    const std::string service_key = in_cluster_key(row.scope(), row.cluster, row.service);
    for (const std::string& key : tables.live_tasks_by_service.keys(service_key)) {
        const auto task = tables.tasks.find(key);
        if (task->deployment_id != "ecs-svc/" + number) continue;
        if (task->status == TaskStatus::Running) ++summary.running_task_count;
        if (task->status < TaskStatus::Running) ++summary.pending_task_count;
        if (task->goal == TaskGoal::Running) ++summary.requested_task_count;
    }
    const auto service = tables.services.find(service_key);
    const DeploymentRow* primary = service ? service->primary() : nullptr;
    if (primary != nullptr && primary->number() == number) {
        summary.requested_task_count = static_cast<std::int32_t>(service->desired_count);
    }
    return summary;
}

api::ecs::ServiceDeploymentCircuitBreaker describe_breaker(const ServiceDeploymentRow& row) {
    const auto& configured = row.configuration.deployment_circuit_breaker;
    Monitors status = Monitors::Monitoring;
    if (!configured || !configured->enable.value_or(false)) {
        status = Monitors::Disabled;
    } else if (row.breaker_triggered) {
        status = Monitors::Triggered;
    } else if (row.is_over()) {
        status = Monitors::MonitoringComplete;
    }
    return {
        .status = status,
        .failure_count = static_cast<std::int32_t>(row.failure_count),
        .threshold = static_cast<std::int32_t>(row.failure_threshold),
    };
}

void describe_rollback(const ServiceDeploymentRow& row, ServiceDeployment& shown) {
    if (row.rollback_revision.empty()) return;
    shown.rollback = api::ecs::Rollback{
        .reason = row.status_reason,
        .started_at = row.rollback_started_at,
        .service_revision_arn =
            service_revision_arn(row.scope(), row.cluster, row.service, row.rollback_revision),
    };
}

ServiceDeployment describe(const Tables& tables, const ServiceDeploymentRow& row) {
    ServiceDeployment shown{
        .service_deployment_arn = row.arn(),
        .service_arn = service_arn(row.scope(), row.cluster, row.service),
        .cluster_arn = cluster_arn(row.scope(), row.cluster),
        .created_at = row.created_at,
        .started_at = row.started_at,
        .finished_at = row.finished_at,
        .stopped_at = row.stopped_at,
        .updated_at = row.updated_at,
        .status = row.status,
        .status_reason = row.status_reason,
        .deployment_configuration = row.configuration,
        .deployment_circuit_breaker = describe_breaker(row),
        .alarms = api::ecs::ServiceDeploymentAlarms{.status = Monitors::Disabled},
    };
    shown.source_service_revisions.emplace();
    for (const std::string& number : row.source_revisions) {
        shown.source_service_revisions->push_back(summarize(tables, row, number));
    }
    shown.target_service_revision = summarize(tables, row, row.revision_number);
    describe_rollback(row, shown);
    return shown;
}

}  // namespace

Result<api::ecs::DescribeServiceDeploymentsResponse> describe_service_deployments(
    Call& call, const api::ecs::DescribeServiceDeploymentsRequest& input
) {
    if (!input.service_deployment_arns || input.service_deployment_arns->empty()) {
        return invalid_parameter("serviceDeploymentArns cannot be empty.");
    }
    if (input.service_deployment_arns->size() > kMaxDeployments) {
        return invalid_parameter("serviceDeploymentArns can have at most 20 items.");
    }
    api::ecs::DescribeServiceDeploymentsResponse output;
    output.service_deployments.emplace();
    output.failures.emplace();
    for (const std::string& arn : *input.service_deployment_arns) {
        const auto resource = parse_service_resource(call, arn, "service-deployment");
        if (!resource) return resource.error();
        const auto row =
            call.tables.service_deployments.find(resource->service_key + "/" + resource->id);
        if (row) {
            output.service_deployments->push_back(describe(call.tables, *row));
        } else {
            output.failures->push_back({.arn = arn, .reason = "MISSING"});
        }
    }
    return output;
}

}  // namespace gantry::ecs
