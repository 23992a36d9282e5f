#include "services/ecs/model/tables.h"

#include "service/json_rows.h"

namespace gantry::ecs {

using service::json_rows;

namespace {

std::optional<std::string> live_by_instance(const std::string&, const TaskRow& task) {
    if (task.stopped() || task.instance_id.empty()) return std::nullopt;
    return task.instance_key();
}

std::optional<std::string> attachment_left(const std::string&, const TaskRow& task) {
    if (!task.stopped() || !task.holds_attachment()) return std::nullopt;
    return task.instance_key();
}

std::optional<std::string> networked_by_vpc(const std::string&, const TaskRow& task) {
    if (task.stopped() || !task.holds_interface()) return std::nullopt;
    return task.scope().prefix() + task.network->vpc_id;
}

std::optional<std::string> by_attachment(const std::string&, const TaskRow& task) {
    if (!task.network || task.network->attachment_id.empty()) return std::nullopt;
    return task.scope().prefix() + task.network->attachment_id;
}

std::optional<std::string> live_by_service(const std::string&, const TaskRow& task) {
    if (task.stopped() || task.service.empty()) return std::nullopt;
    return in_cluster_key(task.scope(), task.cluster, task.service);
}

std::optional<std::string> unnoted_end_by_service(const std::string&, const TaskRow& task) {
    const bool ends = task.goal == TaskGoal::Stopped || task.stopped();
    if (!ends || task.end_noted || task.service.empty()) {
        return std::nullopt;
    }
    return in_cluster_key(task.scope(), task.cluster, task.service);
}

std::optional<std::string> by_task_definition(const std::string&, const TaskRow& task) {
    return task_definition_key(task.scope(), task.family, task.revision);
}

std::optional<std::string> stopped_by_cluster(const std::string&, const TaskRow& task) {
    if (!task.stopped()) return std::nullopt;
    return cluster_key(task.scope(), task.cluster);
}

std::optional<std::string> waiting_by_cluster(const std::string&, const ServiceRow& service) {
    if (service.last_placement_failure.empty()) return std::nullopt;
    return cluster_key(service.scope(), service.host());
}

std::optional<std::string> daemon_by_cluster(const std::string&, const ServiceRow& service) {
    if (service.scheduling != api::ecs::SchedulingStrategy::Daemon ||
        service.status == ServiceStatus::Inactive) {
        return std::nullopt;
    }
    return cluster_key(service.scope(), service.cluster);
}

}  // namespace

Tables::Tables()
    : clusters("ecs.clusters", json_rows<ClusterRow>()),
      families("ecs.families", json_rows<FamilyRow>()),
      task_definitions("ecs.task_definitions", json_rows<TaskDefinitionRow>()),
      container_instances("ecs.container_instances", json_rows<ContainerInstanceRow>()),
      tasks("ecs.tasks", json_rows<TaskRow>()),
      log_tails("ecs.log_tails", json_rows<LogTailRow>()),
      services("ecs.services", json_rows<ServiceRow>()),
      service_events("ecs.service_events", json_rows<ServiceEventRow>()),
      service_deployments("ecs.service_deployments", json_rows<ServiceDeploymentRow>()),
      account_settings("ecs.account_settings", json_rows<AccountSettingRow>()),
      capacity_providers("ecs.capacity_providers", json_rows<CapacityProviderRow>()),
      client_tokens("ecs.client_tokens", json_rows<ClientTokenRow>()),
      live_tasks_by_instance(tasks.add_index(live_by_instance)),
      attachments_left_by_instance(tasks.add_index(attachment_left)),
      networked_tasks_by_vpc(tasks.add_index(networked_by_vpc)),
      task_by_attachment(tasks.add_index(by_attachment)),
      live_tasks_by_service(tasks.add_index(live_by_service)),
      unnoted_ends_by_service(tasks.add_index(unnoted_end_by_service)),
      tasks_by_task_definition(tasks.add_index(by_task_definition)),
      stopped_tasks_by_cluster(tasks.add_index(stopped_by_cluster)),
      waiting_services_by_cluster(services.add_index(waiting_by_cluster)),
      daemon_services_by_cluster(services.add_index(daemon_by_cluster)) {}

std::vector<core::TableBase*> Tables::all() {
    return {
        &clusters,
        &families,
        &task_definitions,
        &container_instances,
        &tasks,
        &log_tails,
        &services,
        &service_events,
        &service_deployments,
        &account_settings,
        &capacity_providers,
        &client_tokens,
    };
}

}  // namespace gantry::ecs
