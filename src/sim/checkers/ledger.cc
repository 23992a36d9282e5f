#include "sim/checkers/ledger.h"

#include <fmt/format.h>

#include <string_view>

namespace gantry::sim {

namespace {

constexpr std::string_view kScheduler = "service-controller ";

template <class Row>
void take_all(
    std::map<std::string, std::shared_ptr<const Row>>& rows, const core::Table<Row>& table
) {
    rows.clear();
    for (const auto& [key, row] : table.rows()) rows.emplace(key, row);
}

}  // namespace

std::string Told::scheduled_service() const {
    if (!cause.starts_with(kScheduler)) return {};
    // The reason follows the key, after ": " or a space: keys have neither.
    const std::string rest = cause.substr(kScheduler.size());
    return rest.substr(0, rest.find_first_of(": ("));
}

std::string service_key_of(const ecs::TaskRow& task) {
    if (task.service.empty()) return {};
    return ecs::in_cluster_key(task.scope(), task.cluster, task.service);
}

std::string instance_key_of(const ecs::TaskRow& task) {
    return task.instance_key();
}

void Ledger::index(const std::string& key, const TaskPtr& before, const TaskPtr& after) {
    if (before) live_by_service_[service_key_of(*before)].erase(key);
    live_.erase(key);
    if (after) {
        by_arn_.insert_or_assign(after->arn(), after);
    } else if (before) {
        by_arn_.erase(before->arn());
    }
    if (!after || after->stopped()) return;
    live_by_service_[service_key_of(*after)].insert(key);
    live_.emplace(key, after);
}

void Ledger::apply(const Told& told, const ecs::Tables& tables) {
    for (const core::Change& change : told.changes) {
        if (change.is_of(tables.tasks)) {
            const TaskPtr before = task(change.key);
            put(tasks_, change);
            index(change.key, before, task(change.key));
        } else if (change.is_of(tables.services)) {
            put(services_, change);
        } else if (change.is_of(tables.container_instances)) {
            put(instances_, change);
        } else if (change.is_of(tables.task_definitions)) {
            put(definitions_, change);
        }
    }
}

void Ledger::reload(const ecs::Tables& tables, SysTime now, Verdict& verdict) {
    for (const auto& [key, told] : tasks_) {
        const auto loaded = tables.tasks.find(key);
        if (!loaded || loaded->status < told->status || loaded->goal < told->goal) {
            verdict.broken(now, fmt::format("what was told of task {} was not durable", told->id));
        }
    }
    for (const auto& [key, told] : services_) {
        const auto loaded = tables.services.find(key);
        if (loaded && loaded->next_event_number < told->next_event_number) {
            verdict.broken(
                now, fmt::format("what was told of service {} was not durable", told->name)
            );
        }
    }
    take_all(tasks_, tables.tasks);
    take_all(services_, tables.services);
    take_all(instances_, tables.container_instances);
    take_all(definitions_, tables.task_definitions);
    live_by_service_.clear();
    live_.clear();
    by_arn_.clear();
    for (const auto& [key, row] : tasks_) index(key, nullptr, row);
}

Ledger::TaskPtr Ledger::task_of_arn(const std::string& arn) const {
    const auto found = by_arn_.find(arn);
    return found == by_arn_.end() ? nullptr : found->second;
}

Ledger::DefinitionPtr Ledger::definition_of(const ecs::TaskRow& task) const {
    return find(definitions_, ecs::task_definition_key(task.scope(), task.family, task.revision));
}

const std::set<std::string>& Ledger::live_tasks_of(const std::string& service) const {
    static const std::set<std::string> kNone;
    const auto found = live_by_service_.find(service);
    return found == live_by_service_.end() ? kNone : found->second;
}

}  // namespace gantry::sim
