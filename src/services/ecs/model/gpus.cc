#include "services/ecs/model/gpus.h"

#include <algorithm>
#include <charconv>

#include "services/ecs/model/reservation.h"

namespace gantry::ecs {
namespace {

using api::ecs::ResourceType;

constexpr std::string_view kAll = "ALL";

std::int64_t number_in(const std::string& text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

GpuNeed gpu_need(const std::optional<std::vector<api::ecs::ResourceRequirement>>& requirements) {
    GpuNeed need;
    if (!requirements) return need;
    for (const auto& requirement : *requirements) {
        if (requirement.type != ResourceType::Gpu || !requirement.value) continue;
        if (*requirement.value == kAll) need.all = true;
        need.count += number_in(*requirement.value);
    }
    return need;
}

GpuNeed gpu_need(
    const api::ecs::ContainerDefinition& container, const api::ecs::TaskOverride& overrides
) {
    const auto* override = override_of(overrides, container.name.value_or(""));
    const bool other = override != nullptr && override->resource_requirements;
    return gpu_need(other ? override->resource_requirements : container.resource_requirements);
}

std::vector<std::string> gpu_ids(const ContainerInstanceRow& instance) {
    std::vector<std::string> ids;
    for (const auto& device : instance.platform_devices) {
        if (device.type == api::ecs::PlatformDeviceType::Gpu && device.id) {
            ids.push_back(*device.id);
        }
    }
    return ids;
}

std::vector<std::string> held_gpus(const TaskRow& task) {
    std::vector<std::string> held;
    if (task.stopped()) return held;
    for (const TaskContainer& container : task.containers) {
        held.insert(held.end(), container.gpu_ids.begin(), container.gpu_ids.end());
    }
    return held;
}

void remove_gpus(std::vector<std::string>& ids, const std::vector<std::string>& held) {
    std::erase_if(ids, [&held](const std::string& id) {
        return std::ranges::find(held, id) != held.end();
    });
}

void give_gpus(
    const api::ecs::TaskDefinition& definition, const std::vector<std::string>& ids, TaskRow& task
) {
    task.reserved.gpus = static_cast<std::int64_t>(ids.size());
    task.reserved.every_gpu = false;
    if (!definition.container_definitions) return;
    std::size_t next = 0;
    TaskContainer* takes_rest = nullptr;
    for (std::size_t i = 0; i < task.containers.size(); ++i) {
        const GpuNeed need = gpu_need(definition.container_definitions->at(i), task.overrides);
        if (need.all && takes_rest == nullptr) takes_rest = &task.containers[i];
        for (std::int64_t n = 0; n < need.count && next < ids.size(); ++n) {
            task.containers[i].gpu_ids.push_back(ids[next++]);
        }
    }
    while (takes_rest != nullptr && next < ids.size()) takes_rest->gpu_ids.push_back(ids[next++]);
}

}  // namespace gantry::ecs
