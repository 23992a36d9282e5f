#include "services/ecs/model/gpus.h"

#include <algorithm>
#include <charconv>
#include <utility>

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

bool asks(const GpuNeed& need) {
    return need.count > 0 || need.all;
}

/// Whoever asks for GPUs of its own, in a run, shares nobody's.
void lend_gpus(const api::ecs::TaskDefinition& definition, TaskRow& task) {
    for (std::size_t i = 0; i < task.containers.size(); ++i) {
        const auto& borrower = definition.container_definitions->at(i);
        const std::string* name = gpus_of_whom(borrower);
        if (name == nullptr || asks(gpu_need(borrower, task.overrides))) continue;
        const auto owner = std::ranges::find(task.containers, *name, &TaskContainer::name);
        if (owner != task.containers.end()) task.containers[i].gpu_ids = owner->gpu_ids;
    }
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

const std::string* gpus_of_whom(const api::ecs::ContainerDefinition& container) {
    if (!container.docker_labels) return nullptr;
    const auto found = container.docker_labels->find(kGpusOfLabel);
    return found == container.docker_labels->end() ? nullptr : &found->second;
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
        for (const std::string& id : container.gpu_ids) {
            if (std::ranges::find(held, id) == held.end()) held.push_back(id);
        }
    }
    return held;
}

void remove_gpus(std::vector<std::string>& ids, const std::vector<std::string>& held) {
    for (const std::string& id : held) {
        const auto found = std::ranges::find(ids, id);
        if (found != ids.end()) ids.erase(found);
    }
}

std::vector<std::string> different_gpus(const std::vector<std::string>& ids) {
    std::vector<std::pair<std::ptrdiff_t, std::size_t>> order;  // less often, where it is first
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto first = std::ranges::find(ids, ids[i]);
        if (first != ids.begin() + static_cast<std::ptrdiff_t>(i)) continue;
        order.emplace_back(-std::ranges::count(ids, ids[i]), i);
    }
    std::ranges::sort(order);
    std::vector<std::string> different;
    for (const auto& [often, at] : order) different.push_back(ids[at]);
    return different;
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
    lend_gpus(definition, task);
}

}  // namespace gantry::ecs
