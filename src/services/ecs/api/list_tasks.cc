#include <fmt/format.h>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/names.h"
#include "services/ecs/api/paging.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/tasks.h"

namespace gantry::ecs {
namespace {

using api::ecs::DesiredStatus;
using api::ecs::ListTasksRequest;

/// What is listed, resolved. Empty texts do not filter.
struct Filter {
    ClusterPtr cluster;
    TaskGoal goal = TaskGoal::Running;
    std::string instance_id;
    std::string service;
    std::string family;
    std::string started_by;
    std::optional<api::ecs::LaunchType> launch_type;
    bool matches_nothing = false;

    [[nodiscard]] bool matches(const TaskRow& task) const {
        return task.goal == goal && (instance_id.empty() || task.instance_id == instance_id) &&
               (service.empty() || task.service == service) &&
               (family.empty() || task.family == family) &&
               (started_by.empty() || task.started_by == started_by) &&
               (!launch_type || task.launch_type == *launch_type);
    }
    /// For page tokens: they continue only the list that they came from.
    [[nodiscard]] std::string text() const {
        return fmt::format(
            "{} {} {} {} {} {} {}",
            cluster->name,
            reflect::to_text(goal),
            instance_id,
            service,
            family,
            started_by,
            launch_type ? reflect::to_text(*launch_type) : ""
        );
    }
};

Result<void> check_combination(const ListTasksRequest& input) {
    const bool others = input.family || input.container_instance || input.service_name ||
                        input.launch_type || input.daemon_name;
    if (input.started_by && others) {
        return invalid_parameter("startedBy cannot be combined with other filters.");
    }
    if (input.family && !has_name_characters(*input.family)) {
        return invalid_parameter("family must match ^[a-zA-Z0-9\\-_]+$");
    }
    return {};
}

Result<void> resolve_instance(const Call& call, const ListTasksRequest& input, Filter& filter) {
    if (!input.container_instance) return {};
    const auto id =
        resolve_container_instance_id(call, filter.cluster->name, *input.container_instance);
    if (!id) return id.error();
    const std::string key = in_cluster_key(call.scope, filter.cluster->name, *id);
    if (!call.tables.container_instances.find(key)) {
        return container_instance_not_found();
    }
    filter.instance_id = *id;
    return {};
}

Result<void> resolve_service(const Call& call, const ListTasksRequest& input, Filter& filter) {
    if (!input.service_name) return {};
    const auto name = resolve_service_name(call, filter.cluster->name, *input.service_name);
    if (!name) return name.error();
    const std::string key = in_cluster_key(call.scope, filter.cluster->name, *name);
    if (!call.tables.services.find(key)) return service_not_found();
    filter.service = *name;
    return {};
}

Result<Filter> resolve_filter(const Call& call, const ListTasksRequest& input) {
    if (auto good = check_combination(input); !good) return good.error();
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    Filter filter{.cluster = *cluster};
    if (auto good = resolve_instance(call, input, filter); !good) return good.error();
    if (auto good = resolve_service(call, input, filter); !good) return good.error();
    filter.family = input.family.value_or("");
    filter.started_by = input.started_by.value_or("");
    filter.launch_type = input.launch_type;
    const DesiredStatus wanted = input.desired_status.value_or(DesiredStatus::Running);
    if (wanted == DesiredStatus::Stopped) filter.goal = TaskGoal::Stopped;
    // No task is ever wanted PENDING, and there are no daemons to have tasks.
    filter.matches_nothing = wanted == DesiredStatus::Pending || input.daemon_name.has_value();
    return filter;
}

/// The keys of an index's set that match.
KeysAfter matching_of(
    const std::set<std::string, std::less<>>& keys, const Tables& tables, const Filter& filter
) {
    return [&](const std::string& after, const TakeKey& take) {
        for (auto key = keys.upper_bound(after); key != keys.end(); ++key) {
            if (filter.matches(*tables.tasks.find(*key)) && !take(*key)) return;
        }
    };
}

/// Matching tasks in key order, from the narrowest index that holds them all.
KeysAfter matching(const Call& call, const Filter& filter) {
    if (filter.matches_nothing) return [](const std::string&, const TakeKey&) {};
    const Tables& tables = call.tables;
    const std::string& cluster = filter.cluster->name;
    const bool live = filter.goal == TaskGoal::Running;
    if (live && !filter.instance_id.empty()) {
        const std::string key = in_cluster_key(call.scope, cluster, filter.instance_id);
        return matching_of(tables.live_tasks_by_instance.keys(key), tables, filter);
    }
    if (live && !filter.service.empty()) {
        const std::string key = in_cluster_key(call.scope, cluster, filter.service);
        return matching_of(tables.live_tasks_by_service.keys(key), tables, filter);
    }
    return rows_with_prefix(
        tables.tasks,
        cluster_prefix(call.scope, cluster),
        [&filter](const TaskRow& task) { return filter.matches(task); }
    );
}

}  // namespace

Result<api::ecs::ListTasksResponse> list_tasks(Call& call, const ListTasksRequest& input) {
    const Result<Filter> filter = resolve_filter(call, input);
    if (!filter) return filter.error();
    const PageRequest request{
        .operation = "ListTasks",
        .filter = filter->text(),
        .max_results = input.max_results,
        .next_token = input.next_token,
    };
    Result<Page> page = take_page(call, request, matching(call, *filter));
    if (!page) return page.error();
    api::ecs::ListTasksResponse output;
    auto& arns = output.task_arns.emplace();
    for (const auto& key : page->keys) arns.push_back(call.tables.tasks.find(key)->arn());
    output.next_token = std::move(page->next_token);
    return output;
}

}  // namespace gantry::ecs
