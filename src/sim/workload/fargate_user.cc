#include "sim/workload/fargate_user.h"

#include <fmt/format.h>

#include <map>

#include "api/ec2/describe_subnets_result.h"
#include "api/ecs/list_services_response.h"
#include "api/ecs/run_task_response.h"
#include "services/ecs/model/arn.h"
#include "sim/workload/tries.h"
#include "wire/json_codec.h"

namespace gantry::sim {

namespace {

constexpr std::size_t kServicesMost = 2;
constexpr std::uint64_t kDesiredMost = 3;
constexpr int kRevisionsMost = 3;
constexpr const char* kSpot = "FARGATE_SPOT";

const std::vector<Share>& some_strategy(Random& random) {
    static const std::vector<Share> kStrategies[] = {
        {},  // the launch type
        {{kSpot, 0, 1}},
        {{"FARGATE", 1, 1}, {kSpot, 0, 2}},
        {{"FARGATE", 0, 1}, {kSpot, 2, 3}},
    };
    return kStrategies[random.below(std::size(kStrategies))];
}

std::string capacity_json(const std::vector<Share>& strategy) {
    if (strategy.empty()) return R"("launchType":"FARGATE")";
    std::string items;
    for (const Share& share : strategy) {
        if (!items.empty()) items += ',';
        items += fmt::format(
            R"({{"capacityProvider":"{}","base":{},"weight":{}}})",
            share.provider,
            share.base,
            share.weight
        );
    }
    return R"("capacityProviderStrategy":[)" + items + "]";
}

constexpr const char* kDefinition =
    R"({"family":"far","networkMode":"awsvpc","cpu":"256","memory":"512",)"
    R"("requiresCompatibilities":["FARGATE"],)"
    R"("volumes":[{"name":"scratch"}],"containerDefinitions":[{"name":"main","image":"sim/steady",)"
    R"("mountPoints":[{"sourceVolume":"scratch","containerPath":"/scratch"}]}]})";
constexpr const char* kProviders =
    R"({"cluster":"default","capacityProviders":["FARGATE","FARGATE_SPOT"],)"
    R"("defaultCapacityProviderStrategy":[]})";

}  // namespace

void FargateUser::act() {
    if (subnets_.empty()) return look_for_subnets();
    if (!allowed_) return allow_providers();
    if (revision_ == 0) return register_definition();
    switch (random().below(9)) {
        case 0: return register_definition();
        case 1:
        case 2: return run_tasks();
        case 3: return stop_task();
        case 4: return create_service();
        case 5:
        case 6: return look_around();
        default: return change_service();
    }
}

void FargateUser::ask_ecs(const char* operation, std::string body, int tries, Outcome outcome) {
    ask(as_root("ecs", operation, std::move(body)),
        tries,
        [this, operation, outcome = std::move(outcome)](const Result<std::string>& answer) {
            if (answer) judge_secrecy(operation, *answer);
            outcome(answer);
        });
}

void FargateUser::look_for_subnets() {
    ask(as_root(
            "ec2", "DescribeSubnets", R"({"Filters":[{"Name":"default-for-az","Values":["true"]}]})"
        ),
        kOnce,
        [this](const Result<std::string>& answer) {
            if (!answer) return;
            const auto seen = wire::decode_json<api::ec2::DescribeSubnetsResult>(*answer);
            if (!seen || !seen->subnets) return;
            for (const auto& subnet : *seen->subnets) subnets_.push_back(*subnet.subnet_id);
        });
}

void FargateUser::allow_providers() {
    ask_ecs(
        "PutClusterCapacityProviders",
        kProviders,
        kChangeTries,
        [this](const Result<std::string>& answer) { allowed_ = static_cast<bool>(answer); }
    );
}

void FargateUser::register_definition() {
    if (revision_ >= kRevisionsMost) return run_tasks();
    ask_ecs(
        "RegisterTaskDefinition",
        kDefinition,
        kOnce,
        [this](const Result<std::string>& answer) {
            if (answer) ++revision_;
        }
    );
}

std::string FargateUser::network() const {
    std::string list;
    for (const std::string& subnet : subnets_)
        list += (list.empty() ? "\"" : ",\"") + subnet + "\"";
    return R"("networkConfiguration":{"awsvpcConfiguration":{"assignPublicIp":"ENABLED","subnets":[)" +
           list + "]}}";
}

void FargateUser::run_tasks() {
    const std::vector<Share>& strategy = some_strategy(random());
    ask_ecs(
        "RunTask",
        fmt::format(
            R"({{"taskDefinition":"far","clientToken":"far-{}","count":{},{},{}}})",
            ++runs_,
            1 + random().below(3),
            capacity_json(strategy),
            network()
        ),
        kChangeTries,
        [this, &strategy](const Result<std::string>& answer) {
            if (answer) judge_run(strategy, *answer);
        }
    );
}

void FargateUser::judge_run(const std::vector<Share>& strategy, const std::string& answer) {
    const auto response = wire::decode_json<api::ecs::RunTaskResponse>(answer);
    if (!response || !response->tasks) return;
    std::map<std::string, std::int64_t> providers;
    for (const auto& task : *response->tasks) {
        if (task.container_instance_arn || task.platform_version != "1.4.0" ||
            task.launch_type != api::ecs::LaunchType::Fargate) {
            wrong("a task of FARGATE is shown as another: " + *task.task_arn);
        }
        ++providers[task.capacity_provider_name.value_or("")];
        tasks_.push_back(*task.task_arn);
    }
    if (!strategy.empty() && !is_shared_out(strategy, providers)) {
        wrong("RunTask shares tasks out against its strategy: " + tasks_.back());
    }
}

void FargateUser::stop_task() {
    if (tasks_.empty()) return run_tasks();
    const std::size_t which = random().below(tasks_.size());
    const std::string arn = tasks_[which];
    tasks_.erase(tasks_.begin() + static_cast<std::ptrdiff_t>(which));
    ask_ecs("StopTask", fmt::format(R"({{"task":"{}"}})", arn), kChangeTries, [](const auto&) {});
}

void FargateUser::create_service() {
    if (services_.size() >= kServicesMost) return change_service();
    const std::string name = fmt::format("far{}", services_.size());
    ask_ecs(
        "CreateService",
        fmt::format(
            R"({{"serviceName":"{}","taskDefinition":"far","desiredCount":{},"clientToken":"{}",{},{}}})",
            name,
            random().below(kDesiredMost + 1),
            name,
            capacity_json(some_strategy(random())),
            network()
        ),
        kChangeTries,
        [this, name](const Result<std::string>& answer) {
            // Once it is there, another request by that token is refused.
            if (answer || answer.error().message.find("not idempotent") != std::string::npos) {
                services_.push_back(name);
            }
        }
    );
}

void FargateUser::change_service() {
    if (services_.empty()) return create_service();
    const std::string name = services_[random().below(services_.size())];
    std::string what = fmt::format(R"("desiredCount":{})", random().below(kDesiredMost + 1));
    if (random().chance(0.3)) what = R"("taskDefinition":"far")";
    const std::vector<Share>& strategy = some_strategy(random());
    if (!strategy.empty() && random().chance(0.2)) {
        what = R"("forceNewDeployment":true,)" + capacity_json(strategy);
    }
    ask_ecs(
        "UpdateService",
        fmt::format(R"({{"service":"{}",{}}})", name, what),
        kOnce,
        [](const auto&) {}
    );
}

void FargateUser::settle() {
    expect_answers();
    queue([this] {
        ask_ecs(
            "ListServices",
            R"({"launchType":"FARGATE"})",
            kReadTries,
            [this](const Result<std::string>& answer) {
                const auto response =
                    answer ? wire::decode_json<api::ecs::ListServicesResponse>(*answer)
                           : Result<api::ecs::ListServicesResponse>(answer.error());
                if (!response || !response->service_arns) return;
                for (const std::string& arn : *response->service_arns) {
                    queue([this, arn] { settle_service(arn); });
                }
            }
        );
    });
    schedule_next();
}

void FargateUser::settle_service(const std::string& arn) {
    ask_ecs(
        "UpdateService",
        fmt::format(
            R"({{"service":"{}","desiredCount":{},"forceNewDeployment":true,{}}})",
            arn,
            2 + random().below(kDesiredMost),
            capacity_json({{"FARGATE", 1, 1}, {kSpot, 0, 2}})
        ),
        kChangeTries,
        [this, arn](const Result<std::string>& answer) {
            if (!answer) wrong(arn + " cannot be settled: " + answer.error().message);
        }
    );
}

// ---- Curiosity ---------------------------------------------------------------------------------

std::string FargateUser::some_machine() {
    std::vector<std::string> ids;
    for (const auto& [key, row] : ledger_.instances()) {
        if (row->cluster == ecs::kFargatePool) ids.push_back(row->id);
    }
    return ids.empty() ? "" : ids[random().below(ids.size())];
}

void FargateUser::look_around() {
    const std::string machine = some_machine();
    switch (random().below(6)) {
        case 0: return ask_ecs("ListContainerInstances", "{}", kOnce, [](const auto&) {});
        case 1: return ask_ecs("ListClusters", "{}", kOnce, [](const auto&) {});
        case 2:
            return ask_ecs(
                "ListAttributes",
                R"({"targetType":"container-instance"})",
                kOnce,
                [](const auto&) {}
            );
        case 3:
            return ask_ecs(
                "ListContainerInstances",
                fmt::format(R"({{"cluster":"{}"}})", ecs::kFargatePool),
                kOnce,
                [this](const Result<std::string>& answer) {
                    if (answer) wrong("the machines of the pool are listed");
                }
            );
        case 4:
            if (machine.empty()) break;
            // It is told that there is none.
            return ask(
                as_root(
                    "ecs",
                    "DescribeContainerInstances",
                    fmt::format(R"({{"containerInstances":["{}"]}})", machine)
                ),
                kOnce,
                [this](const Result<std::string>& answer) {
                    if (answer && answer->find("ec2InstanceId") != std::string::npos) {
                        wrong("a machine of the pool is described");
                    }
                }
            );
        default: break;
    }
    if (tasks_.empty()) return run_tasks();
    ask_ecs(
        "DescribeTasks",
        fmt::format(R"({{"tasks":["{}"]}})", tasks_[random().below(tasks_.size())]),
        kOnce,
        [](const auto&) {}
    );
}

void FargateUser::judge_secrecy(const std::string& operation, const std::string& answer) {
    bool told = answer.find(ecs::kFargatePool) != std::string::npos;
    for (const auto& [key, row] : ledger_.instances()) {
        if (row->cluster != ecs::kFargatePool) continue;
        told = told || answer.find(row->id) != std::string::npos ||
               answer.find(row->ec2_instance_id) != std::string::npos;
    }
    if (told) wrong(operation + " tells of machines of the pool");
}

}  // namespace gantry::sim
