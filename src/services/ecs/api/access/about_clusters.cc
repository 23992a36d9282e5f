#include "service/access_tags.h"
#include "services/ecs/api/access/about.h"

namespace gantry::ecs::access {
namespace {

void add_storage_key(
    const std::optional<api::ecs::ClusterConfiguration>& configuration, Access& access
) {
    if (!configuration || !configuration->managed_storage_configuration) return;
    add_given(
        access,
        "ecs:fargate-ephemeral-storage-kms-key",
        configuration->managed_storage_configuration->fargate_ephemeral_storage_kms_key_id
    );
}

/// What managed instances are made with.
template <class Provider>
void add_managed_instances(
    const Call& call, const std::optional<Provider>& provider, Access& access
) {
    if (!provider) return;
    if (provider->propagate_tags) {
        add(access, "ecs:propagate-tags", std::string(reflect::to_text(*provider->propagate_tags)));
    }
    if (const auto& machine = provider->instance_launch_template) {
        add_flag(
            access,
            "ecs:instance-metadata-tags-propagation",
            machine->instance_metadata_tags_propagation
        );
    }
    add_pass_role(call, provider->infrastructure_role_arn, kScheduler, access);
}

}  // namespace

void of_new_tags(const Call& call, const api::ecs::TagResourceRequest& input, Access& access) {
    access.resources.push_back(resource_of_arn(call, input.resource_arn.value_or("")));
    service::add_request_tags(input.tags.value_or(Tags{}), access.context);
}

void of_old_tags(const Call& call, const api::ecs::UntagResourceRequest& input, Access& access) {
    access.resources.push_back(resource_of_arn(call, input.resource_arn.value_or("")));
    if (input.tag_keys) access.context.push_back({"aws:TagKeys", *input.tag_keys});
}

void of_new_cluster(const Call& call, const api::ecs::CreateClusterRequest& input, Access& access) {
    const Resource cluster = cluster_resource(call, input.cluster_name);
    access.resources.push_back(cluster);
    add_providers(call, input.capacity_providers, access);
    add_storage_key(input.configuration, access);
    add_new_tags(input.tags, "CreateCluster", cluster, access);
}

void of_changed_cluster(
    const Call& call, const api::ecs::UpdateClusterRequest& input, Access& access
) {
    access.resources.push_back(cluster_resource(call, input.cluster));
    add_storage_key(input.configuration, access);
}

void of_cluster_providers(
    const Call& call, const api::ecs::PutClusterCapacityProvidersRequest& input, Access& access
) {
    access.resources.push_back(cluster_resource(call, input.cluster));
    add_providers(call, input.capacity_providers, access);
}

void of_new_provider(
    const Call& call, const api::ecs::CreateCapacityProviderRequest& input, Access& access
) {
    const Resource provider = provider_resource(call, input.name.value_or(""));
    access.resources.push_back(provider);
    add_provider_of_cluster(call, input.cluster, access);
    add_new_tags(input.tags, "CreateCapacityProvider", provider, access);
    add_managed_instances(call, input.managed_instances_provider, access);
}

void of_changed_provider(
    const Call& call, const api::ecs::UpdateCapacityProviderRequest& input, Access& access
) {
    access.resources.push_back(provider_resource(call, input.name.value_or("")));
    add_provider_of_cluster(call, input.cluster, access);
    add_managed_instances(call, input.managed_instances_provider, access);
}

void of_new_instance(
    const Call& call, const api::ecs::RegisterContainerInstanceRequest& input, Access& access
) {
    access.resources.push_back(cluster_resource(call, input.cluster));
    const std::string cluster = cluster_name(call, input.cluster);
    if (names_pool(call.scope, input.cluster)) {
        // Machines of the pool are given the credentials of everybody's tasks.
        access.also.push_back({.action = "gantry:JoinFargatePool", .resources = {}, .context = {}});
    }
    add_new_tags(
        input.tags, "RegisterContainerInstance", instance_resource(call, cluster, {}), access
    );
}

void of_listed_tasks(const Call& call, const api::ecs::ListTasksRequest& input, Access& access) {
    const std::string cluster = cluster_name(call, input.cluster);
    if (input.container_instance) {
        access.resources.push_back(instance_resource(call, cluster, *input.container_instance));
    }
    add_cluster(call, cluster, access);
}

void of_command(const Call& call, const api::ecs::ExecuteCommandRequest& input, Access& access) {
    const std::string cluster = cluster_name(call, input.cluster);
    const Resource task = task_resource(call, cluster, input.task.value_or(""));
    access.resources = {cluster_resource(call, input.cluster), task};
    add_cluster(call, cluster, access);
    add(access, "ecs:task", task.arn);
    add_given(access, "ecs:container-name", input.container);
}

}  // namespace gantry::ecs::access
