#include "cmd/exec/running_task.h"

#include <optional>
#include <utility>
#include <vector>

#include "api/ecs/describe_tasks_request.h"
#include "api/ecs/describe_tasks_response.h"
#include "api/ecs/list_tasks_request.h"
#include "api/ecs/list_tasks_response.h"

namespace gantry::cmd {

namespace {

/// Of one page of ListTasks, which DescribeTasks takes whole. @return empty: none runs
Result<std::string> first_that_runs(
    AwsCalls& api, const TaskSubject& subject, std::vector<std::string> arns
) {
    api::ecs::DescribeTasksRequest request;
    if (!subject.cluster.empty()) request.cluster = subject.cluster;
    request.tasks = std::move(arns);
    const auto told =
        api.call<api::ecs::DescribeTasksResponse>("ecs", "DescribeTasks", request, subject.region);
    if (!told) return told.error();
    for (const api::ecs::Task& task : told->tasks.value_or(std::vector<api::ecs::Task>{})) {
        if (task.last_status == "RUNNING") return task.task_arn.value_or("");
    }
    return std::string();
}

}  // namespace

Result<std::string> find_running_task(AwsCalls& api, const TaskSubject& subject) {
    api::ecs::ListTasksRequest request;
    if (!subject.cluster.empty()) request.cluster = subject.cluster;
    request.service_name = subject.service;
    do {
        auto page =
            api.call<api::ecs::ListTasksResponse>("ecs", "ListTasks", request, subject.region);
        if (!page && page.error().code == "ServiceNotFoundException")
            return no_such_subject(subject);
        if (!page) return page.error();
        request.next_token = page->next_token;
        if (!page->task_arns || page->task_arns->empty()) continue;
        auto task = first_that_runs(api, subject, std::move(*page->task_arns));
        if (!task || !task->empty()) return task;
    } while (request.next_token);
    return not_found("service '" + subject.service + "' has no running task");
}

}  // namespace gantry::cmd
