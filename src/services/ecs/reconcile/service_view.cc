#include "services/ecs/reconcile/service_view.h"

#include <algorithm>
#include <map>

#include "services/ecs/placement/cluster_view.h"
#include "services/ecs/placement/request.h"
#include "services/ecs/reconcile/health_report.h"

namespace gantry::ecs {

namespace {

using api::ecs::SchedulingStrategy;
using api::ecs::TaskStopCode;

bool is_daemon_task(const Tables& tables, const TaskRow& task) {
    if (task.service.empty()) return false;
    const auto service =
        tables.services.find(in_cluster_key(task.scope(), task.cluster, task.service));
    return service && service->scheduling == SchedulingStrategy::Daemon;
}

bool holds_other_tasks(const Tables& tables, const std::string& instance_key) {
    const auto& keys = tables.live_tasks_by_instance.keys(instance_key);
    return std::ranges::any_of(keys, [&](const std::string& key) {
        return !is_daemon_task(tables, *tables.tasks.find(key));
    });
}

bool has_health_check(const TaskRow& row) {
    return std::ranges::any_of(row.containers, [](const TaskContainer& container) {
        return container.essential && container.has_health_check;
    });
}

std::vector<ResolvedImage> resolved_images(const TaskRow& row) {
    std::vector<ResolvedImage> images;
    for (const TaskContainer& container : row.containers) {
        if (container.image_digest.empty()) continue;
        images.push_back({container.name, container.image_digest});
    }
    return images;
}

ServiceTask view_task(const Tables& tables, const ServiceRow& service, const TaskRow& row) {
    ServiceTask task = service_task(row);
    const std::string instance_key = row.instance_key();
    const auto instance = tables.container_instances.find(instance_key);
    task.instance_draining = instance && instance->status == InstanceStatus::Draining;
    if (task.instance_draining && service.scheduling == SchedulingStrategy::Daemon) {
        task.others_on_instance = holds_other_tasks(tables, instance_key);
    }
    return task;
}

/// Whether all essential containers ended by a signal from outside: a container that the kernel
/// killed for its memory did that to itself.
bool was_killed(const TaskRow& row) {
    constexpr std::int32_t kSigkill = 128 + 9;
    constexpr std::int32_t kSigterm = 128 + 15;
    bool killed = false;
    for (const TaskContainer& container : row.containers) {
        if (!container.essential) continue;
        killed = (container.exit_code == kSigkill || container.exit_code == kSigterm) &&
                 !container.reason.starts_with("OutOfMemoryError");
        if (!killed) break;
    }
    return killed;
}

/// How long the task ran, by one clock. An agent that was away tells start and end in one report:
/// then only its own times say something, and the end of its pulls is the nearest to the start.
std::optional<SysTime> started_at(const TaskRow& row, SysTime ended_at) {
    if (!row.started_at || *row.started_at < ended_at) return row.started_at;
    if (!row.execution_stopped_at || !row.pull_stopped_at) return row.started_at;
    // Where the agent did not say when it ended, we put down our own time (task_report.cc).
    if (row.execution_stopped_at == row.stopping_at) return row.started_at;
    return ended_at - std::max(Duration{0}, *row.execution_stopped_at - *row.pull_stopped_at);
}

/// What a daemon demands of an instance, resources apart: these decide whether it can start, not
/// whether it is wanted.
Result<placement::Request> daemon_request(const Tables& tables, const ServiceRow& row) {
    const DeploymentRow& primary = *row.primary();
    const auto definition = tables.task_definitions.find(
        task_definition_key(row.scope(), primary.family, primary.revision)
    );
    if (!definition) return not_found("TaskDefinition not found.");
    auto request = placement::request_for({
        .definition = definition->definition,
        .needs = {},
        .launch_type = row.launch_type.value_or(api::ecs::LaunchType::Ec2),
        .constraints = row.placement_constraints,
        .execute_command = row.enable_execute_command,
    });
    if (request) {
        std::erase_if(request->constraints, [](const placement::Constraint& constraint) {
            return constraint.kind == placement::Constraint::Kind::DistinctInstance;
        });
    }
    return request;
}

std::vector<DaemonInstance> daemon_instances(const Tables& tables, const ServiceRow& row) {
    std::vector<DaemonInstance> wanted;
    const auto request = daemon_request(tables, row);
    if (!request) return wanted;
    auto view = placement::cluster_view(tables, row.scope(), row.cluster);
    for (placement::InstanceView& instance : view.instances) {
        const bool connected = instance.agent_connected;
        // An agent that is away for a while does not make its daemon unwanted.
        const auto here = instance.tasks_by_group.find("service:" + row.name);
        instance.agent_connected |= here != instance.tasks_by_group.end();
        if (placement::check(instance, *request).reason != placement::Reason::Fits) continue;
        wanted.push_back({instance.id, connected});
    }
    return wanted;
}

StrategyValue strategy_value(
    const placement::Strategy& strategy, const ContainerInstanceRow& row, const Tables& tables
) {
    using Kind = placement::Strategy::Kind;
    switch (strategy.kind) {
        case Kind::Random: return {};
        case Kind::Spread:
            if (strategy.field == "instanceId") return {.group = row.id};
            return {.group = row.attribute(strategy.field).value_or("none")};
        case Kind::BinpackCpu: return {.free = placement::instance_view(tables, row).free_cpu};
        case Kind::BinpackMemory:
            return {.free = placement::instance_view(tables, row).free_memory_mib};
    }
    return {};
}

/// Tells the planner what the strategies say of the tasks, if there may be one to stop.
void view_strategies(const Tables& tables, ServiceView& view) {
    const ServiceRow& row = view.row;
    const auto wanted = static_cast<std::size_t>(row.desired_count);
    if (row.placement_strategy.empty() || view.tasks.size() <= wanted) return;
    const auto strategies = placement::parse_strategies(row.placement_strategy);
    if (!strategies) return;
    std::map<std::string, std::vector<StrategyValue>> by_instance;
    for (ServiceTask& task : view.tasks) {
        auto& values = by_instance[task.instance_id];
        const auto instance = tables.container_instances.find(
            in_cluster_key(row.scope(), row.cluster, task.instance_id)
        );
        for (std::size_t i = values.size(); instance && i < strategies->size(); ++i) {
            values.push_back(strategy_value((*strategies)[i], *instance, tables));
        }
        values.resize(strategies->size());
        task.strategy_values = values;
    }
}

}  // namespace

ServiceTask service_task(const TaskRow& row) {
    const bool stopping = row.goal == TaskGoal::Stopped;
    return {
        .id = row.id,
        .deployment_id = row.deployment_id,
        .instance_id = row.instance_id,
        .zone = row.availability_zone,
        .status = row.status,
        .stopping = stopping,
        .stopped_by_scheduler =
            stopping && row.stop_code == TaskStopCode::ServiceSchedulerInitiated,
        .health = checked_health_of(row),
        .has_health_check = has_health_check(row),
        .created_at = row.created_at,
        .started_at = row.started_at,
        .protected_until = row.protection_until,
        .images = resolved_images(row),
    };
}

ServiceTaskEnd service_task_end(const TaskRow& row) {
    const SysTime ended_at = row.stopping_at.value_or(row.stopped_at.value_or(row.created_at));
    return {
        .id = row.id,
        .deployment_id = row.deployment_id,
        .stop_code = row.stop_code,
        .created_at = row.created_at,
        .started_at = started_at(row, ended_at),
        .ended_at = ended_at,
        .acknowledged = row.acknowledged,
        .has_health_check = has_health_check(row),
        .healthy = checked_health_of(row) == api::ecs::HealthStatus::Healthy,
        .killed = was_killed(row),
    };
}

ServiceView service_view(const Tables& tables, const ServiceRow& row) {
    ServiceView view{.row = row};
    const std::string key = row.key();
    for (const std::string& task : tables.live_tasks_by_service.keys(key)) {
        view.tasks.push_back(view_task(tables, row, *tables.tasks.find(task)));
    }
    view_strategies(tables, view);
    for (const std::string& task : tables.unnoted_ends_by_service.keys(key)) {
        view.ends.push_back(service_task_end(*tables.tasks.find(task)));
    }
    if (row.scheduling == SchedulingStrategy::Daemon && row.status == ServiceStatus::Active) {
        view.daemon_instances = daemon_instances(tables, row);
    }
    return view;
}

}  // namespace gantry::ecs
