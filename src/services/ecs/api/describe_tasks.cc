#include <algorithm>

#include "services/ecs/api/describe_task.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/tasks.h"

namespace gantry::ecs {
namespace {

constexpr std::size_t kMaxDescribedTasks = 100;

ShowTags tags_asked_for(const api::ecs::DescribeTasksRequest& input) {
    const bool asked =
        input.include &&
        std::ranges::find(*input.include, api::ecs::TaskField::Tags) != input.include->end();
    return asked ? ShowTags::Yes : ShowTags::No;
}

}  // namespace

Result<api::ecs::DescribeTasksResponse> describe_tasks(
    Call& call, const api::ecs::DescribeTasksRequest& input
) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    if (!input.tasks || input.tasks->empty()) return invalid_parameter("Tasks cannot be empty.");
    if (input.tasks->size() > kMaxDescribedTasks) {
        return invalid_parameter("taskIds can have at most 100 items.");
    }
    const ShowTags show_tags = tags_asked_for(input);
    api::ecs::DescribeTasksResponse output;
    auto& tasks = output.tasks.emplace();
    auto& failures = output.failures.emplace();
    tasks.reserve(input.tasks->size());
    const Scope& scope = call.scope;
    for (const auto& text : *input.tasks) {
        const auto id = resolve_task_id(call, (*cluster)->name, text);
        if (!id) return id.error();
        const auto row =
            call.tx.get(call.tables.tasks, in_cluster_key(scope, (*cluster)->name, *id));
        if (row) {
            tasks.push_back(describe_task(*row, show_tags));
            add_managed_agents(call, *row, tasks.back());
        } else {
            failures.push_back({.arn = task_arn(scope, (*cluster)->name, *id), .reason = "MISSING"}
            );
        }
    }
    return output;
}

}  // namespace gantry::ecs
