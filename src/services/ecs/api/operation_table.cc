#include "services/ecs/api/operation_table.h"

#include <algorithm>
#include <array>

#include "services/ecs/api/account_settings.h"
#include "services/ecs/api/attributes.h"
#include "services/ecs/api/capacity_providers.h"
#include "services/ecs/api/clusters.h"
#include "services/ecs/api/container_instances.h"
#include "services/ecs/api/service_deployments.h"
#include "services/ecs/api/services.h"
#include "services/ecs/api/state_changes.h"
#include "services/ecs/api/tagging.h"
#include "services/ecs/api/task_definitions.h"
#include "services/ecs/api/tasks.h"

namespace gantry::ecs {
namespace {

using service::for_agents;
using service::operation;

/// Every handler there is, sorted by name: `operation<"CreateCluster", &create_cluster>(),`.
// clang-format off
constexpr std::array kOperations{
    operation<"CreateCapacityProvider", &create_capacity_provider>(),
    operation<"CreateCluster", &create_cluster>(),
    operation<"CreateService", &create_service>(),
    operation<"DeleteAccountSetting", &delete_account_setting>(),
    operation<"DeleteAttributes", &delete_attributes>(),
    operation<"DeleteCapacityProvider", &delete_capacity_provider>(),
    operation<"DeleteCluster", &delete_cluster>(),
    operation<"DeleteService", &delete_service>(),
    operation<"DeleteTaskDefinitions", &delete_task_definitions>(),
    operation<"DeregisterContainerInstance", &deregister_container_instance>(),
    operation<"DeregisterTaskDefinition", &deregister_task_definition>(),
    operation<"DescribeCapacityProviders", &describe_capacity_providers>(),
    operation<"DescribeClusters", &describe_clusters>(),
    operation<"DescribeContainerInstances", &describe_container_instances>(),
    operation<"DescribeServiceDeployments", &describe_service_deployments>(),
    operation<"DescribeServiceRevisions", &describe_service_revisions>(),
    operation<"DescribeServices", &describe_services>(),
    operation<"DescribeTaskDefinition", &describe_task_definition>(),
    operation<"DescribeTasks", &describe_tasks>(),
    operation<"DiscoverPollEndpoint", &discover_poll_endpoint>(),
    operation<"ExecuteCommand", &execute_command>(),
    operation<"GetTaskProtection", &get_task_protection>(),
    operation<"ListAccountSettings", &list_account_settings>(),
    operation<"ListAttributes", &list_attributes>(),
    operation<"ListClusters", &list_clusters>(),
    operation<"ListContainerInstances", &list_container_instances>(),
    operation<"ListServiceDeployments", &list_service_deployments>(),
    operation<"ListServices", &list_services>(),
    operation<"ListServicesByNamespace", &list_services_by_namespace>(),
    operation<"ListTagsForResource", &list_tags_for_resource>(),
    operation<"ListTaskDefinitionFamilies", &list_task_definition_families>(),
    operation<"ListTaskDefinitions", &list_task_definitions>(),
    operation<"ListTasks", &list_tasks>(),
    operation<"PutAccountSetting", &put_account_setting>(),
    operation<"PutAccountSettingDefault", &put_account_setting_default>(),
    operation<"PutAttributes", &put_attributes>(),
    operation<"PutClusterCapacityProviders", &put_cluster_capacity_providers>(),
    for_agents(operation<"RegisterContainerInstance", &register_container_instance>()),
    operation<"RegisterTaskDefinition", &register_task_definition>(),
    operation<"RunTask", &run_task>(),
    operation<"StartTask", &start_task>(),
    operation<"StopServiceDeployment", &stop_service_deployment>(),
    operation<"StopTask", &stop_task>(),
    for_agents(operation<"SubmitAttachmentStateChanges", &submit_attachment_state_changes>()),
    for_agents(operation<"SubmitContainerStateChange", &submit_container_state_change>()),
    for_agents(operation<"SubmitTaskStateChange", &submit_task_state_change>()),
    operation<"TagResource", &tag_resource>(),
    operation<"UntagResource", &untag_resource>(),
    operation<"UpdateCapacityProvider", &update_capacity_provider>(),
    operation<"UpdateCluster", &update_cluster>(),
    operation<"UpdateClusterSettings", &update_cluster_settings>(),
    operation<"UpdateContainerAgent", &update_container_agent>(),
    operation<"UpdateContainerInstancesState", &update_container_instances_state>(),
    operation<"UpdateService", &update_service>(),
    operation<"UpdateTaskProtection", &update_task_protection>(),
};
// clang-format on

static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> operations() {
    return kOperations;
}

}  // namespace gantry::ecs
