#include "cmd/log_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "api/ecs/describe_task_definition_request.h"
#include "api/ecs/describe_task_definition_response.h"
#include "api/ecs/describe_tasks_request.h"
#include "api/ecs/describe_tasks_response.h"
#include "api/ecs/list_tasks_request.h"
#include "api/ecs/list_tasks_response.h"

namespace gantry::cmd {

namespace {

constexpr std::size_t kTasksAtOnce = 100;  ///< of DescribeTasks
constexpr std::size_t kShortId = 8;
constexpr std::size_t kTaskId = 32;

std::string last_part(const std::string& arn) {
    return arn.substr(arn.rfind('/') + 1);
}

/// "arn:…:task/<cluster>/<id>" → cluster.
std::string cluster_in(const std::string& arn) {
    const auto first = arn.find('/');
    const auto last = arn.rfind('/');
    return first == last ? std::string() : arn.substr(first + 1, last - first - 1);
}

bool is_task_id(const std::string& text) {
    return text.size() == kTaskId &&
           text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string option(const std::map<std::string, std::string>& options, const char* name) {
    const auto found = options.find(name);
    return found == options.end() ? std::string() : found->second;
}

}  // namespace

Result<void> LogFinder::list(
    const std::string& cluster, const std::string& service, std::vector<std::string>& tasks
) {
    for (const auto status : {api::ecs::DesiredStatus::Running, api::ecs::DesiredStatus::Stopped}) {
        api::ecs::ListTasksRequest request;
        request.cluster = cluster;
        request.service_name = service;
        request.desired_status = status;
        do {
            const auto page = api_.call<api::ecs::ListTasksResponse>("ecs", "ListTasks", request);
            if (!page) return page.error();
            if (page->task_arns) {
                tasks.insert(tasks.end(), page->task_arns->begin(), page->task_arns->end());
            }
            request.next_token = page->next_token;
        } while (request.next_token);
    }
    return {};
}

Result<std::vector<std::string>> LogFinder::tasks_of(
    const LogSubject& subject, std::string& cluster
) {
    const std::string& text = subject.text;
    const bool arn = text.starts_with("arn:");
    cluster = arn ? cluster_in(text) : subject.cluster;
    if (text.find(":task/") != std::string::npos || is_task_id(text)) {
        return std::vector<std::string>{text};
    }
    std::vector<std::string> tasks;
    if (auto listed = list(cluster, arn ? last_part(text) : text, tasks); !listed) {
        if (listed.error().code != "ServiceNotFoundException") return listed.error();
        return not_found(
            "there is no service '" + text + "' in cluster '" + cluster +
            "', and no task has such an id"
        );
    }
    return tasks;
}

Result<const LogFinder::Definition*> LogFinder::definition(const std::string& arn) {
    const auto known = definitions_.find(arn);
    if (known != definitions_.end()) return &known->second;
    api::ecs::DescribeTaskDefinitionRequest request;
    request.task_definition = arn;
    const auto answer = api_.call<api::ecs::DescribeTaskDefinitionResponse>(
        "ecs", "DescribeTaskDefinition", request
    );
    if (!answer) return answer.error();
    Definition& logs = definitions_[arn];
    if (!answer->task_definition || !answer->task_definition->container_definitions) return &logs;
    for (const auto& container : *answer->task_definition->container_definitions) {
        Log& log = logs[container.name.value_or("")];
        if (!container.log_configuration) continue;
        if (const auto driver = container.log_configuration->log_driver) {
            log.driver = reflect::to_text(*driver);
        }
        if (container.log_configuration->options)
            log.options = *container.log_configuration->options;
    }
    return &logs;
}

/// Sorts a task's containers into those that write to CloudWatch Logs and others.
Result<void> LogFinder::add_task(
    const api::ecs::Task& task, const std::string& only, LogSources& found
) {
    const std::string arn = task.task_arn.value_or("");
    const std::string id = last_part(arn);
    found.tasks.push_back(arn);
    const auto logs = definition(task.task_definition_arn.value_or(""));
    if (!logs) return logs.error();
    if (!task.containers) return {};
    for (const auto& container : *task.containers) {
        const std::string name = container.name.value_or("");
        const auto its = (*logs)->find(name);
        if (its == (*logs)->end() || (!only.empty() && only != name)) continue;
        const Log& log = its->second;
        const std::string label = id.substr(0, kShortId) + "/" + name;
        const std::string runtime_id = container.runtime_id.value_or("");
        if (log.driver != "awslogs") {
            found.others.push_back(
                {label, log.driver, runtime_id, arn, name, container.last_status == "STOPPED"}
            );
            continue;
        }
        const std::string prefix = option(log.options, "awslogs-stream-prefix");
        const std::string stream =
            prefix.empty() ? runtime_id : fmt::format("{}/{}/{}", prefix, name, id);
        if (stream.empty()) continue;  // it was not made yet
        found.sources.push_back(
            {option(log.options, "awslogs-region"),
             option(log.options, "awslogs-group"),
             stream,
             label}
        );
    }
    return {};
}

Result<LogSources> LogFinder::find(const LogSubject& subject) {
    LogSources found;
    std::string cluster;
    auto tasks = tasks_of(subject, cluster);
    if (!tasks) return tasks.error();
    for (std::size_t at = 0; at < tasks->size(); at += kTasksAtOnce) {
        api::ecs::DescribeTasksRequest request;
        request.cluster = cluster;
        const auto first = tasks->begin() + static_cast<std::ptrdiff_t>(at);
        const auto left = static_cast<std::size_t>(tasks->end() - first);
        request.tasks.emplace(
            first, first + static_cast<std::ptrdiff_t>(std::min(kTasksAtOnce, left))
        );
        const auto page =
            api_.call<api::ecs::DescribeTasksResponse>("ecs", "DescribeTasks", request);
        if (!page) return page.error();
        if (!page->tasks) continue;
        for (const auto& task : *page->tasks) {
            if (auto added = add_task(task, subject.container, found); !added) return added.error();
        }
    }
    if (found.tasks.empty() && tasks->size() == 1) {
        return not_found("there is no task '" + subject.text + "' in cluster '" + cluster + "'");
    }
    return found;
}

}  // namespace gantry::cmd
