#include "services/ecs/api/access/about.h"
#include "services/ecs/api/launch.h"

namespace gantry::ecs::access {
namespace {

using Volumes = std::optional<std::vector<api::ecs::TaskVolumeConfiguration>>;

void add_task_volumes(const Call& call, const Volumes& volumes, Access& access) {
    if (!volumes) return;
    bool managed = false;
    for (const auto& volume : *volumes) {
        if (!volume.managed_ebs_volume) continue;
        managed = true;
        add_pass_role(call, volume.managed_ebs_volume->role_arn, kScheduler, access);
    }
    add_flag(access, "ecs:enable-ebs-volumes", managed);
}

/// The roles that tasks take on: the definition's, unless the launch has others.
void add_task_roles(
    const Call& call,
    const std::optional<api::ecs::TaskOverride>& overrides,
    const TaskDefinitionPtr& definition,
    Access& access
) {
    Text task;
    Text execution;
    if (definition) {
        task = definition->definition.task_role_arn;
        execution = definition->definition.execution_role_arn;
    }
    if (overrides && overrides->task_role_arn) task = overrides->task_role_arn;
    if (overrides && overrides->execution_role_arn) execution = overrides->execution_role_arn;
    add_pass_role(call, task, kTasks, access);
    add_pass_role(call, execution, kTasks, access);
}

void of_launch(
    const Call& call, const LaunchInput& input, std::string_view operation, Access& access
) {
    const std::string cluster = cluster_name(call, input.cluster);
    const NamedDefinition named = named_definition(call, input.task_definition.value_or(""));
    access.resources.push_back(named.resource);
    add_cluster(call, cluster, access);
    add_flag(access, "ecs:enable-execute-command", input.enable_execute_command);
    add_new_tags(input.tags, operation, task_resource(call, cluster, {}), access);
    add_task_roles(call, input.overrides, named.row, access);
    add_task_volumes(call, input.volume_configurations, access);
}

/// "true" when one container asks for it, "false" when some decline it, nothing when none say.
void add_privileged(const api::ecs::RegisterTaskDefinitionRequest& input, Access& access) {
    std::optional<bool> privileged;
    if (input.container_definitions) {
        for (const auto& container : *input.container_definitions) {
            if (container.privileged) {
                privileged = privileged.value_or(false) || *container.privileged;
            }
        }
    }
    add_flag(access, "ecs:privileged", privileged);
}

}  // namespace

void of_run_task(const Call& call, const api::ecs::RunTaskRequest& input, Access& access) {
    of_launch(call, launch_input(input), "RunTask", access);
    add_providers(call, input.capacity_provider_strategy, access);
}

void of_start_task(const Call& call, const api::ecs::StartTaskRequest& input, Access& access) {
    of_launch(call, launch_input(input), "StartTask", access);
    const std::string cluster = cluster_name(call, input.cluster);
    std::vector<std::string> instances;
    for (const std::string& id : input.container_instances.value_or(std::vector<std::string>{})) {
        instances.push_back(instance_resource(call, cluster, id).arn);
    }
    access.context.push_back({"ecs:container-instances", std::move(instances)});
}

void of_new_definition(
    const Call& call, const api::ecs::RegisterTaskDefinitionRequest& input, Access& access
) {
    Resource family = definition_family(call, input.family.value_or(""));
    access.resources.push_back(family);
    if (input.requires_compatibilities) {
        std::vector<std::string> kinds;
        for (const auto kind : *input.requires_compatibilities) {
            kinds.emplace_back(reflect::to_text(kind));
        }
        access.context.push_back({"ecs:compute-compatibility", std::move(kinds)});
    }
    add_privileged(input, access);
    add_task_sizes(input.cpu, input.memory, access);
    add_new_tags(input.tags, "RegisterTaskDefinition", std::move(family), access);
    add_pass_role(call, input.task_role_arn, kTasks, access);
    add_pass_role(call, input.execution_role_arn, kTasks, access);
}

}  // namespace gantry::ecs::access
