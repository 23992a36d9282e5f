#include "services/ecs/api/describe_container_instance.h"

#include <algorithm>

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

/// How much memory they have nobody is told.
std::vector<api::ecs::GpuDevice> gpu_devices(
    const std::vector<std::string>& ids, const std::vector<std::string>& free
) {
    std::vector<api::ecs::GpuDevice> devices;
    for (const std::string& id : ids) {
        const bool idle = std::ranges::find(free, id) != free.end();
        devices.push_back(
            {.gpu_id = id,
             .sharing_mode =
                 idle ? api::ecs::GpuSharingMode::Idle : api::ecs::GpuSharingMode::Dedicated,
             .container_count = idle ? 0 : 1}
        );
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
        shown.gpu_devices = gpu_devices(ids, usage.free_gpus);
    }
    if (!row.status_reason.empty()) shown.status_reason = row.status_reason;
    shown.attachments.emplace();
    shown.tags.emplace();
    if (extras.tags) shown.tags = row.tags;
    if (extras.health) shown.health_status = health_of(row);
    return shown;
}

}  // namespace gantry::ecs
