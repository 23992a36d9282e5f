#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "api/ecs/describe_task_definition_request.h"
#include "api/ecs/describe_task_definition_response.h"
#include "api/ecs/describe_tasks_request.h"
#include "api/ecs/describe_tasks_response.h"
#include "api/ecs/list_tasks_request.h"
#include "api/ecs/list_tasks_response.h"
#include "api/logs/filter_log_events_request.h"
#include "api/logs/filter_log_events_response.h"
#include "cmd/aws_calls.h"

namespace gantry::cmd {

/// The little of ECS and CloudWatch Logs that `gantry logs` calls, in memory.
class FakeAws final : public AwsCalls {
  public:
    struct Event {
        std::int64_t time_ms;
        std::string id;
        std::string stream;
        std::string text;
        friend auto operator<=>(const Event&, const Event&) = default;
    };

    /// @param containers as JSON: [{"name":"app","logConfiguration":…}]
    void define(const std::string& arn, const std::string& containers) {
        definitions_[arn] = R"({"taskDefinition":{"containerDefinitions":)" + containers + "}}";
    }
    static std::string awslogs(const std::string& name, const std::string& prefix = "p") {
        return R"({"name":")" + name +
               R"(","logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"g",)"
               R"("awslogs-region":"eu-west-1","awslogs-stream-prefix":")" +
               prefix + R"("}}})";
    }
    static std::string id_of(char digit) { return std::string(32, digit); }
    static std::string arn_of(char digit) {
        return "arn:aws:ecs:eu-central-1:000000000000:task/c/" + id_of(digit);
    }

    /// A task of service web, called by one digit.
    api::ecs::Task& start(
        char digit, const std::string& definition, const std::vector<std::string>& containers
    ) {
        auto& task = tasks[arn_of(digit)];
        task.task_arn = arn_of(digit);
        task.task_definition_arn = definition;
        task.last_status = "RUNNING";
        for (const std::string& name : containers) {
            auto& container = task.containers ? task.containers->emplace_back()
                                              : task.containers.emplace().emplace_back();
            container.name = name;
            container.runtime_id = "run-" + std::string(1, digit) + "-" + name;
            container.last_status = "RUNNING";
        }
        return task;
    }
    void stop(char digit) {
        auto& task = tasks.at(arn_of(digit));
        task.last_status = "STOPPED";
        for (auto& container : *task.containers) container.last_status = "STOPPED";
    }
    void put(const std::string& stream, std::int64_t time_ms, const std::string& text) {
        streams.insert(stream);
        events.push_back({time_ms, std::to_string(events.size()), stream, text});
    }

    Result<std::string> call_json(
        const std::string&,
        const std::string& operation,
        std::string body,
        const std::string& region = {}
    ) override {
        ++calls[operation];
        regions[operation].insert(region);
        if (fail_with) return *fail_with;
        if (operation == "ListTasks") return list(body);
        if (operation == "DescribeTasks") return describe(body);
        if (operation == "DescribeTaskDefinition") return describe_definition(body);
        if (operation == "FilterLogEvents") return filter(body);
        return invalid_argument("what is " + operation);
    }

    std::set<std::string> services{"web"};
    std::map<std::string, api::ecs::Task> tasks;  ///< by ARN
    std::set<std::string> swept;                  ///< listed, and forgotten right then
    std::set<std::string> streams;
    std::vector<Event> events;
    std::size_t page_size = 3;
    std::optional<Error> fail_with;
    std::map<std::string, int> calls;                      ///< by operation
    std::map<std::string, std::set<std::string>> regions;  ///< that it was called in

  private:
    Result<std::string> list(const std::string& body) {
        const auto request = wire::decode_json<api::ecs::ListTasksRequest>(body);
        if (!services.contains(*request->service_name)) {
            return Error{ErrorKind::NotFound, "ServiceNotFoundException", "Service not found.", {}};
        }
        api::ecs::ListTasksResponse answer;
        answer.task_arns.emplace();
        const bool wants_stopped = request->desired_status == api::ecs::DesiredStatus::Stopped;
        for (const auto& [arn, task] : tasks) {
            if ((task.last_status == "STOPPED") == wants_stopped) answer.task_arns->push_back(arn);
        }
        return wire::encode_json(answer);
    }
    Result<std::string> describe(const std::string& body) {
        const auto request = wire::decode_json<api::ecs::DescribeTasksRequest>(body);
        api::ecs::DescribeTasksResponse answer;
        answer.tasks.emplace();
        for (const std::string& name : request->tasks.value()) {
            for (const auto& [arn, task] : tasks) {
                if (arn.ends_with(name) && !swept.contains(arn)) answer.tasks->push_back(task);
            }
        }
        return wire::encode_json(answer);
    }
    Result<std::string> describe_definition(const std::string& body) {
        const auto request = wire::decode_json<api::ecs::DescribeTaskDefinitionRequest>(body);
        const auto found = definitions_.find(*request->task_definition);
        if (found != definitions_.end()) return found->second;
        return Error{
            ErrorKind::InvalidArgument,
            "ClientException",
            "Unable to describe task definition.",
            {},
        };
    }
    Result<std::string> filter(const std::string& body) {
        const auto request = wire::decode_json<api::logs::FilterLogEventsRequest>(body);
        std::vector<Event> found;
        for (const std::string& stream : *request->log_stream_names) {
            if (!streams.contains(stream)) {
                return Error{
                    ErrorKind::InvalidArgument,
                    "ResourceNotFoundException",
                    "The specified log stream does not exist.",
                    {},
                };
            }
            for (const Event& event : events) {
                if (event.stream == stream && event.time_ms >= *request->start_time) {
                    found.push_back(event);
                }
            }
        }
        std::ranges::sort(found);
        api::logs::FilterLogEventsResponse answer;
        answer.events.emplace();
        const std::size_t from = request->next_token ? std::stoul(*request->next_token) : 0;
        const std::size_t end = std::min(found.size(), from + page_size);
        for (std::size_t i = from; i < end; ++i) {
            auto& event = answer.events->emplace_back();
            event.log_stream_name = found[i].stream;
            event.timestamp = found[i].time_ms;
            event.event_id = found[i].id;
            event.message = found[i].text;
        }
        if (end < found.size()) answer.next_token = std::to_string(end);
        return wire::encode_json(answer);
    }

    std::map<std::string, std::string> definitions_;
};

}  // namespace gantry::cmd
