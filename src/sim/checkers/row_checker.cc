#include "sim/checkers/row_checker.h"

#include <fmt/format.h>

namespace gantry::sim {

void RowChecker::on_transaction(const Told& told, const ecs::Tables& tables) {
    std::set<std::string> instances;
    for (const core::Change& change : told.changes) {
        if (change.is_of(tables.tasks)) {
            const auto* after = change.after_as(tables.tasks);
            on_task(told, change.before_as(tables.tasks), after);
            if (after != nullptr && !after->stopped() && change.before == nullptr) {
                instances.insert(instance_key_of(*after));
            }
        } else if (change.is_of(tables.task_definitions)) {
            if (change.after) on_definition(change.key, change.before == nullptr, told.time);
        } else if (change.is_of(tables.services)) {
            const auto* before = change.before_as(tables.services);
            const auto* after = change.after_as(tables.services);
            const bool was_deleted =
                before != nullptr && before->status != ecs::ServiceStatus::Active;
            if (was_deleted && after != nullptr && after->status == ecs::ServiceStatus::Active &&
                !told.cause.starts_with("CreateService ")) {
                verdict_.broken(told.time, "service " + after->name + " was deleted and is back");
            }
        }
    }
    for (const std::string& instance : instances) check_instance(instance, tables, told.time);
}

void RowChecker::on_reload(const ecs::Tables& tables, SysTime now) {
    for (const auto& [key, row] : tables.task_definitions.rows()) revisions_.insert(key);
    for (const auto& [key, row] : tables.tasks.rows()) note_run(*row, now);
}

void RowChecker::on_definition(const std::string& key, bool is_new, SysTime now) {
    const bool unused = revisions_.insert(key).second;
    if (is_new && !unused) verdict_.broken(now, "a revision number is used again: " + key);
}

void RowChecker::on_task(const Told& told, const ecs::TaskRow* before, const ecs::TaskRow* after) {
    if (after == nullptr) return;
    if (before != nullptr) return check_forward(told, *before, *after);
    note_run(*after, told.time);
}

void RowChecker::note_run(const ecs::TaskRow& task, SysTime now) {
    const auto asked = promised_.runs.find(task.started_by);
    if (asked == promised_.runs.end()) return;
    auto& made = runs_[task.started_by];
    made.insert(task.id);
    if (made.size() > asked->second) {
        verdict_.broken(
            now,
            fmt::format(
                "one client token ({}) made {} tasks, {} were asked for",
                task.started_by,
                made.size(),
                asked->second
            )
        );
    }
}

void RowChecker::check_forward(
    const Told& told, const ecs::TaskRow& before, const ecs::TaskRow& after
) {
    if (after.status < before.status) {
        verdict_.broken(
            told.time,
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
            told.time, fmt::format("task {} was wanted again after it was stopped", after.id)
        );
    }
    check_interruption(told, after);
    if (!before.instance_id.empty() && before.instance_id != after.instance_id) {
        verdict_.broken(told.time, fmt::format("task {} moved to another instance", after.id));
    }
    for (std::size_t i = 0; i < before.containers.size() && i < after.containers.size(); ++i) {
        if (after.containers[i].status < before.containers[i].status) {
            verdict_.broken(
                told.time,
                fmt::format("container {} of task {} went back", after.containers[i].name, after.id)
            );
        }
    }
}

/// Only Spot tasks are interrupted, and none before the time that it was told.
void RowChecker::check_interruption(const Told& told, const ecs::TaskRow& task) {
    using api::ecs::TaskStopCode;
    const bool spot = task.capacity_provider == "FARGATE_SPOT" && task.interrupt_at;
    const bool told_so = task.stop_code == TaskStopCode::TerminationNotice;
    const bool interrupted = task.stop_code == TaskStopCode::SpotInterruption;
    if ((told_so || interrupted) && !spot) {
        verdict_.broken(told.time, fmt::format("task {} is said to be interrupted", task.id));
    }
    if (told_so && task.goal == ecs::TaskGoal::Stopped) {
        verdict_.broken(told.time, fmt::format("a notice is why task {} stopped", task.id));
    }
    if (interrupted && spot && task.stopping_at && *task.stopping_at < *task.interrupt_at) {
        verdict_.broken(told.time, fmt::format("task {} was interrupted too early", task.id));
    }
}

/// Judged on the tables as applied: they are what the next placement sees.
void RowChecker::check_instance(const std::string& key, const ecs::Tables& tables, SysTime now) {
    const auto instance = tables.container_instances.find(key);
    if (!instance) return;
    ecs::ResourceSet held;
    std::set<std::pair<bool, std::int32_t>> ports;
    const auto hold = [&](bool udp, const std::vector<std::int32_t>& more) {
        for (const std::int32_t port : more) {
            if (ports.emplace(udp, port).second) continue;
            verdict_.broken(
                now,
                fmt::format(
                    "port {}/{} is held twice on {}", port, udp ? "udp" : "tcp", instance->id
                )
            );
        }
    };
    hold(false, instance->registered.ports_tcp);
    hold(true, instance->registered.ports_udp);
    for (const std::string& task_key : tables.live_tasks_by_instance.keys(key)) {
        const auto live = tables.tasks.find(task_key);
        held.cpu += live->reserved.cpu;
        held.memory_mib += live->reserved.memory_mib;
        hold(false, live->reserved.ports_tcp);
        hold(true, live->reserved.ports_udp);
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

}  // namespace gantry::sim
