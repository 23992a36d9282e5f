#include "services/ecs/pages/logs_page.h"

#include "service/page_answer.h"
#include "service/query_string.h"
#include "services/ecs/pages/row_of_arn.h"
#include "services/ecs/pages/task_logs.h"

namespace gantry::ecs {
namespace {

using service::failure_page;

TaskLogs logs_of(const Tables& tables, const TaskRow& task) {
    TaskLogs logs{.stopped = task.stopped(), .containers = {}};
    for (const TaskContainer& container : task.containers) {
        ContainerLog& log = logs.containers.emplace_back(container.name, container.runtime_id);
        const auto tail = tables.log_tails.find(task.key() + "/" + container.name);
        if (tail) log.lines = tail->lines;
    }
    return logs;
}

}  // namespace

net::HttpResponse logs_page(const Tables& tables, const std::string& target) {
    auto query = service::parse_query(target);
    const auto text = service::wants_text(query["format"]);
    if (!text) return failure_page(text.error());
    const auto address = row_of_arn(query["task"]);
    if (!address || address->table != tables.tasks.name()) {
        return failure_page(invalid_argument(
            "logs takes the ARN of a task (ecs list-tasks shows them), but was '" + query["task"] +
            "'."
        ));
    }
    const auto task = tables.tasks.find(address->key);
    if (!task)
        return failure_page(not_found("No such task, or it was forgotten after its retention."));
    TaskLogs logs = logs_of(tables, *task);
    if (!query["container"].empty()) {
        if (auto known = logs.keep_only(query["container"]); !known) {
            return failure_page(known.error());
        }
    }
    return *text ? service::text_page(logs.text()) : service::json_page(200, logs.json());
}

}  // namespace gantry::ecs
