#include "services/ecs/api/operation_table.h"

#include <algorithm>
#include <array>

#include "services/ecs/api/access/about.h"
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

/// Every handler there is, sorted by name: what it is called, what does it, what it is about.
// clang-format off
constexpr std::array kOperations{
    operation<"CreateCapacityProvider", &create_capacity_provider, &access::of_new_provider>(),
    operation<"CreateCluster", &create_cluster, &access::of_new_cluster>(),
    operation<"CreateService", &create_service, &access::of_new_service>(),
    operation<"DeleteAccountSetting", &delete_account_setting, access::kOfSetting>(),
    operation<"DeleteAttributes", &delete_attributes, access::kOfAttributes>(),
    operation<"DeleteCapacityProvider", &delete_capacity_provider, access::kOfProvider>(),
    operation<"DeleteCluster", &delete_cluster, access::kOfCluster>(),
    operation<"DeleteService", &delete_service, access::kOfService>(),
    operation<"DeleteTaskDefinitions", &delete_task_definitions, access::kOfDefinitions>(),
    operation<"DeregisterContainerInstance", &deregister_container_instance, access::kOfCluster>(),
    operation<"DeregisterTaskDefinition", &deregister_task_definition>(),
    operation<"DescribeCapacityProviders", &describe_capacity_providers, access::kOfProviders>(),
    operation<"DescribeClusters", &describe_clusters, access::kOfClusters>(),
    operation<"DescribeContainerInstances", &describe_container_instances, access::kOfInstances>(),
    operation<"DescribeServiceDeployments", &describe_service_deployments, access::kOfServiceDeployments>(),
    operation<"DescribeServiceRevisions", &describe_service_revisions, access::kOfServiceRevisions>(),
    operation<"DescribeServices", &describe_services, access::kOfServices>(),
    operation<"DescribeTaskDefinition", &describe_task_definition>(),
    operation<"DescribeTasks", &describe_tasks, access::kOfTasks>(),
    operation<"DiscoverPollEndpoint", &discover_poll_endpoint>(),
    operation<"ExecuteCommand", &execute_command, &access::of_command>(),
    operation<"GetTaskProtection", &get_task_protection, access::kOfTasks>(),
    operation<"ListAccountSettings", &list_account_settings>(),
    operation<"ListAttributes", &list_attributes, access::kOfCluster>(),
    operation<"ListClusters", &list_clusters>(),
    operation<"ListContainerInstances", &list_container_instances, access::kOfCluster>(),
    operation<"ListServiceDeployments", &list_service_deployments, access::kOfService>(),
    operation<"ListServices", &list_services, access::kInCluster>(),
    operation<"ListServicesByNamespace", &list_services_by_namespace, access::kOfNamespace>(),
    operation<"ListTagsForResource", &list_tags_for_resource, access::kOfTagged>(),
    operation<"ListTaskDefinitionFamilies", &list_task_definition_families>(),
    operation<"ListTaskDefinitions", &list_task_definitions>(),
    operation<"ListTasks", &list_tasks, &access::of_listed_tasks>(),
    operation<"PutAccountSetting", &put_account_setting, access::kOfSetting>(),
    operation<"PutAccountSettingDefault", &put_account_setting_default, access::kOfSetting>(),
    operation<"PutAttributes", &put_attributes, access::kOfAttributes>(),
    operation<"PutClusterCapacityProviders", &put_cluster_capacity_providers, &access::of_cluster_providers>(),
    for_agents(operation<"RegisterContainerInstance", &register_container_instance, &access::of_new_instance>()),
    operation<"RegisterTaskDefinition", &register_task_definition, &access::of_new_definition>(),
    operation<"RunTask", &run_task, &access::of_run_task>(),
    operation<"StartTask", &start_task, &access::of_start_task>(),
    operation<"StopServiceDeployment", &stop_service_deployment, access::kOfServiceDeployment>(),
    operation<"StopTask", &stop_task, access::kOfTask>(),
    for_agents(operation<"SubmitAttachmentStateChanges", &submit_attachment_state_changes, access::kOfCluster>()),
    for_agents(operation<"SubmitContainerStateChange", &submit_container_state_change, access::kOfCluster>()),
    for_agents(operation<"SubmitTaskStateChange", &submit_task_state_change, access::kOfCluster>()),
    operation<"TagResource", &tag_resource, &access::of_new_tags>(),
    operation<"UntagResource", &untag_resource, &access::of_old_tags>(),
    operation<"UpdateCapacityProvider", &update_capacity_provider, &access::of_changed_provider>(),
    operation<"UpdateCluster", &update_cluster, &access::of_changed_cluster>(),
    operation<"UpdateClusterSettings", &update_cluster_settings, access::kOfCluster>(),
    operation<"UpdateContainerAgent", &update_container_agent, access::kOfInstance>(),
    operation<"UpdateContainerInstancesState", &update_container_instances_state, access::kOfInstances>(),
    operation<"UpdateService", &update_service, &access::of_changed_service>(),
    operation<"UpdateTaskProtection", &update_task_protection, access::kOfTasks>(),
};
// clang-format on

static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> operations() {
    return kOperations;
}

}  // namespace gantry::ecs
