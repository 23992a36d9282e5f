#include "services/ecs/api/describe_task.h"

#include <string>
#include <utility>

#include "base/sabotage.h"
#include "service/authorizer.h"
#include "service/registry.h"
#include "services/ecs/api/exec_support.h"

namespace gantry::ecs {
namespace {

std::optional<std::string> shown(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

template <class Status>
std::string text_of(Status status) {
    return std::string(reflect::to_text(status));
}

void describe_container(
    const TaskContainer& row,
    const std::string& task_arn,
    const std::string& arn_prefix,
    api::ecs::Container& container
) {
    container.container_arn = arn_prefix + row.id;
    container.task_arn = task_arn;
    container.name = row.name;
    container.image = row.image;
    container.image_digest = shown(row.image_digest);
    container.runtime_id = shown(row.runtime_id);
    container.last_status = text_of(row.status);
    container.exit_code = row.exit_code;
    container.reason = shown(row.reason);
    if (row.status != ContainerStatus::Pending) container.network_bindings = row.network_bindings;
    container.health_status = row.health;
    container.cpu = row.cpu;
    container.memory = row.memory;
    container.memory_reservation = row.memory_reservation;
    if (!row.gpu_ids.empty()) container.gpu_ids = row.gpu_ids;
}

/// Every container of a task is behind the one interface of it, once that is under way.
void describe_interface(const TaskRow& row, api::ecs::Container& container) {
    container.network_interfaces.emplace();
    if (!row.network || !row.acknowledged) return;
    container.network_interfaces->push_back(
        {.attachment_id = row.network->attachment_id,
         .private_ipv4_address = row.network->private_ip}
    );
}

void describe_containers(const TaskRow& row, api::ecs::Task& task) {
    // All container ARNs of a task are its own with another type, and an id at the end.
    const std::string prefix = container_arn(row.scope(), row.cluster, row.id, "");
    auto& containers = task.containers.emplace(row.containers.size());
    for (std::size_t i = 0; i < containers.size(); ++i) {
        describe_container(row.containers[i], *task.task_arn, prefix, containers[i]);
        describe_interface(row, containers[i]);
    }
}

void describe_times(const TaskRow& row, api::ecs::Task& task) {
    task.created_at = row.created_at;
    task.connectivity_at = row.connectivity_at;
    task.pull_started_at = row.pull_started_at;
    task.pull_stopped_at = row.pull_stopped_at;
    task.started_at = row.started_at;
    task.stopping_at = row.stopping_at;
    task.execution_stopped_at = row.execution_stopped_at;
    task.stopped_at = row.stopped_at;
}

void describe_place(const TaskRow& row, api::ecs::Task& task) {
    const Scope scope = row.scope();
    task.task_arn = row.arn();
    task.cluster_arn = cluster_arn(scope, row.cluster);
    task.task_definition_arn = task_definition_arn(scope, row.family, row.revision);
    const bool shown_place = row.host_cluster.empty() || sabotaged(Sabotage::PoolShown);
    if (!row.instance_id.empty() && shown_place) {
        task.container_instance_arn = container_instance_arn(scope, row.cluster, row.instance_id);
    }
    task.availability_zone = shown(row.availability_zone);
    task.capacity_provider_name = shown(row.capacity_provider);
    task.launch_type = row.launch_type;
    task.platform_version = shown(row.platform_version);
    if (row.launch_type == api::ecs::LaunchType::Fargate) task.platform_family = "Linux";
    if (row.ephemeral_gib > 0) {
        const auto size = static_cast<std::int32_t>(row.ephemeral_gib);
        task.ephemeral_storage = api::ecs::EphemeralStorage{.size_in_gib = size};
        task.fargate_ephemeral_storage = api::ecs::TaskEphemeralStorage{.size_in_gib = size};
    }
    task.connectivity = row.connectivity;
    auto& attributes = task.attributes.emplace();
    if (!row.cpu_architecture.empty()) {
        attributes.push_back({.name = "ecs.cpu-architecture", .value = row.cpu_architecture});
    }
}

}  // namespace

api::ecs::Task describe_task(const TaskRow& row, ShowTags show_tags) {
    api::ecs::Task task;
    describe_place(row, task);
    describe_containers(row, task);
    describe_times(row, task);
    task.last_status = text_of(row.status);
    task.desired_status = text_of(row.goal);
    task.health_status = row.health;
    task.stop_code = row.stop_code;
    task.stopped_reason = shown(row.stopped_reason);
    task.version = row.version;
    task.group = row.group;
    task.started_by = shown(row.started_by);
    task.cpu = row.cpu;
    task.memory = row.memory;
    task.overrides = row.overrides;
    task.enable_execute_command = row.enable_execute_command;
    task.attachments = row.attachments;
    task.inference_accelerators.emplace();
    task.tags.emplace();
    if (show_tags == ShowTags::Yes) task.tags = row.tags;
    return task;
}

void add_managed_agents(const Call& call, const TaskRow& row, api::ecs::Task& task) {
    if (!row.enable_execute_command) return;
    const service::Authorizer::Question asked(call.services.authorizer());
    const auto support =
        row.status == TaskStatus::Running ? exec_support(call, row) : ExecSupport::Reported;
    for (std::size_t i = 0; i < row.containers.size(); ++i) {
        ExecAgent agent = exec_agent_of(row, row.containers[i], support);
        auto& shown_agent = task.containers->at(i).managed_agents.emplace().emplace_back();
        shown_agent.name = api::ecs::ManagedAgentName::ExecuteCommandAgent;
        shown_agent.last_status = std::move(agent.status);
        shown_agent.reason = shown(agent.reason);
        shown_agent.last_started_at = agent.last_started_at;
    }
}

}  // namespace gantry::ecs
