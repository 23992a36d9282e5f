#include "sim/workload/task_writers.h"

#include <fmt/format.h>

#include "api/ecs/run_task_response.h"
#include "api/logs/get_log_events_response.h"
#include "sim/checkers/container_checker.h"
#include "sim/workload/tries.h"
#include "wire/json_codec.h"

namespace gantry::sim {

namespace {

constexpr std::size_t kTasksMost = 4;
constexpr double kWrites = 0.6;  ///< of each second
constexpr std::uint64_t kLinesMost = 4;
constexpr const char* kGroup = "writers";

constexpr const char* kMakeWriters =
    R"({"RoleName":"writers","AssumeRolePolicyDocument":"{\"Version\":\"2012-10-17\",)"
    R"(\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":)"
    R"({\"Service\":\"ecs-tasks.amazonaws.com\"}}}"})";
constexpr const char* kAllowWriters =
    R"({"RoleName":"writers","PolicyName":"write","PolicyDocument":"{\"Version\":\"2012-10-17\",)"
    R"(\"Statement\":{\"Effect\":\"Allow\",\"Action\":[\"logs:CreateLogStream\",)"
    R"(\"logs:PutLogEvents\"],\"Resource\":\"*\"}}"})";

/// "talk" and "talk-role": one that runs until it is stopped, and one that ends by itself.
std::string definition_of(bool with_role) {
    return fmt::format(
        R"({{"family":"{}"{},"containerDefinitions":[{{"name":"main","image":"{}","memory":16,)"
        R"("logConfiguration":{{"logDriver":"awslogs","options":{{"awslogs-group":"{}",)"
        R"("awslogs-region":"us-east-1","awslogs-stream-prefix":"w","mode":"blocking"}}}}}}]}})",
        with_role ? "talk-role" : "talk",
        with_role ? R"(,"executionRoleArn":"arn:aws:iam::000000000000:role/writers")" : "",
        with_role ? "sim/steady:run-40s" : "sim/steady",
        kGroup
    );
}

bool is_there_already(const Result<std::string>& answer) {
    return !answer && answer.error().code.find("AlreadyExists") != std::string::npos;
}

bool is_writer(const runtime::FakeContainer& container) {
    const auto& labels = container.status.labels;
    const auto family = labels.find("com.amazonaws.ecs.task-definition-family");
    return family != labels.end() && family->second.starts_with("talk");
}

}  // namespace

void TaskWriters::act() {
    if (!has_group_) return make_group();
    if (!has_role_) return make_role();
    if (!role_may_) return allow_role();
    if (definitions_.size() < 2) return register_definition(!definitions_.empty());
    if (running_.size() >= kTasksMost || (!running_.empty() && random().chance(0.1))) {
        return stop_task();
    }
    if (random().chance(0.3)) run_task();
}

void TaskWriters::make_group() {
    ask(as_root("logs", "CreateLogGroup", fmt::format(R"({{"logGroupName":"{}"}})", kGroup)),
        kChangeTries,
        [this](const Result<std::string>& answer) {
            has_group_ = answer || is_there_already(answer);
        });
}

void TaskWriters::make_role() {
    ask(as_root("iam", "CreateRole", kMakeWriters),
        kChangeTries,
        [this](const Result<std::string>& answer) {
            has_role_ = answer || is_there_already(answer);
        });
}

void TaskWriters::allow_role() {
    ask(as_root("iam", "PutRolePolicy", kAllowWriters),
        kChangeTries,
        [this](const Result<std::string>& answer) { role_may_ = static_cast<bool>(answer); });
}

void TaskWriters::register_definition(bool with_role) {
    ask(as_root("ecs", "RegisterTaskDefinition", definition_of(with_role)),
        kChangeTries,
        [this, with_role](const Result<std::string>& answer) {
            if (answer) definitions_.emplace_back(with_role ? "talk-role" : "talk");
        });
}

void TaskWriters::run_task() {
    const std::string& family = definitions_[random().below(definitions_.size())];
    ask(as_root(
            "ecs",
            "RunTask",
            fmt::format(R"({{"taskDefinition":"{}","clientToken":"talk-{}"}})", family, ++runs_)
        ),
        kChangeTries,
        [this](const Result<std::string>& answer) {
            if (!answer) return;
            const auto response = wire::decode_json<api::ecs::RunTaskResponse>(*answer);
            if (!response || !response->tasks) return;
            for (const auto& task : *response->tasks) running_.push_back(*task.task_arn);
        });
}

void TaskWriters::stop_task() {
    const std::size_t which = random().below(running_.size());
    const std::string arn = running_[which];
    running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(which));
    ask(as_root("ecs", "StopTask", fmt::format(R"({{"task":"{}"}})", arn)),
        kChangeTries,
        [](const Result<std::string>&) {});
}

void TaskWriters::write(runtime::FakeMachine& machine) {
    if (!writing_) return;
    for (const runtime::FakeContainer* container : machine.running()) {
        if (!is_writer(*container) || container_name_of(*container) != "main") continue;
        if (!random().chance(kWrites)) continue;
        std::size_t& lines = written_[task_arn_of(*container)];
        const std::string id = container->status.id;
        for (std::uint64_t i = 0; i <= random().below(kLinesMost); ++i) {
            if (machine.write_log(id, std::to_string(lines + 1))) ++lines;
        }
    }
}

void TaskWriters::read_everything() {
    writing_ = false;
    expect_answers();
    for (const auto& written : written_) {
        queue([this, task = written.first] { read(task); });
    }
    schedule_next();
}

void TaskWriters::read(const std::string& task) {
    ask(as_root(
            "logs",
            "GetLogEvents",
            fmt::format(
                R"({{"logGroupName":"{}","logStreamName":"w/main/{}","startFromHead":true}})",
                kGroup,
                task.substr(task.rfind('/') + 1)
            )
        ),
        kReadTries,
        [this, task](const Result<std::string>& answer) { judge(task, answer); });
}

/// The first of each line follows the first of the one before it.
void TaskWriters::judge(const std::string& task, const Result<std::string>& answer) {
    const std::size_t all = written_.at(task);
    if (!answer) {
        return wrong(
            fmt::format("{} lines of task {} cannot be read: {}", all, task, answer.error().message)
        );
    }
    const auto response = wire::decode_json<api::logs::GetLogEventsResponse>(*answer);
    std::size_t seen = 0;
    if (response && response->events) {
        for (const auto& event : *response->events) {
            if (event.message == std::to_string(seen + 1)) ++seen;
        }
    }
    if (seen == all) return;
    wrong(fmt::format(
        "after line {} of {} of task {} the next one is lost, or not in order", seen, all, task
    ));
}

}  // namespace gantry::sim
