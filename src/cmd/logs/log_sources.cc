#include "cmd/logs/log_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "api/ecs/describe_task_definition_request.h"
#include "api/ecs/describe_task_definition_response.h"
#include "api/ecs/describe_tasks_request.h"
#include "api/ecs/describe_tasks_response.h"
#include "api/ecs/list_tasks_request.h"
#include "api/ecs/list_tasks_response.h"
#include "aws/arn.h"

namespace gantry::cmd {

namespace {

constexpr std::size_t kTasksAtOnce = 100;  ///< of DescribeTasks
constexpr std::size_t kShortId = 8;
constexpr const char* kStopped = "STOPPED";

std::string last_part(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

std::string option(const std::map<std::string, std::string>& options, const char* name) {
    const auto found = options.find(name);
    return found == options.end() ? std::string() : found->second;
}

/// As the agent names it: without a prefix by the container's id.
std::string stream_name(
    const std::map<std::string, std::string>& options,
    const std::string& container,
    const std::string& task_id,
    const std::string& runtime_id
) {
    const std::string prefix = option(options, "awslogs-stream-prefix");
    return prefix.empty() ? runtime_id : fmt::format("{}/{}/{}", prefix, container, task_id);
}

std::string where(const std::string& cluster) {
    return cluster.empty() ? "in the default cluster" : "in cluster '" + cluster + "'";
}

}  // namespace

bool may_pass(const Error& why) {
    return why.kind == ErrorKind::Unavailable || why.kind == ErrorKind::Throttled ||
           why.kind == ErrorKind::Internal;
}

Result<std::vector<std::string>> LogFinder::tasks_of(const TaskSubject& target) {
    std::vector<std::string> tasks;
    if (!target.task.empty()) tasks.push_back(target.task);
    if (target.service.empty()) return tasks;
    for (const auto status : {api::ecs::DesiredStatus::Running, api::ecs::DesiredStatus::Stopped}) {
        api::ecs::ListTasksRequest request;
        if (!target.cluster.empty()) request.cluster = target.cluster;
        request.service_name = target.service;
        request.desired_status = status;
        do {
            const auto page =
                api_.call<api::ecs::ListTasksResponse>("ecs", "ListTasks", request, target.region);
            if (!page && page.error().code == "ServiceNotFoundException") {
                return no_such_subject(target);
            }
            if (!page) return page.error();
            if (page->task_arns) {
                tasks.insert(tasks.end(), page->task_arns->begin(), page->task_arns->end());
            }
            request.next_token = page->next_token;
        } while (request.next_token);
    }
    return tasks;
}

/// Errors: those that may pass. What else is wrong with it is remembered.
Result<const LogFinder::Definition*> LogFinder::definition(
    const std::string& arn, const std::string& region
) {
    const auto known = definitions_.find(arn);
    if (known != definitions_.end()) return &known->second;
    api::ecs::DescribeTaskDefinitionRequest request;
    request.task_definition = arn;
    const auto answer = api_.call<api::ecs::DescribeTaskDefinitionResponse>(
        "ecs", "DescribeTaskDefinition", request, region
    );
    if (!answer && may_pass(answer.error())) return answer.error();
    Definition& definition = definitions_[arn];
    if (!answer) {
        definition.why_not = answer.error().message;
        return &definition;
    }
    if (!answer->task_definition || !answer->task_definition->container_definitions) {
        return &definition;
    }
    for (const auto& container : *answer->task_definition->container_definitions) {
        Log& log = definition.logs[container.name.value_or("")];
        if (!container.log_configuration) continue;
        if (const auto driver = container.log_configuration->log_driver) {
            log.driver = reflect::to_text(*driver);
        }
        if (container.log_configuration->options) {
            log.options = *container.log_configuration->options;
        }
    }
    return &definition;
}

/// Sorts a task's containers into those that write to CloudWatch Logs and others.
Result<void> LogFinder::add_task(
    const api::ecs::Task& task, const std::string& only, LogSources& found
) {
    if (!task.containers) return {};
    const std::string arn = task.task_arn.value_or("");
    const std::string id = last_part(arn);
    const std::string definition_arn = task.task_definition_arn.value_or("");
    const auto its = definition(definition_arn, found.region);
    if (!its) return its.error();
    if (!(*its)->why_not.empty()) found.undescribed[definition_arn] = (*its)->why_not;
    for (const auto& container : *task.containers) {
        const std::string name = container.name.value_or("");
        found.containers.insert(name);
        const auto log = (*its)->logs.find(name);
        if (log == (*its)->logs.end() || (!only.empty() && only != name)) continue;
        const auto& [driver, options] = log->second;
        const std::string label = id.substr(0, kShortId) + "/" + name;
        const std::string runtime_id = container.runtime_id.value_or("");
        const bool stopped = container.last_status == kStopped || task.last_status == kStopped;
        if (driver != "awslogs") {
            found.others.push_back({label, driver, runtime_id, arn, name, stopped});
            continue;
        }
        const std::string region = option(options, "awslogs-region");
        const std::string stream = stream_name(options, name, id, runtime_id);
        if (stream.empty()) continue;  // it was not made yet
        found.sources.push_back(
            {region.empty() ? found.region : region,
             option(options, "awslogs-group"),
             stream,
             label,
             stopped}
        );
    }
    return {};
}

Result<void> LogFinder::describe(
    const TaskSubject& target,
    const std::vector<std::string>& tasks,
    const std::string& only,
    LogSources& found
) {
    for (std::size_t at = 0; at < tasks.size(); at += kTasksAtOnce) {
        api::ecs::DescribeTasksRequest request;
        if (!target.cluster.empty()) request.cluster = target.cluster;
        const auto first = tasks.begin() + static_cast<std::ptrdiff_t>(at);
        const std::size_t count = std::min(kTasksAtOnce, tasks.size() - at);
        request.tasks.emplace(first, first + static_cast<std::ptrdiff_t>(count));
        const auto page = api_.call<api::ecs::DescribeTasksResponse>(
            "ecs", "DescribeTasks", request, target.region
        );
        if (!page) return page.error();
        if (!page->tasks) continue;
        for (const auto& task : *page->tasks) {
            found.tasks.push_back(task.task_arn.value_or(""));
            found.has_ended = found.one_task && task.last_status == kStopped;
            if (auto added = add_task(task, only, found); !added) return added;
        }
    }
    return {};
}

Result<LogSources> LogFinder::find(const LogSubject& subject) {
    const auto target = read_task_subject(subject.text, subject.cluster);
    if (!target) return target.error();
    const auto tasks = tasks_of(*target);
    if (!tasks) return tasks.error();
    LogSources found;
    found.region = target->region;
    found.one_task = !target->task.empty();
    if (auto described = describe(*target, *tasks, subject.container, found); !described) {
        return described.error();
    }
    // A service's tasks may be forgotten between two calls; one that was asked for is missed.
    if (found.one_task && found.tasks.empty()) {
        return not_found("there is no task '" + subject.text + "' " + where(target->cluster));
    }
    return found;
}

}  // namespace gantry::cmd
