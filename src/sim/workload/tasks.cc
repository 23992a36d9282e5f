#include <fmt/format.h>

#include "api/ecs/list_tasks_response.h"
#include "api/ecs/run_task_response.h"
#include "sim/workload/acts.h"
#include "wire/json_codec.h"

namespace gantry::sim {

namespace {

constexpr double kRegretted = 0.15;
constexpr double kOtherGpus = 0.05;

/// Some runs want GPUs whatever their definition says.
std::string overrides_of(Client& client) {
    if (!client.random().chance(kOtherGpus)) return {};
    return fmt::format(
        R"(,"overrides":{{"containerOverrides":[{{"name":"main"{}}}]}})",
        gpus_json(client.random().chance(0.5) ? "1" : "2")
    );
}

void stop(Client& client, const std::string& arn) {
    client.call(
        "StopTask",
        fmt::format(R"({{"task":"{}"}})", arn),
        [&client, arn](const std::string&) {
            client.memory().acknowledged.stopped_tasks.insert(arn);
        }
    );
}

/// Some are stopped again at once, while their agents begin with them.
void remember_tasks(Client& client, const std::string& answer) {
    const auto response = wire::decode_json<api::ecs::RunTaskResponse>(answer);
    if (!response || !response->tasks) return;
    for (const auto& task : *response->tasks) {
        const std::string arn = *task.task_arn;
        client.memory().acknowledged.tasks.insert(arn);
        if (client.random().chance(kRegretted)) {
            client.then([&client, arn] { stop(client, arn); });
        } else {
            client.running_tasks().push_back(arn);
        }
    }
}

}  // namespace

/// What was started goes with its token: however often the call is repeated, there is one set.
void run_task(Client& client) {
    const std::string run = fmt::format("run-{}", client.memory().number());
    const std::size_t count = 1 + client.random().below(4);
    client.memory().acknowledged.runs[run] = count;
    const std::string definition = some_definition(client);
    client.call_until_known(
        "RunTask",
        fmt::format(
            R"({{"taskDefinition":"{}","count":{},"clientToken":"{}","startedBy":"{}"{}{}{}}})",
            definition,
            count,
            run,
            run,
            network_for(client, definition),
            disk_for_task(client, definition),
            overrides_of(client)
        ),
        [&client](const std::string& answer) { remember_tasks(client, answer); }
    );
}

void start_task(Client& client) {
    if (client.memory().instances.empty()) return list_instances(client);
    const std::string definition = some_definition(client);
    client.call(
        "StartTask",
        fmt::format(
            R"({{"taskDefinition":"{}","containerInstances":["{}"]{}{}}})",
            definition,
            client.one_of(client.memory().instances),
            network_for(client, definition),
            disk_for_task(client, definition)
        ),
        [&client](const std::string& answer) { remember_tasks(client, answer); }
    );
}

void stop_task(Client& client) {
    auto& tasks = client.running_tasks();
    if (tasks.empty()) return run_task(client);
    const std::size_t which = client.random().below(tasks.size());
    const std::string arn = tasks[which];
    tasks.erase(tasks.begin() + static_cast<std::ptrdiff_t>(which));
    stop(client, arn);
}

/// Some tasks of a service are spared for a minute.
void protect_tasks(Client& client) {
    if (client.services().empty()) return create_service(client);
    const std::string service = client.one_of(client.services()).name;
    client.call(
        "ListTasks",
        fmt::format(R"({{"serviceName":"{}","maxResults":2}})", service),
        [&client](const std::string& answer) {
            const auto response = wire::decode_json<api::ecs::ListTasksResponse>(answer);
            if (!response || !response->task_arns) return;
            for (const std::string& arn : *response->task_arns) {
                client.then([&client, arn] {
                    client.call(
                        "UpdateTaskProtection",
                        fmt::format(
                            R"({{"cluster":"default","tasks":["{}"],"protectionEnabled":true,"expiresInMinutes":1}})",
                            arn
                        ),
                        [](const std::string&) {}
                    );
                });
            }
        }
    );
}

}  // namespace gantry::sim
