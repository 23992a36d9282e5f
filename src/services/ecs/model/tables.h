#pragma once

#include <vector>

#include "core/table.h"
#include "services/ecs/model/account_rows.h"
#include "services/ecs/model/cluster_row.h"
#include "services/ecs/model/container_instance_row.h"
#include "services/ecs/model/service_deployment_row.h"
#include "services/ecs/model/service_row.h"
#include "services/ecs/model/task_definition_row.h"
#include "services/ecs/model/task_row.h"

namespace gantry::ecs {

/// All tables of the ECS service. Owned by the control plane (or a test), read by handlers,
/// planners and the fleet, changed only by core::Core. Core thread only.
struct Tables {
    Tables();

    core::Table<ClusterRow> clusters;
    core::Table<FamilyRow> families;
    core::Table<TaskDefinitionRow> task_definitions;
    core::Table<ContainerInstanceRow> container_instances;
    core::Table<TaskRow> tasks;
    core::Table<LogTailRow> log_tails;
    core::Table<ServiceRow> services;
    core::Table<ServiceEventRow> service_events;
    core::Table<ServiceDeploymentRow> service_deployments;
    core::Table<AccountSettingRow> account_settings;
    core::Table<CapacityProviderRow> capacity_providers;
    core::Table<ClientTokenRow> client_tokens;

    /// Keys of tasks that are not STOPPED, by container instance key: what an instance holds.
    const core::Table<TaskRow>::Index& live_tasks_by_instance;
    /// Keys of STOPPED tasks whose interface EC2 does not have back, or of whose volume nobody has
    /// told the end, by container instance key.
    const core::Table<TaskRow>::Index& attachments_left_by_instance;
    /// Keys of tasks with an interface that are not STOPPED, by `<scope>/<id of the VPC>`.
    const core::Table<TaskRow>::Index& networked_tasks_by_vpc;
    /// The task's key, by `<scope>/<id of its interface's attachment>`.
    const core::Table<TaskRow>::Index& task_by_attachment;
    /// Keys of tasks that are not STOPPED, by service key.
    const core::Table<TaskRow>::Index& live_tasks_by_service;
    /// Keys of tasks wanted STOPPED whose end the service scheduler has not yet noted, by service
    /// key.
    const core::Table<TaskRow>::Index& unnoted_ends_by_service;
    /// Keys of all tasks, stopped ones included, by task definition key.
    const core::Table<TaskRow>::Index& tasks_by_task_definition;
    /// Keys of STOPPED tasks by `<scope>/<cluster>`: for retention.
    const core::Table<TaskRow>::Index& stopped_tasks_by_cluster;
    /// Keys of services some of whose tasks found no place, by `<scope>/<cluster or pool>`.
    const core::Table<ServiceRow>::Index& waiting_services_by_cluster;
    /// Keys of DAEMON services that are not INACTIVE, by `<scope>/<cluster>`.
    const core::Table<ServiceRow>::Index& daemon_services_by_cluster;

    [[nodiscard]] std::vector<core::TableBase*> all();
};

}  // namespace gantry::ecs
