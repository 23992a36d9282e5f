#include "sim/checkers.h"

#include <fmt/format.h>

namespace gantry::sim {

void Verdict::broken(SysTime when, std::string what) {
    violations_.push_back(format_iso8601(when) + " " + std::move(what));
}

void ChangeChecker::on_change(const core::Change& change, SysTime now) {
    if (!change.is_of(tables_.tasks)) return;
    const auto* before = change.before_as(tables_.tasks);
    const auto* after = change.after_as(tables_.tasks);
    if (after == nullptr) return;
    if (before != nullptr) check_task(*before, *after, now);
    if (!after->stopped()) check_instance_resources(*after, now);
}

void ChangeChecker::check_task(const ecs::TaskRow& before, const ecs::TaskRow& after, SysTime now) {
    if (after.status < before.status) {
        verdict_.broken(
            now,
            fmt::format(
                "task {} went back from {} to {}",
                after.id,
                reflect::to_text(before.status),
                reflect::to_text(after.status)
            )
        );
    }
    if (before.goal == ecs::TaskGoal::Stopped && after.goal == ecs::TaskGoal::Running) {
        verdict_.broken(
            now, fmt::format("task {} was wanted again after it was stopped", after.id)
        );
    }
    if (!before.instance_id.empty() && before.instance_id != after.instance_id) {
        verdict_.broken(now, fmt::format("task {} moved to another instance", after.id));
    }
    for (std::size_t i = 0; i < before.containers.size() && i < after.containers.size(); ++i) {
        if (after.containers[i].status < before.containers[i].status) {
            verdict_.broken(
                now,
                fmt::format("container {} of task {} went back", after.containers[i].name, after.id)
            );
        }
    }
}

void ChangeChecker::check_instance_resources(const ecs::TaskRow& task, SysTime now) {
    if (task.instance_id.empty()) return;
    const std::string key = ecs::in_cluster_key(task.scope(), task.cluster, task.instance_id);
    const auto instance = tables_.container_instances.find(key);
    if (!instance) return;
    ecs::ResourceSet held;
    std::set<std::int32_t> ports(
        instance->registered.ports_tcp.begin(), instance->registered.ports_tcp.end()
    );
    for (const std::string& task_key : tables_.live_tasks_by_instance.keys(key)) {
        const auto live = tables_.tasks.find(task_key);
        held.cpu += live->reserved.cpu;
        held.memory_mib += live->reserved.memory_mib;
        for (const std::int32_t port : live->reserved.ports_tcp) {
            if (!ports.insert(port).second) {
                verdict_.broken(
                    now, fmt::format("port {} is held twice on {}", port, instance->id)
                );
            }
        }
    }
    if (held.cpu > instance->registered.cpu || held.memory_mib > instance->registered.memory_mib) {
        verdict_.broken(
            now,
            fmt::format(
                "instance {} is over-committed: cpu {}/{}, memory {}/{}",
                instance->id,
                held.cpu,
                instance->registered.cpu,
                held.memory_mib,
                instance->registered.memory_mib
            )
        );
    }
}

void check_acknowledged(
    const Acknowledged& promised, const ecs::Tables& tables, SysTime now, Verdict& verdict
) {
    const auto find_by_arn = [](const auto& table, const std::string& arn) {
        const auto parsed = ecs::Arn::parse(arn);
        return parsed ? table.find(parsed->scope.prefix() + parsed->path) : nullptr;
    };
    for (const std::string& arn : promised.tasks) {
        if (!find_by_arn(tables.tasks, arn))
            verdict.broken(now, "acknowledged task is lost: " + arn);
    }
    for (const std::string& arn : promised.task_definitions) {
        const auto parsed = ecs::Arn::parse(arn);
        const auto colon = parsed->path.rfind(':');
        const std::string key = ecs::task_definition_key(
            parsed->scope, parsed->path.substr(0, colon), std::stoll(parsed->path.substr(colon + 1))
        );
        if (!tables.task_definitions.find(key)) {
            verdict.broken(now, "acknowledged task definition is lost: " + arn);
        }
    }
    const auto named = [](const auto& table, const std::string& name) {
        for (const auto& [key, row] : table.rows()) {
            if (row->name == name) return row;
        }
        return typename std::decay_t<decltype(table)>::Ptr{};
    };
    for (const std::string& name : promised.clusters) {
        if (!named(tables.clusters, name))
            verdict.broken(now, "acknowledged cluster is lost: " + name);
    }
    for (const auto& [name, desired] : promised.services) {
        const auto service = named(tables.services, name);
        if (!service) {
            verdict.broken(now, "acknowledged service is lost: " + name);
        } else if (!promised.uncertain.contains(name) && service->desired_count != desired) {
            verdict.broken(
                now,
                fmt::format(
                    "service {} wants {}, acknowledged was {}",
                    name,
                    service->desired_count,
                    desired
                )
            );
        }
    }
}

void check_runs_once(const std::vector<RunningContainer>& running, SysTime now, Verdict& verdict) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const RunningContainer& container : running) {
        if (!seen.emplace(container.task_arn, container.name).second) {
            verdict.broken(
                now, "container " + container.name + " runs twice for " + container.task_arn
            );
        }
    }
}

void check_converged(
    const Acknowledged& promised,
    const ecs::Tables& tables,
    const std::vector<RunningContainer>& running,
    SysTime now,
    Verdict& verdict
) {
    std::set<std::string> tasks_with_containers;
    for (const RunningContainer& container : running)
        tasks_with_containers.insert(container.task_arn);

    std::map<std::string, std::int64_t> running_by_service;
    std::set<std::string> live_arns;
    for (const auto& [key, task] : tables.tasks.rows()) {
        if (task->stopped()) continue;
        live_arns.insert(task->arn());
        if (task->status == ecs::TaskStatus::Running) {
            ++running_by_service[task->service];
            if (!tasks_with_containers.contains(task->arn())) {
                verdict.broken(now, "task counts as RUNNING and no container runs: " + task->id);
            }
        }
    }
    for (const std::string& arn : tasks_with_containers) {
        if (!live_arns.contains(arn)) {
            verdict.broken(now, "a container runs for a task that is over: " + arn);
        }
    }
    for (const auto& [key, service] : tables.services.rows()) {
        if (service->status == ecs::ServiceStatus::Inactive) continue;
        if (service->status == ecs::ServiceStatus::Draining) {
            verdict.broken(now, "service " + service->name + " never finished draining");
            continue;
        }
        const std::int64_t have = running_by_service[service->name];
        if (have != service->desired_count || service->deployments.size() != 1) {
            std::string newest = "no event";
            for (const auto& [event_key, event] : tables.service_events.with_prefix(key + "/")) {
                newest = event->message;
            }
            verdict.broken(
                now,
                fmt::format(
                    "service {} did not converge: wants {}, has {}, {} deployments; {}",
                    service->name,
                    service->desired_count,
                    have,
                    service->deployments.size(),
                    newest
                )
            );
        }
    }
    for (const std::string& arn : promised.stopped_tasks) {
        if (live_arns.contains(arn)) verdict.broken(now, "a stopped task never stopped: " + arn);
    }
}

void check_replay(
    const store::MemoryDisk& disk, const core::StoredRows& in_memory, SysTime now, Verdict& verdict
) {
    core::StoredRows replayed;
    for (const core::JournalRecord& record : disk.records()) {
        for (const core::RowChange& change : record.changes) {
            if (change.row) {
                replayed[change.table][change.key] = *change.row;
            } else {
                replayed[change.table].erase(change.key);
            }
        }
    }
    std::erase_if(replayed, [](const auto& table) { return table.second.empty(); });
    core::StoredRows expected = in_memory;
    std::erase_if(expected, [](const auto& table) { return table.second.empty(); });
    if (replayed != expected) {
        verdict.broken(now, "replaying the journal does not give the rows in memory");
    }
}

}  // namespace gantry::sim
