#include "services/ecs/api/access/about.h"

namespace gantry::ecs::access {
namespace {

void add_network(const std::optional<api::ecs::NetworkConfiguration>& network, Access& access) {
    if (!network || !network->awsvpc_configuration) return;
    const auto& vpc = *network->awsvpc_configuration;
    if (vpc.subnets) access.context.push_back({"ecs:subnet", *vpc.subnets});
    if (vpc.assign_public_ip) {
        const bool assigned = *vpc.assign_public_ip == api::ecs::AssignPublicIp::Enabled;
        add_flag(access, "ecs:auto-assign-public-ip", assigned);
    }
}

template <class Request>
void add_connections(const Request& input, Access& access) {
    if (const auto& connect = input.service_connect_configuration) {
        add_flag(access, "ecs:enable-service-connect", connect->enabled);
        add_given(access, "ecs:namespace", connect->namespace_);
    }
    if (input.vpc_lattice_configurations) {
        // An empty list turns it off.
        add_flag(access, "ecs:enable-vpc-lattice", !input.vpc_lattice_configurations->empty());
    }
}

/// The roles that the scheduler itself takes on for the service.
template <class Request>
void add_scheduler_roles(const Call& call, const Request& input, Access& access) {
    if (input.load_balancers) {
        for (const auto& balancer : *input.load_balancers) {
            if (!balancer.advanced_configuration) continue;
            add_pass_role(call, balancer.advanced_configuration->role_arn, kScheduler, access);
        }
    }
    if (input.vpc_lattice_configurations) {
        for (const auto& lattice : *input.vpc_lattice_configurations) {
            add_pass_role(call, lattice.role_arn, kScheduler, access);
        }
    }
    const auto& deployment = input.deployment_configuration;
    if (deployment && deployment->lifecycle_hooks) {
        for (const auto& hook : *deployment->lifecycle_hooks) {
            add_pass_role(call, hook.role_arn, kScheduler, access);
        }
    }
    if (!input.volume_configurations) return;
    bool managed = false;
    for (const auto& volume : *input.volume_configurations) {
        if (!volume.managed_ebs_volume) continue;
        managed = true;
        add_pass_role(call, volume.managed_ebs_volume->role_arn, kScheduler, access);
    }
    add_flag(access, "ecs:enable-ebs-volumes", managed);
}

/// What CreateService and UpdateService have in common.
template <class Request>
void of_service(const Call& call, const std::string& name, const Request& input, Access& access) {
    const std::string cluster = cluster_name(call, input.cluster);
    access.resources.push_back(service_resource(call, cluster, name));
    add_cluster(call, cluster, access);
    add_flag(access, "ecs:enable-ecs-managed-tags", input.enable_ecs_managed_tags);
    add_flag(access, "ecs:enable-execute-command", input.enable_execute_command);
    if (input.propagate_tags) {
        add(access, "ecs:propagate-tags", std::string(reflect::to_text(*input.propagate_tags)));
    }
    add_providers(call, input.capacity_provider_strategy, access);
    add_network(input.network_configuration, access);
    add_connections(input, access);
    if (!input.task_definition) return;
    const NamedDefinition named = named_definition(call, *input.task_definition);
    add(access, "ecs:task-definition", named.resource.arn);
    if (!named.row) return;
    const auto& definition = named.row->definition;
    add_task_sizes(definition.cpu, definition.memory, access);
    add_pass_role(call, definition.task_role_arn, kTasks, access);
    add_pass_role(call, definition.execution_role_arn, kTasks, access);
}

}  // namespace

void of_new_service(const Call& call, const api::ecs::CreateServiceRequest& input, Access& access) {
    of_service(call, input.service_name.value_or(""), input, access);
    add_new_tags(input.tags, "CreateService", access.resources.front(), access);
    add_pass_role(call, input.role, kScheduler, access);
    add_scheduler_roles(call, input, access);
}

void of_changed_service(
    const Call& call, const api::ecs::UpdateServiceRequest& input, Access& access
) {
    of_service(call, input.service.value_or(""), input, access);
    add_scheduler_roles(call, input, access);
}

}  // namespace gantry::ecs::access
