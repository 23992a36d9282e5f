#include "sim/workload.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/ecs/list_services_response.h"
#include "api/ecs/list_tasks_response.h"
#include "api/ecs/register_task_definition_response.h"
#include "api/ecs/run_task_response.h"
#include "wire/json_codec.h"

namespace gantry::sim {

Workload::Workload(ManualLoop& world, Network& network, Random random, WorkloadOptions options)
    : world_(world), network_(network), random_(random), options_(options) {
    caller_.scope = {control::kDefaultAccount, control::kDefaultRegion};
    caller_.principal = "arn:aws:iam::000000000000:root";
}

void Workload::start() {
    schedule_next();
}

void Workload::schedule_next() {
    if (stopped_) return;
    if (settling_) return settle_next();
    const Duration pause{random_.between(options_.pause_min.count(), options_.pause_max.count())};
    world_.call_after(pause, [this] {
        if (!stopped_ && !settling_) act();
    });
}

void Workload::settle() {
    settling_ = true;
    to_settle_.push_back([this] {
        call(
            "RegisterTaskDefinition",
            R"({"family":"calm","containerDefinitions":[{"name":"main","image":"sim/steady","cpu":16,"memory":16}]})",
            [](const std::string&) {}
        );
    });
    // What there is, not what the client remembers: answers were lost.
    to_settle_.push_back([this] {
        call("ListServices", R"({"maxResults":100})", [this](const std::string& answer) {
            const auto response = wire::decode_json<api::ecs::ListServicesResponse>(answer);
            for (const std::string& arn : *response->service_arns) settle_service(arn);
        });
    });
    to_settle_.push_back([this] {
        call("ListTasks", R"({"maxResults":100})", [this](const std::string& answer) {
            const auto response = wire::decode_json<api::ecs::ListTasksResponse>(answer);
            for (const std::string& arn : *response->task_arns) settle_task(arn);
        });
    });
    if (!busy_) settle_next();
}

void Workload::settle_service(const std::string& arn) {
    to_settle_.push_back([this, arn] {
        call(
            "UpdateService",
            fmt::format(R"({{"service":"{}","taskDefinition":"calm"}})", arn),
            [](const std::string&) {}
        );
    });
}

/// Standalone tasks make room; a service's are replaced.
void Workload::settle_task(const std::string& arn) {
    to_settle_.push_back([this, arn] {
        call("StopTask", fmt::format(R"({{"task":"{}"}})", arn), [this, arn](const std::string&) {
            acknowledged_.stopped_tasks.insert(arn);
        });
    });
}

void Workload::settle_next() {
    if (to_settle_.empty()) return;
    const auto next = to_settle_.front();
    to_settle_.erase(to_settle_.begin());
    next();
}

void Workload::act() {
    if (task_definitions_.empty()) return register_task_definition();
    switch (random_.below(10)) {
        case 0: return register_task_definition();
        case 1:
        case 2: return create_service();
        case 3:
        case 4:
        case 5: return update_service();
        case 6: return delete_service();
        case 7:
        case 8: return run_task();
        default: return stop_task();
    }
}

void Workload::call(
    const std::string& operation,
    std::string body,
    std::function<void(const std::string&)> succeeded,
    std::function<void()> refused
) {
    busy_ = true;
    ++calls_;
    network_.call(
        "client",
        caller_,
        operation,
        std::move(body),
        [this,
         succeeded = std::move(succeeded),
         refused = std::move(refused)](const Result<std::string>& answer) {
            busy_ = false;
            if (answer) {
                succeeded(*answer);
            } else if (refused && answer.error().kind != ErrorKind::Unavailable &&
                       answer.error().kind != ErrorKind::Internal) {
                refused();
            }
            schedule_next();
        }
    );
}

std::string Workload::some_task_definition() {
    return task_definitions_[random_.below(task_definitions_.size())];
}

void Workload::register_task_definition() {
    // The image names what its containers do; see the simulated runtime's behaviours.
    static constexpr const char* kImages[] = {
        "steady", "steady", "steady", "crashing", "slow", "short"
    };
    const std::string image = kImages[random_.below(std::size(kImages))];
    const std::string port =
        random_.chance(0.2) ? R"(,"portMappings":[{"containerPort":80,"hostPort":8080}])" : "";
    const std::string sidecar =
        random_.chance(0.3)
            ? R"(,{"name":"side","image":"sim/steady","memory":32,"essential":false,"dependsOn":[{"containerName":"main","condition":"START"}]})"
            : "";
    call(
        "RegisterTaskDefinition",
        fmt::format(
            R"({{"family":"f{}","containerDefinitions":[{{"name":"main","image":"sim/{}","cpu":{},"memory":{}{}}}{}]}})",
            random_.below(4),
            image,
            64 * (1 + random_.below(4)),
            64 * (1 + random_.below(6)),
            port,
            sidecar
        ),
        [this](const std::string& answer) {
            const auto response =
                wire::decode_json<api::ecs::RegisterTaskDefinitionResponse>(answer);
            const std::string arn = *response->task_definition->task_definition_arn;
            task_definitions_.push_back(arn);
            acknowledged_.task_definitions.insert(arn);
        }
    );
}

void Workload::create_service() {
    if (static_cast<int>(service_names_.size()) >= options_.services_max) return update_service();
    const std::string name = fmt::format("s{}", next_name_++);
    const auto desired = static_cast<std::int64_t>(
        random_.below(static_cast<std::uint64_t>(options_.desired_max) + 1)
    );
    const bool daemon = random_.chance(0.15);
    const std::string body =
        daemon
            ? fmt::format(
                  R"({{"serviceName":"{}","taskDefinition":"{}","schedulingStrategy":"DAEMON"}})",
                  name,
                  some_task_definition()
              )
            : fmt::format(
                  R"({{"serviceName":"{}","taskDefinition":"{}","desiredCount":{}}})",
                  name,
                  some_task_definition(),
                  desired
              );
    call("CreateService", body, [this, name, desired, daemon](const std::string&) {
        service_names_.push_back(name);
        acknowledged_.services[name] = desired;
        if (daemon) acknowledged_.uncertain.insert(name);
    });
}

void Workload::update_service() {
    if (service_names_.empty()) return create_service();
    const std::string name = service_names_[random_.below(service_names_.size())];
    if (acknowledged_.uncertain.contains(name) || random_.chance(0.4)) {
        return call(
            "UpdateService",
            fmt::format(
                R"({{"service":"{}","taskDefinition":"{}"}})", name, some_task_definition()
            ),
            [](const std::string&) {}
        );
    }
    const auto desired = static_cast<std::int64_t>(
        random_.below(static_cast<std::uint64_t>(options_.desired_max) + 1)
    );
    // Until the answer is there, either count may be the true one.
    acknowledged_.uncertain.insert(name);
    call(
        "UpdateService",
        fmt::format(R"({{"service":"{}","desiredCount":{}}})", name, desired),
        [this, name, desired](const std::string&) {
            acknowledged_.services[name] = desired;
            acknowledged_.uncertain.erase(name);
        },
        [this, name] { acknowledged_.uncertain.erase(name); }
    );
}

void Workload::delete_service() {
    if (service_names_.size() < 2) return create_service();
    const std::size_t which = random_.below(service_names_.size());
    const std::string name = service_names_[which];
    service_names_.erase(service_names_.begin() + static_cast<std::ptrdiff_t>(which));
    // From here on it may or may not be there, and later is forgotten.
    acknowledged_.services.erase(name);
    call(
        "DeleteService",
        fmt::format(R"({{"service":"{}","force":true}})", name),
        [](const std::string&) {}
    );
}

void Workload::run_task() {
    call(
        "RunTask",
        fmt::format(
            R"({{"taskDefinition":"{}","count":{},"clientToken":"t{}"}})",
            some_task_definition(),
            1 + random_.below(4),
            next_name_++
        ),
        [this](const std::string& answer) {
            const auto response = wire::decode_json<api::ecs::RunTaskResponse>(answer);
            if (!response->tasks) return;
            for (const auto& task : *response->tasks) {
                acknowledged_.tasks.insert(*task.task_arn);
                running_tasks_.push_back(*task.task_arn);
            }
        }
    );
}

void Workload::stop_task() {
    if (running_tasks_.empty()) return run_task();
    const std::size_t which = random_.below(running_tasks_.size());
    const std::string arn = running_tasks_[which];
    running_tasks_.erase(running_tasks_.begin() + static_cast<std::ptrdiff_t>(which));
    call("StopTask", fmt::format(R"({{"task":"{}"}})", arn), [this, arn](const std::string&) {
        acknowledged_.stopped_tasks.insert(arn);
    });
}

}  // namespace gantry::sim
