#include "services/ecs/api/describe_container_instance.h"

#include <algorithm>
#include <map>

#include "api/ecs/gpu_device.h"
#include "services/ecs/model/gpus.h"

namespace gantry::ecs {
namespace {

using api::ecs::Resource;

Resource integer_resource(std::string name, std::int64_t value) {
    return {
        .name = std::move(name),
        .type = "INTEGER",
        .integer_value = static_cast<std::int32_t>(value),
    };
}

Resource ports_resource(std::string name, const std::vector<std::int32_t>& ports) {
    Resource resource{.name = std::move(name), .type = "STRINGSET"};
    auto& texts = resource.string_set_value.emplace();
    for (const auto port : ports) texts.push_back(std::to_string(port));
    return resource;
}

std::vector<Resource> resources_of(const ResourceSet& set) {
    return {
        integer_resource("CPU", set.cpu),
        integer_resource("MEMORY", set.memory_mib),
        ports_resource("PORTS", set.ports_tcp),
        ports_resource("PORTS_UDP", set.ports_udp),
    };
}

Resource gpu_resource(std::vector<std::string> ids) {
    return {.name = "GPU", .type = "STRINGSET", .string_set_value = std::move(ids)};
}

/// How much memory they have nobody is told. AWS has no name for the mode of a GPU that tasks take
/// turns on, so that is left out.
/// @param ids  as registered
/// @param containers  that have it, by GPU
std::vector<api::ecs::GpuDevice> gpu_devices(
    const std::vector<std::string>& ids, const std::map<std::string, std::int32_t>& containers
) {
    using enum api::ecs::GpuSharingMode;
    std::vector<api::ecs::GpuDevice> devices;
    for (const std::string& id : different_gpus(ids)) {
        const auto used = containers.find(id);
        auto& device = devices.emplace_back();
        device.gpu_id = id;
        device.container_count = used == containers.end() ? 0 : used->second;
        if (used == containers.end()) {
            device.sharing_mode = Idle;
        } else if (std::ranges::count(ids, id) == 1) {
            device.sharing_mode = Dedicated;
        }
    }
    return devices;
}

void add_ports(std::vector<std::int32_t>& into, const std::vector<std::int32_t>& ports) {
    into.insert(into.end(), ports.begin(), ports.end());
    std::ranges::sort(into);
    into.erase(std::ranges::unique(into).begin(), into.end());
}

/// The instance's tasks, counted.
struct Usage {
    ResourceSet remaining;
    std::vector<std::string> free_gpus;
    std::map<std::string, std::int32_t> containers_by_gpu;
    std::int32_t running = 0;
    std::int32_t pending = 0;
};

Usage usage_of(const Call& call, const ContainerInstanceRow& row) {
    Usage usage{.remaining = row.registered, .free_gpus = gpu_ids(row)};
    for (const auto& key : call.tables.live_tasks_by_instance.keys(row.key())) {
        const auto task = call.tx.get(call.tables.tasks, key);
        if (!task || task->stopped()) continue;
        usage.remaining.cpu -= task->reserved.cpu;
        usage.remaining.memory_mib -= task->reserved.memory_mib;
        remove_gpus(usage.free_gpus, held_gpus(*task));
        for (const TaskContainer& container : task->containers) {
            for (const std::string& id : container.gpu_ids) ++usage.containers_by_gpu[id];
        }
        add_ports(usage.remaining.ports_tcp, task->reserved.ports_tcp);
        add_ports(usage.remaining.ports_udp, task->reserved.ports_udp);
        if (task->status == TaskStatus::Running) ++usage.running;
        if (task->status <= TaskStatus::Pending) ++usage.pending;
    }
    return usage;
}

api::ecs::ContainerInstanceHealthStatus health_of(const ContainerInstanceRow& row) {
    const auto status = reflect::from_text<api::ecs::InstanceHealthCheckState>(row.runtime_health);
    return {
        .overall_status = status,
        .details = {{{
            .type = api::ecs::InstanceHealthCheckType::ContainerRuntime,
            .status = status,
            .last_updated = row.runtime_health_at,
            .last_status_change = row.runtime_health_at,
        }}},
    };
}

}  // namespace

api::ecs::ContainerInstance describe_container_instance(
    const Call& call, const ContainerInstanceRow& row, ContainerInstanceExtras extras
) {
    const Usage usage = usage_of(call, row);
    api::ecs::ContainerInstance shown{
        .container_instance_arn = row.arn(),
        .ec2_instance_id = row.ec2_instance_id,
        .version = row.version,
        .version_info = row.version_info.value_or(api::ecs::VersionInfo{}),
        .remaining_resources = resources_of(usage.remaining),
        .registered_resources = resources_of(row.registered),
        .status = std::string(reflect::to_text(row.status)),
        .agent_connected = row.agent_connected,
        .running_tasks_count = usage.running,
        .pending_tasks_count = usage.pending,
        .attributes = row.attributes,
        .registered_at = row.registered_at,
    };
    if (row.registered.gpus > 0) {
        const auto ids = gpu_ids(row);
        shown.registered_resources->push_back(gpu_resource(ids));
        shown.remaining_resources->push_back(gpu_resource(usage.free_gpus));
        shown.gpu_devices = gpu_devices(ids, usage.containers_by_gpu);
    }
    if (!row.status_reason.empty()) shown.status_reason = row.status_reason;
    shown.attachments.emplace();
    shown.tags.emplace();
    if (extras.tags) shown.tags = row.tags;
    if (extras.health) shown.health_status = health_of(row);
    return shown;
}

}  // namespace gantry::ecs
