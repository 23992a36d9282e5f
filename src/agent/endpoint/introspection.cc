#include "agent/endpoint/introspection.h"

#include <optional>

#include "agent/endpoint/query.h"
#include "base/reflect.h"
#include "wire/json_codec.h"

namespace gantry::agent::endpoint {
namespace {

using reflect::field;

struct AgentDocument {
    std::string cluster;
    std::optional<std::string> instance_arn;
    std::string version;

    static const reflect::TypeInfo& type_info() {
        using T = AgentDocument;
        static const reflect::TypeInfo info = reflect::structure<T>(
            "Metadata",
            {
                field<&T::cluster>("Cluster"),
                field<&T::instance_arn>("ContainerInstanceArn"),
                field<&T::version>("Version"),
            }
        );
        return info;
    }
};

struct TasksDocument {
    std::vector<reflect::RawJson> tasks;

    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info =
            reflect::structure<TasksDocument>("Tasks", {field<&TasksDocument::tasks>("Tasks")});
        return info;
    }
};

}  // namespace

std::variant<OperatorsAsk, Answer> read_operators_ask(
    std::string_view method, std::string_view target
) {
    if (method != "GET" && method != "HEAD") {
        Answer answer = text_answer(405, "method not allowed");
        answer.allow = "GET, HEAD";
        return answer;
    }
    const std::size_t mark = std::min(target.find('?'), target.size());
    const std::string_view path = target.substr(0, mark);
    const std::string_view query = target.substr(std::min(mark + 1, target.size()));
    if (path == "/v1/metadata") return OperatorsAsk{};
    if (path == "/v1/tasks") {
        return OperatorsAsk{
            .tasks = true,
            .task = query_value(query, "taskarn"),
            .container = query_value(query, "dockerid"),
        };
    }
    if (path == "/license") {
        return Answer{
            .status = 200,
            .body =
                "Gantry is licensed under the Apache License, Version 2.0: "
                "https://www.apache.org/licenses/LICENSE-2.0\n",
            .content_type = "text/plain; charset=utf-8",
        };
    }
    if (path == "/") {
        return Answer{
            .status = 200,
            .body = R"({"AvailableCommands":["/v1/metadata","/v1/tasks","/license"]})",
        };
    }
    return text_answer(404, "404 page not found");
}

Answer operators_answer(const OperatorsAsk& ask, const std::vector<Answerer::About>& about) {
    if (!ask.tasks) {
        if (about.empty()) return text_answer(503, "no agent has begun yet");
        AgentDocument agent{about.front().cluster, {}, about.front().version};
        if (!about.front().instance_arn.empty()) agent.instance_arn = about.front().instance_arn;
        return {.status = 200, .body = wire::encode_json(agent)};
    }
    TasksDocument all;
    for (const auto& agent : about) {
        for (const std::string& task : agent.tasks) all.tasks.push_back({task});
    }
    const bool one = !ask.task.empty() || !ask.container.empty();
    if (one && all.tasks.empty()) return text_answer(404, "no such task");
    if (one) return {.status = 200, .body = all.tasks.front().text};
    return {.status = 200, .body = wire::encode_json(all)};
}

}  // namespace gantry::agent::endpoint
