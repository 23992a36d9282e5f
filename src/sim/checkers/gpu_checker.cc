#include "sim/checkers/gpu_checker.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "sim/checkers/container_checker.h"

namespace gantry::sim {

namespace {

using Requirements = std::optional<std::vector<api::ecs::ResourceRequirement>>;

/// "2", "ALL", or nothing.
std::string asked_in(const Requirements& requirements) {
    if (!requirements) return {};
    for (const auto& one : *requirements) {
        if (one.type == api::ecs::ResourceType::Gpu) return one.value.value_or("");
    }
    return {};
}

/// An override's word is the last.
std::string asked_for(const api::ecs::ContainerDefinition& container, const ecs::TaskRow& task) {
    if (task.overrides.container_overrides) {
        for (const auto& override : *task.overrides.container_overrides) {
            if (override.name != container.name || !override.resource_requirements) continue;
            return asked_in(override.resource_requirements);
        }
    }
    return asked_in(container.resource_requirements);
}

std::size_t number_of(const std::string& count) {
    std::size_t number = 0;
    std::from_chars(count.data(), count.data() + count.size(), number);
    return number;
}

bool has_gpus(const ecs::TaskRow& task) {
    return std::ranges::any_of(task.containers, [](const auto& one) {
        return !one.gpu_ids.empty();
    });
}

/// What Docker is asked to give it.
std::vector<std::string> devices_of(const runtime::FakeContainer& container) {
    std::vector<std::string> ids;
    if (container.request == nullptr || !container.request->host_config) return ids;
    const auto& requests = container.request->host_config->device_requests;
    if (!requests) return ids;
    for (const auto& request : *requests) {
        if (request.device_ids) {
            ids.insert(ids.end(), request.device_ids->begin(), request.device_ids->end());
        }
    }
    return ids;
}

bool share_one(const std::vector<std::string>& some, const std::vector<std::string>& others) {
    return std::ranges::any_of(some, [&](const std::string& id) {
        return std::ranges::find(others, id) != others.end();
    });
}

}  // namespace

void GpuChecker::hold(const ecs::TaskRow& task) {
    if (task.stopped()) return;
    for (const auto& container : task.containers) {
        for (const std::string& id : container.gpu_ids) {
            holders_.emplace(std::pair(instance_key_of(task), id), task.id);
        }
    }
}

void GpuChecker::let_go(const ecs::TaskRow& task) {
    for (const auto& container : task.containers) {
        for (const std::string& id : container.gpu_ids) {
            const auto held = holders_.find({instance_key_of(task), id});
            if (held != holders_.end() && held->second == task.id) holders_.erase(held);
        }
    }
}

void GpuChecker::on_reload() {
    holders_.clear();
    for (const auto& [key, task] : ledger_.tasks()) hold(*task);
}

void GpuChecker::on_transaction(const Told& told, const ecs::Tables& tables) {
    for (const core::Change& change : told.changes) {
        if (!change.is_of(tables.tasks)) continue;
        const auto* before = change.before_as(tables.tasks);
        const auto* after = change.after_as(tables.tasks);
        if (before == nullptr && after != nullptr) {
            on_new_task(*after, told.time);
        } else if (before != nullptr && has_gpus(*before)) {
            if (after == nullptr || after->stopped()) let_go(*before);
            if (after == nullptr) continue;
            for (std::size_t i = 0; i < before->containers.size(); ++i) {
                if (before->containers[i].gpu_ids == after->containers[i].gpu_ids) continue;
                verdict_.broken(told.time, "task " + after->id + " has other GPUs than before");
            }
        }
    }
}

void GpuChecker::on_new_task(const ecs::TaskRow& task, SysTime now) {
    const std::string instance_key = instance_key_of(task);
    const auto instance = ledger_.instance(instance_key);
    const auto devices =
        instance ? instance->platform_devices : std::vector<api::ecs::PlatformDevice>{};
    check_counts(task, devices.size(), now);
    for (const auto& container : task.containers) {
        for (const std::string& id : container.gpu_ids) {
            const auto [holder, free] = holders_.emplace(std::pair(instance_key, id), task.id);
            if (std::ranges::none_of(devices, [&](const auto& one) { return one.id == id; })) {
                verdict_.broken(
                    now, fmt::format("task {} has {}, which is not there", task.id, id)
                );
            } else if (!free) {
                verdict_.broken(
                    now, fmt::format("tasks {} and {} both have {}", holder->second, task.id, id)
                );
            }
        }
    }
}

/// @param present  so many has its instance; who asks for all has what others of the task leave
void GpuChecker::check_counts(const ecs::TaskRow& task, std::size_t present, SysTime now) {
    const auto row = ledger_.definition_of(task);
    if (!row || !row->definition.container_definitions) return;
    const auto& definitions = *row->definition.container_definitions;
    std::size_t by_number = 0;
    for (const auto& container : definitions) by_number += number_of(asked_for(container, task));
    for (std::size_t i = 0; i < definitions.size() && i < task.containers.size(); ++i) {
        const std::string asked = asked_for(definitions[i], task);
        const std::size_t wanted =
            asked == "ALL" ? present - std::min(present, by_number) : number_of(asked);
        const std::size_t given = task.containers[i].gpu_ids.size();
        if (given == wanted) continue;
        verdict_.broken(
            now,
            fmt::format(
                "container {} of task {} has {} GPUs, and is to have {}",
                task.containers[i].name,
                task.id,
                given,
                wanted
            )
        );
    }
}

void GpuChecker::on_start(
    const runtime::FakeContainer& container,
    const runtime::FakeMachine& machine,
    const std::vector<std::string>& gpus,
    SysTime now
) {
    const auto task = ledger_.task_of_arn(task_arn_of(container));
    if (!task) return;
    const std::string name = container_name_of(container);
    const auto its = std::ranges::find(task->containers, name, &ecs::TaskContainer::name);
    const auto devices = devices_of(container);
    if (its != task->containers.end() && its->gpu_ids != devices) {
        verdict_.broken(
            now,
            fmt::format(
                "container {} of task {} is made with [{}], and has [{}]",
                name,
                task->id,
                fmt::join(devices, " "),
                fmt::join(its->gpu_ids, " ")
            )
        );
    }
    if (devices.empty()) return;
    for (const std::string& id : devices) {
        if (std::ranges::find(gpus, id) != gpus.end()) continue;
        verdict_.broken(now, fmt::format("task {} uses {} of another machine", task->id, id));
    }
    for (const runtime::FakeContainer* other : machine.running()) {
        if (other->status.id == container.status.id || !share_one(devices, devices_of(*other))) {
            continue;
        }
        verdict_.broken(
            now,
            fmt::format(
                "a GPU of container {} of task {} is used by {}, too",
                name,
                task->id,
                task_arn_of(*other)
            )
        );
    }
}

}  // namespace gantry::sim
