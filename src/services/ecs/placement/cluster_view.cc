#include "services/ecs/placement/cluster_view.h"

#include <algorithm>

#include "base/sabotage.h"
#include "services/ecs/model/gpus.h"
#include "services/ecs/model/task_network.h"

namespace gantry::ecs::placement {

namespace {

void append(std::vector<std::int32_t>& to, const std::vector<std::int32_t>& ports) {
    to.insert(to.end(), ports.begin(), ports.end());
}

void take(InstanceView& instance, const TaskRow& task) {
    instance.free_cpu -= task.reserved.cpu;
    instance.free_memory_mib -= task.reserved.memory_mib;
    if (!sabotaged(Sabotage::GpuTwice)) remove_gpus(instance.free_gpus, held_gpus(task));
    instance.free_interfaces -= task.reserved.interfaces;
    append(instance.used_tcp, task.reserved.ports_tcp);
    append(instance.used_udp, task.reserved.ports_udp);
    if (task.status == TaskStatus::Running) ++instance.running_tasks;
    if (task.goal == TaskGoal::Running) ++instance.tasks_by_group[task.group];
}

}  // namespace

InstanceView instance_view(const Tables& tables, const ContainerInstanceRow& instance) {
    InstanceView view{
        .id = instance.id,
        .status = instance.status,
        .agent_connected = instance.agent_connected,
        .ec2_instance_id = instance.ec2_instance_id,
        .registered_at = instance.registered_at,
        .attributes = AttributeSet(instance.attributes),
        .free_cpu = instance.registered.cpu,
        .free_memory_mib = instance.registered.memory_mib,
        .free_gpus = gpu_ids(instance),
        .free_interfaces = kMostInterfaces,
        .used_tcp = instance.registered.ports_tcp,
        .used_udp = instance.registered.ports_udp,
    };
    view.gpus = different_gpus(view.free_gpus).size();
    if (instance.version_info) {
        view.agent_version = instance.version_info->agent_version.value_or("");
    }
    for (const std::string& key : tables.live_tasks_by_instance.keys(instance.key())) {
        take(view, *tables.tasks.find(key));
    }
    std::ranges::sort(view.used_tcp);
    std::ranges::sort(view.used_udp);
    return view;
}

ClusterView cluster_view(const Tables& tables, const Scope& scope, std::string_view cluster) {
    ClusterView view{.scope = scope, .cluster = std::string(cluster)};
    const std::string prefix = cluster_prefix(scope, cluster);
    for (const auto& [key, instance] : tables.container_instances.with_prefix(prefix)) {
        if (instance->status == InstanceStatus::Inactive) continue;
        view.instances.push_back(instance_view(tables, *instance));
    }
    return view;
}

}  // namespace gantry::ecs::placement
