#include "services/ecs/pages/row_counts.h"

#include <algorithm>

namespace gantry::ecs {
namespace {

template <class Status>
std::size_t index_of(Status status) {
    return static_cast<std::size_t>(status);
}

/// When the last of a service's deployments that wait after failed starts may go on.
std::optional<SysTime> throttled_until(const ServiceRow& row) {
    std::optional<SysTime> until;
    for (const DeploymentRow& deployment : row.deployments) {
        until = std::max(until, deployment.throttle.next_start_at);
    }
    return until;
}

template <class Status, std::size_t N>
void write_by_status(service::MetricsText& page, const std::array<std::int64_t, N>& counts) {
    const auto names = enum_names(Status{});
    for (std::size_t i = 0; i < N; ++i) {
        page.sample(static_cast<double>(counts[i]), {{"status", names[i]}});
    }
}

}  // namespace

void RowCounts::count(const TaskRow* row, std::int64_t by) {
    if (row == nullptr) return;
    tasks_[index_of(row->status)] += by;
    if (row->service.empty()) return;
    if (row->status == TaskStatus::Running) running_ += by;
    if (row->status < TaskStatus::Running) pending_ += by;
}

void RowCounts::count(const ContainerInstanceRow* row, std::int64_t by) {
    if (row == nullptr) return;
    if (row->cluster == kFargatePool) {
        if (row->agent_connected && row->status == InstanceStatus::Active) machines_ += by;
        return;
    }
    instances_[index_of(row->status)] += by;
    if (row->agent_connected) connected_instances_ += by;
}

void RowCounts::count(const ServiceRow* row, std::int64_t by) {
    if (row == nullptr) return;
    services_[index_of(row->status)] += by;
    if (row->status == ServiceStatus::Active) desired_ += by * row->desired_count;
    if (!row->last_placement_failure.empty()) without_place_ += by;
    const auto until = by > 0 ? throttled_until(*row) : std::nullopt;
    if (until) {
        throttled_[row->key()] = *until;
    } else {
        throttled_.erase(row->key());
    }
}

void RowCounts::on_change(const core::Change& change) {
    const auto recount_one = [&](const auto& table) {
        if (!change.is_of(table)) return;
        count(change.before_as(table), -1);
        count(change.after_as(table), 1);
    };
    recount_one(tables_.tasks);
    recount_one(tables_.container_instances);
    recount_one(tables_.services);
}

void RowCounts::recount() {
    tasks_ = {};
    instances_ = {};
    services_ = {};
    connected_instances_ = machines_ = desired_ = running_ = pending_ = without_place_ = 0;
    throttled_.clear();
    for (const auto& [key, row] : tables_.tasks.rows()) count(row.get(), 1);
    for (const auto& [key, row] : tables_.container_instances.rows()) count(row.get(), 1);
    for (const auto& [key, row] : tables_.services.rows()) count(row.get(), 1);
}

void RowCounts::write(service::MetricsText& page, SysTime now) const {
    page.gauge("gantry_ecs_tasks", "Tasks by last status; stopped ones as long as they are kept.");
    write_by_status<TaskStatus>(page, tasks_);
    page.gauge("gantry_ecs_container_instances", "Container instances by status.");
    write_by_status<InstanceStatus>(page, instances_);
    page.gauge(
        "gantry_ecs_container_instances_connected",
        "Container instances whose agent is connected.",
        static_cast<double>(connected_instances_)
    );
    page.gauge(
        "gantry_ecs_fargate_machines",
        "Machines of the FARGATE pool that take tasks.",
        static_cast<double>(machines_)
    );
    page.gauge("gantry_ecs_services", "Services by status.");
    write_by_status<ServiceStatus>(page, services_);
    page.gauge("gantry_ecs_service_tasks", "Tasks of services: wanted, running, not running yet.");
    page.sample(static_cast<double>(desired_), {{"state", "desired"}});
    page.sample(static_cast<double>(running_), {{"state", "running"}});
    page.sample(static_cast<double>(pending_), {{"state", "pending"}});
    page.gauge(
        "gantry_ecs_services_without_place",
        "Services some of whose tasks find no place.",
        static_cast<double>(without_place_)
    );
    page.gauge(
        "gantry_ecs_services_throttled",
        "Services that wait before they start a task again, after starts that failed.",
        static_cast<double>(std::ranges::count_if(
            throttled_, [now](const auto& entry) { return entry.second > now; }
        ))
    );
}

}  // namespace gantry::ecs
