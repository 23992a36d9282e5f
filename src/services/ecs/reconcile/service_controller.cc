#include "services/ecs/reconcile/service_controller.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/sabotage.h"
#include "services/ecs/reconcile/service_view.h"

namespace gantry::ecs {

namespace {

/// Services that wait for room and are woken by one sign of it.
constexpr std::size_t kWakeAtOnce = 16;

bool ends(const TaskRow& task) {
    return task.goal == TaskGoal::Stopped || task.stopped();
}

/// Whether a change of a task can matter to its service: whether it changes what the planner reads.
bool matters(const TaskRow* before, const TaskRow* after) {
    if (before == nullptr || after == nullptr) return true;
    if (sabotaged(Sabotage::SleepyWaker)) return before->status != after->status;
    const bool unnoted = ends(*before) && ends(*after) && !after->end_noted;
    return service_task(*before) != service_task(*after) || before->stopped() != after->stopped() ||
           before->end_noted != after->end_noted ||
           (unnoted && service_task_end(*before) != service_task_end(*after));
}

/// Whether a change of an instance can matter to placement: message numbers do not.
bool matters(const ContainerInstanceRow* before, const ContainerInstanceRow* after) {
    if (before == nullptr || after == nullptr) return true;
    const auto what = [](const ContainerInstanceRow& instance) {
        return std::tie(
            instance.status, instance.agent_connected, instance.registered, instance.attributes
        );
    };
    return what(*before) != what(*after);
}

/// Whether `task:group` of the cluster query language sees the task.
bool counts_in_its_group(const TaskRow* task) {
    return task != nullptr && !task->stopped() && task->goal == TaskGoal::Running;
}

/// Whether a service's constraints speak of tasks: then each that comes or goes may make an
/// instance one for its daemons.
bool is_bound_to_tasks(const Tables& tables, const ServiceRow& row) {
    const auto speak_of_tasks = [](const auto& constraints) {
        return std::ranges::any_of(constraints, [](const auto& constraint) {
            return constraint.expression.value_or("").find("task:") != std::string::npos;
        });
    };
    if (speak_of_tasks(row.placement_constraints)) return true;
    if (row.primary() == nullptr) return false;
    const auto definition = tables.task_definitions.find(
        task_definition_key(row.scope(), row.primary()->family, row.primary()->revision)
    );
    if (!definition || !definition->definition.placement_constraints) return false;
    return speak_of_tasks(*definition->definition.placement_constraints);
}

bool waits(const ServiceRow* row) {
    return row != nullptr && !row->last_placement_failure.empty();
}

}  // namespace

ServiceController::ServiceController(
    const Tables& tables,
    IdSource& ids,
    SchedulerRules rules,
    RoleCheck check_roles,
    InterfaceSource* interfaces
)
    : tables_(tables),
      ids_(ids),
      rules_(rules),
      check_roles_(std::move(check_roles)),
      interfaces_(interfaces) {}

void ServiceController::all_keys(const Wake& wake) {
    for (const auto& [key, row] : tables_.services.rows()) wake(key);
}

core::Plan ServiceController::plan(const std::string& key, SysTime now) {
    return service_turn(tables_, key, ids_, now, rules_, check_roles_, interfaces_);
}

void ServiceController::on_change(const core::Change& change, const Wake& wake) {
    if (change.is_of(tables_.services)) {
        on_service(change.before_as(tables_.services), change.after_as(tables_.services), wake);
    } else if (change.is_of(tables_.tasks)) {
        on_task(change.before_as(tables_.tasks), change.after_as(tables_.tasks), wake);
    } else if (change.is_of(tables_.container_instances)) {
        on_instance(
            change.before_as(tables_.container_instances),
            change.after_as(tables_.container_instances),
            wake
        );
    }
}

void ServiceController::on_service(
    const ServiceRow* before, const ServiceRow* after, const Wake& wake
) {
    if (after != nullptr) wake(after->key());
    // One that has found room no longer stands before the next.
    if (waits(before) && !waits(after)) {
        wake_waiting(cluster_key(before->scope(), before->host()), wake);
    }
}

void ServiceController::on_task(const TaskRow* before, const TaskRow* after, const Wake& wake) {
    const TaskRow& task = after != nullptr ? *after : *before;
    if (!task.service.empty() && matters(before, after)) {
        wake(in_cluster_key(task.scope(), task.cluster, task.service));
    }
    const std::string cluster = cluster_key(task.scope(), task.cluster);
    if (counts_in_its_group(before) != counts_in_its_group(after)) {
        wake_bound_to_tasks(cluster, wake);
    }
    const bool was_here = before != nullptr && !before->stopped();
    const bool is_here = after != nullptr && !after->stopped();
    if (was_here == is_here) return;
    if (was_here) wake_waiting(cluster_key(task.scope(), task.host()), wake);
    const std::string instance_key = task.instance_key();
    const auto instance = tables_.container_instances.find(instance_key);
    if (instance && instance->status == InstanceStatus::Draining) {
        wake_services_on(instance_key, wake);
    }
}

void ServiceController::wake_bound_to_tasks(const std::string& cluster_key, const Wake& wake)
    const {
    for (const std::string& key : tables_.daemon_services_by_cluster.keys(cluster_key)) {
        if (is_bound_to_tasks(tables_, *tables_.services.find(key))) wake(key);
    }
}

void ServiceController::on_instance(
    const ContainerInstanceRow* before, const ContainerInstanceRow* after, const Wake& wake
) {
    if (!matters(before, after)) return;
    const ContainerInstanceRow& instance = after != nullptr ? *after : *before;
    const std::string cluster = cluster_key(instance.scope(), instance.cluster);
    wake_services_on(instance.key(), wake);
    for (const std::string& key : tables_.daemon_services_by_cluster.keys(cluster)) wake(key);
    wake_waiting(cluster, wake);
}

void ServiceController::wake_services_on(const std::string& instance_key, const Wake& wake) const {
    std::set<std::string> services;
    for (const std::string& key : tables_.live_tasks_by_instance.keys(instance_key)) {
        const auto task = tables_.tasks.find(key);
        if (task->service.empty()) continue;
        services.insert(in_cluster_key(task->scope(), task->cluster, task->service));
    }
    for (const std::string& service : services) wake(service);
}

void ServiceController::wake_waiting(const std::string& cluster_key, const Wake& wake) {
    const auto& waiting = tables_.waiting_services_by_cluster.keys(cluster_key);
    if (waiting.empty()) return;
    std::string& last = last_woken_[cluster_key];
    auto next = waiting.upper_bound(last);
    for (std::size_t left = std::min(kWakeAtOnce, waiting.size()); left > 0; --left) {
        if (next == waiting.end()) next = waiting.begin();
        last = *next;
        wake(*next++);
    }
}

}  // namespace gantry::ecs
