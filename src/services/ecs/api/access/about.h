#pragma once

#include "api/ecs/create_capacity_provider_request.h"
#include "api/ecs/create_cluster_request.h"
#include "api/ecs/create_service_request.h"
#include "api/ecs/execute_command_request.h"
#include "api/ecs/list_tasks_request.h"
#include "api/ecs/put_cluster_capacity_providers_request.h"
#include "api/ecs/register_container_instance_request.h"
#include "api/ecs/register_task_definition_request.h"
#include "api/ecs/run_task_request.h"
#include "api/ecs/start_task_request.h"
#include "api/ecs/tag_resource_request.h"
#include "api/ecs/untag_resource_request.h"
#include "api/ecs/update_capacity_provider_request.h"
#include "api/ecs/update_cluster_request.h"
#include "api/ecs/update_service_request.h"
#include "services/ecs/api/access/resources.h"

/// What calls are about, for policies: third arguments of service::operation (operation_table.cc).
/// Operations without one have no resources and no condition keys. Source: Service Authorization
/// Reference, "Actions defined by Amazon Elastic Container Service".
namespace gantry::ecs::access {

/// More than any handler takes. Of a longer list nothing is told but that it may be of everything,
/// so that it costs no more to refuse.
inline constexpr std::size_t kMostNamed = 1000;

/// Calls `add(name)` for each name of a list, which adds to `access`.
template <class List, class Add>
void for_each_named(const std::optional<List>& names, Access& access, const Add& add) {
    if (!names) return;
    if (names->size() > kMostNamed) return access.resources.push_back({"*"});
    for (const auto& name : *names) add(name);
}

/// Adds what `make(name)` gives for each name of a list.
template <class List, class Make>
void add_each(const std::optional<List>& names, const Make& make, Access& access) {
    for_each_named(names, access, [&](const auto& name) {
        access.resources.push_back(make(name));
    });
}

/// Of the cluster itself.
inline constexpr auto kOfCluster = [](const Call& call, const auto& input, Access& access) {
    access.resources.push_back(cluster_resource(call, input.cluster));
};

/// Of several; of the default cluster where none is named.
inline constexpr auto kOfClusters = [](const Call& call, const auto& input, Access& access) {
    add_each(
        input.clusters, [&](const auto& name) { return cluster_resource(call, name); }, access
    );
    if (access.resources.empty()) access.resources.push_back(cluster_resource(call, {}));
};

/// Of things in a cluster that cannot be told one by one.
inline constexpr auto kInCluster = [](const Call& call, const auto& input, Access& access) {
    add_cluster(call, cluster_name(call, input.cluster), access);
};

inline constexpr auto kOfService = [](const Call& call, const auto& input, Access& access) {
    const std::string cluster = cluster_name(call, input.cluster);
    access.resources.push_back(service_resource(call, cluster, input.service.value_or("")));
    add_cluster(call, cluster, access);
};

inline constexpr auto kOfServices = [](const Call& call, const auto& input, Access& access) {
    const std::string cluster = cluster_name(call, input.cluster);
    add_each(
        input.services,
        [&](const auto& name) { return service_resource(call, cluster, name); },
        access
    );
    add_cluster(call, cluster, access);
};

inline constexpr auto kOfTask = [](const Call& call, const auto& input, Access& access) {
    const std::string cluster = cluster_name(call, input.cluster);
    access.resources.push_back(task_resource(call, cluster, input.task.value_or("")));
    add_cluster(call, cluster, access);
};

/// Of several; of all where none is named.
inline constexpr auto kOfTasks = [](const Call& call, const auto& input, Access& access) {
    const std::string cluster = cluster_name(call, input.cluster);
    add_each(input.tasks, [&](const auto& id) { return task_resource(call, cluster, id); }, access);
    if (access.resources.empty()) access.resources.push_back(task_resource(call, cluster, {}));
    add_cluster(call, cluster, access);
};

inline constexpr auto kOfInstance = [](const Call& call, const auto& input, Access& access) {
    const std::string cluster = cluster_name(call, input.cluster);
    const std::string id = input.container_instance.value_or("");
    access.resources.push_back(instance_resource(call, cluster, id));
    add_cluster(call, cluster, access);
};

inline constexpr auto kOfInstances = [](const Call& call, const auto& input, Access& access) {
    const std::string cluster = cluster_name(call, input.cluster);
    add_each(
        input.container_instances,
        [&](const auto& id) { return instance_resource(call, cluster, id); },
        access
    );
    add_cluster(call, cluster, access);
};

/// Of the instances that attributes belong to.
inline constexpr auto kOfAttributes = [](const Call& call, const auto& input, Access& access) {
    const std::string cluster = cluster_name(call, input.cluster);
    const auto owner = [&](const auto& attribute) {
        return instance_resource(call, cluster, attribute.target_id.value_or(""));
    };
    add_each(input.attributes, owner, access);
    add_cluster(call, cluster, access);
};

inline constexpr auto kOfDefinitions = [](const Call& call, const auto& input, Access& access) {
    add_each(
        input.task_definitions,
        [&](const auto& name) { return named_definition(call, name).resource; },
        access
    );
};

/// Of a capacity provider. One that belongs to a cluster changes that cluster's providers too.
inline constexpr auto kOfProvider = [](const Call& call, const auto& input, Access& access) {
    access.resources.push_back(provider_resource(call, input.capacity_provider.value_or("")));
    add_provider_of_cluster(call, input.cluster, access);
};

/// Of several; of all where none is named.
inline constexpr auto kOfProviders = [](const Call& call, const auto& input, Access& access) {
    add_each(
        input.capacity_providers,
        [&](const auto& name) { return provider_resource(call, name); },
        access
    );
    if (access.resources.empty()) access.resources.push_back(provider_resource(call, "*"));
};

inline constexpr auto kOfSetting = [](const Call&, const auto& input, Access& access) {
    if (input.name) add(access, "ecs:account-setting", std::string(reflect::to_text(*input.name)));
};

inline constexpr auto kOfNamespace = [](const Call&, const auto& input, Access& access) {
    add_given(access, "ecs:namespace", input.namespace_);
};

inline constexpr auto kOfServiceDeployment = [](const Call& call, const auto& input, Access& access
                                             ) {
    add_service_part(call, input.service_deployment_arn.value_or(""), "service-deployment", access);
};

inline constexpr auto kOfServiceDeployments = [](const Call& call, const auto& input, Access& access
                                              ) {
    for_each_named(input.service_deployment_arns, access, [&](const std::string& arn) {
        add_service_part(call, arn, "service-deployment", access);
    });
};

inline constexpr auto kOfServiceRevisions = [](const Call& call, const auto& input, Access& access
                                            ) {
    for_each_named(input.service_revision_arns, access, [&](const std::string& arn) {
        add_service_part(call, arn, "service-revision", access);
    });
};

/// Of whatever has tags.
inline constexpr auto kOfTagged = [](const Call& call, const auto& input, Access& access) {
    access.resources.push_back(resource_of_arn(call, input.resource_arn.value_or("")));
};

void of_new_tags(const Call& call, const api::ecs::TagResourceRequest& input, Access& access);
void of_old_tags(const Call& call, const api::ecs::UntagResourceRequest& input, Access& access);
void of_new_cluster(const Call& call, const api::ecs::CreateClusterRequest& input, Access& access);
void of_changed_cluster(
    const Call& call, const api::ecs::UpdateClusterRequest& input, Access& access
);
void of_cluster_providers(
    const Call& call, const api::ecs::PutClusterCapacityProvidersRequest& input, Access& access
);
void of_new_provider(
    const Call& call, const api::ecs::CreateCapacityProviderRequest& input, Access& access
);
void of_changed_provider(
    const Call& call, const api::ecs::UpdateCapacityProviderRequest& input, Access& access
);
void of_new_instance(
    const Call& call, const api::ecs::RegisterContainerInstanceRequest& input, Access& access
);
/// Tasks are listed by instance, or none is named and the cluster alone is known.
void of_listed_tasks(const Call& call, const api::ecs::ListTasksRequest& input, Access& access);
void of_command(const Call& call, const api::ecs::ExecuteCommandRequest& input, Access& access);

/// What is launched is a task definition, with the roles that its tasks take on.
void of_run_task(const Call& call, const api::ecs::RunTaskRequest& input, Access& access);
void of_start_task(const Call& call, const api::ecs::StartTaskRequest& input, Access& access);
/// Of the family, "…:*": which revision it becomes nobody knows before.
void of_new_definition(
    const Call& call, const api::ecs::RegisterTaskDefinitionRequest& input, Access& access
);
void of_new_service(const Call& call, const api::ecs::CreateServiceRequest& input, Access& access);
void of_changed_service(
    const Call& call, const api::ecs::UpdateServiceRequest& input, Access& access
);

}  // namespace gantry::ecs::access
