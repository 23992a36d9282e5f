#include "sim/checkers/gpu_checker.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "services/ecs/model/gpus.h"
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

/// The container whose GPUs it has, beyond ECS; null: it has its own.
const ecs::TaskContainer* lender_of(
    const api::ecs::ContainerDefinition& container, const ecs::TaskRow& task
) {
    if (!container.docker_labels || !asked_for(container, task).empty()) return nullptr;
    const auto label = container.docker_labels->find(ecs::kGpusOfLabel);
    if (label == container.docker_labels->end()) return nullptr;
    const auto found = std::ranges::find(task.containers, label->second, &ecs::TaskContainer::name);
    return found == task.containers.end() ? nullptr : &*found;
}

/// Tasks whose containers run with a GPU.
std::set<std::string> users_of(const std::string& gpu, const runtime::FakeMachine& machine) {
    std::set<std::string> users;
    for (const runtime::FakeContainer* one : machine.running()) {
        const auto devices = devices_of(*one);
        if (std::ranges::find(devices, gpu) != devices.end()) users.insert(task_arn_of(*one));
    }
    return users;
}

}  // namespace

void GpuChecker::hold(const ecs::TaskRow& task) {
    if (task.stopped()) return;
    for (const auto& container : task.containers) {
        for (const std::string& id : container.gpu_ids) {
            holders_[{instance_key_of(task), id}].insert(task.id);
        }
    }
}

void GpuChecker::let_go(const ecs::TaskRow& task) {
    for (const auto& container : task.containers) {
        for (const std::string& id : container.gpu_ids) {
            holders_[{instance_key_of(task), id}].erase(task.id);
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
    const auto offered = instance ? ecs::gpu_ids(*instance) : std::vector<std::string>{};
    check_counts(task, std::set(offered.begin(), offered.end()).size(), now);
    hold(task);
    for (const std::string& id : ecs::held_gpus(task)) {
        const auto times = static_cast<std::size_t>(std::ranges::count(offered, id));
        const auto& holders = holders_[{instance_key, id}];
        if (times == 0) {
            verdict_.broken(now, fmt::format("task {} has {}, which is not there", task.id, id));
        } else if (holders.size() > times) {
            verdict_.broken(
                now, fmt::format("tasks {} all have {}", fmt::join(holders, " and "), id)
            );
        }
    }
}

/// @param present  so many different ones has its instance; who asks for all has what others of the
///                 task leave
void GpuChecker::check_counts(const ecs::TaskRow& task, std::size_t present, SysTime now) {
    const auto row = ledger_.definition_of(task);
    if (!row || !row->definition.container_definitions) return;
    const auto& definitions = *row->definition.container_definitions;
    std::size_t by_number = 0;
    for (const auto& container : definitions) by_number += number_of(asked_for(container, task));
    std::size_t of_its_own = 0;
    for (std::size_t i = 0; i < definitions.size() && i < task.containers.size(); ++i) {
        const auto* lender = lender_of(definitions[i], task);
        if (lender != nullptr && lender->gpu_ids == task.containers[i].gpu_ids) continue;
        const std::string asked = asked_for(definitions[i], task);
        const std::size_t wanted =
            asked == "ALL" ? present - std::min(present, by_number) : number_of(asked);
        const std::size_t given = task.containers[i].gpu_ids.size();
        of_its_own += given;
        if (given == wanted && lender == nullptr) continue;
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
    if (of_its_own == ecs::held_gpus(task).size()) return;
    verdict_.broken(now, "containers of task " + task.id + " have the same GPUs");
}

void GpuChecker::on_start(
    const runtime::FakeContainer& container, const GpuMachine& machine, SysTime now
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
    check_devices(container, machine, now);
}

void GpuChecker::check_devices(
    const runtime::FakeContainer& container, const GpuMachine& machine, SysTime now
) {
    for (const std::string& id : devices_of(container)) {
        const std::string arn = task_arn_of(container);
        if (std::ranges::find(machine.gpus, id) == machine.gpus.end()) {
            verdict_.broken(now, fmt::format("task {} uses {} of another machine", arn, id));
        }
        auto users = users_of(id, *machine.machine);
        users.insert(arn);
        if (users.size() <= static_cast<std::size_t>(machine.sharing)) continue;
        verdict_.broken(now, fmt::format("{} is used by all of {}", id, fmt::join(users, " ")));
    }
}

}  // namespace gantry::sim
