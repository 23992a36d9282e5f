#include "services/ecs/reconcile/task_definition_gc.h"

#include <algorithm>

namespace gantry::ecs {
namespace {

bool is_being_deleted(const TaskDefinitionRow* row) {
    return row != nullptr &&
           row->definition.status == api::ecs::TaskDefinitionStatus::DeleteInProgress;
}

/// Whether a service deploys it, or would roll back to it.
bool deploys(const ServiceRow& service, const TaskDefinitionRow& row) {
    if (service.status == ServiceStatus::Inactive) return false;
    const auto is_of = [&row](const DeploymentRow& deployment) {
        return deployment.family == row.definition.family &&
               deployment.revision == row.definition.revision;
    };
    return std::ranges::any_of(service.deployments, is_of) ||
           (service.last_completed && is_of(*service.last_completed));
}

}  // namespace

void TaskDefinitionGc::on_change(const core::Change& change, const Wake& wake) {
    const auto look = [this, &wake](const std::string& key) {
        if (is_being_deleted(tables_.task_definitions.find(key).get())) wake(key);
    };
    if (change.is_of(tables_.task_definitions)) look(change.key);
    // Only the end of a use can finish a deletion: what was used is in the row before.
    if (change.is_of(tables_.tasks) && change.before) {
        const TaskRow& task = *change.before_as(tables_.tasks);
        look(task_definition_key(task.scope(), task.family, task.revision));
    }
    if (change.is_of(tables_.services) && change.before) {
        const ServiceRow& service = *change.before_as(tables_.services);
        const auto look_at = [&](const DeploymentRow& deployment) {
            look(task_definition_key(service.scope(), deployment.family, deployment.revision));
        };
        std::ranges::for_each(service.deployments, look_at);
        if (service.last_completed) look_at(*service.last_completed);
    }
}

void TaskDefinitionGc::all_keys(const Wake& wake) {
    for (const auto& [key, row] : tables_.task_definitions.rows()) {
        if (is_being_deleted(row.get())) wake(key);
    }
}

core::Plan TaskDefinitionGc::plan(const std::string& key, SysTime) {
    core::Plan plan;
    const auto row = tables_.task_definitions.find(key);
    if (!is_being_deleted(row.get()) || is_used(*row, key)) return plan;
    plan.changes.erase(tables_.task_definitions, key);
    plan.reason = "no longer used";
    return plan;
}

bool TaskDefinitionGc::is_used(const TaskDefinitionRow& row, const std::string& key) const {
    for (const std::string& task : tables_.tasks_by_task_definition.keys(key)) {
        if (!tables_.tasks.find(task)->stopped()) return true;
    }
    const auto services = tables_.services.with_prefix(row.scope().prefix());
    return std::ranges::any_of(services, [&row](const auto& entry) {
        return deploys(*entry.second, row);
    });
}

}  // namespace gantry::ecs
