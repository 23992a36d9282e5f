#include "services/ecs/api/cluster_view.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace gantry::ecs {
namespace {

using api::ecs::LaunchType;

/// How many there are of each kind of launch.
struct ByLaunch {
    std::int32_t ec2 = 0;
    std::int32_t fargate = 0;
    std::int32_t external = 0;

    void add(LaunchType type) {
        if (type == LaunchType::Fargate) {
            ++fargate;
        } else if (type == LaunchType::External) {
            ++external;
        } else {
            ++ec2;
        }
    }
    [[nodiscard]] std::int32_t total() const { return ec2 + fargate + external; }
};

struct Counts {
    std::int32_t instances = 0;
    ByLaunch running;
    ByLaunch pending;
    ByLaunch active_services;
    ByLaunch draining_services;
};

bool is_pending(TaskStatus status) {
    return status == TaskStatus::Provisioning || status == TaskStatus::Pending ||
           status == TaskStatus::Activating;
}

bool is_registered(InstanceStatus status) {
    return status == InstanceStatus::Active || status == InstanceStatus::Draining;
}

Counts count(const Tables& tables, const ClusterRow& row) {
    Counts counts;
    const std::string prefix = cluster_prefix(row.scope(), row.name);
    for (const auto& [key, instance] : tables.container_instances.with_prefix(prefix)) {
        if (is_registered(instance->status)) ++counts.instances;
    }
    for (const auto& [key, task] : tables.tasks.with_prefix(prefix)) {
        if (task->status == TaskStatus::Running) counts.running.add(task->launch_type);
        if (is_pending(task->status)) counts.pending.add(task->launch_type);
    }
    for (const auto& [key, service] : tables.services.with_prefix(prefix)) {
        const LaunchType type = service->runs_on();
        if (service->status == ServiceStatus::Active) counts.active_services.add(type);
        if (service->status == ServiceStatus::Draining) counts.draining_services.add(type);
    }
    return counts;
}

std::vector<api::ecs::KeyValuePair> statistics_of(const Counts& counts) {
    std::vector<api::ecs::KeyValuePair> statistics;
    const auto add = [&statistics](std::string_view state, std::string_view what, ByLaunch n) {
        const std::array<std::pair<std::string_view, std::int32_t>, 3> kinds{{
            {"EC2", n.ec2},
            {"Fargate", n.fargate},
            {"External", n.external},
        }};
        for (const auto& [kind, number] : kinds) {
            statistics.push_back(
                {.name = fmt::format("{}{}{}Count", state, kind, what),
                 .value = std::to_string(number)}
            );
        }
    };
    add("running", "Tasks", counts.running);
    add("pending", "Tasks", counts.pending);
    add("active", "Service", counts.active_services);
    add("draining", "Service", counts.draining_services);
    return statistics;
}

}  // namespace

ClusterInclude ClusterInclude::of(const std::optional<std::vector<api::ecs::ClusterField>>& fields
) {
    using api::ecs::ClusterField;
    ClusterInclude include;
    if (!fields) return include;
    for (const ClusterField field : *fields) {
        switch (field) {
            case ClusterField::Attachments: include.attachments = true; break;
            case ClusterField::Configurations: include.configurations = true; break;
            case ClusterField::Settings: include.settings = true; break;
            case ClusterField::Statistics: include.statistics = true; break;
            case ClusterField::Tags: include.tags = true; break;
        }
    }
    return include;
}

api::ecs::Cluster view_cluster(
    const Call& call, const ClusterRow& row, const ClusterInclude& include
) {
    const Counts counts = count(call.tables, row);
    api::ecs::Cluster cluster{
        .cluster_arn = row.arn(),
        .cluster_name = row.name,
        .status = std::string(reflect::to_text(row.status)),
        .registered_container_instances_count = counts.instances,
        .running_tasks_count = counts.running.total(),
        .pending_tasks_count = counts.pending.total(),
        .active_services_count = counts.active_services.total(),
        .capacity_providers = row.capacity_providers,
        .default_capacity_provider_strategy = row.default_strategy,
        .service_connect_defaults = row.service_connect_defaults,
    };
    cluster.statistics.emplace();
    cluster.tags.emplace();
    cluster.settings.emplace();
    if (include.statistics) cluster.statistics = statistics_of(counts);
    if (include.tags) cluster.tags = row.tags;
    if (include.settings) cluster.settings = row.settings;
    if (include.configurations) cluster.configuration = row.configuration;
    if (include.attachments) cluster.attachments.emplace();
    return cluster;
}

}  // namespace gantry::ecs
