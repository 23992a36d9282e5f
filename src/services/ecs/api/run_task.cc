#include <fmt/format.h>

#include <algorithm>

#include "base/sabotage.h"
#include "services/ecs/api/describe_task.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/launch.h"
#include "services/ecs/api/names.h"
#include "services/ecs/api/tasks.h"
#include "services/ecs/model/reservation.h"
#include "services/ecs/placement/cluster_view.h"
#include "services/ecs/placement/failure_text.h"
#include "services/ecs/placement/request.h"
#include "services/ecs/roles/task_sessions.h"
#include "wire/json_codec.h"

namespace gantry::ecs {
namespace {

using api::ecs::LaunchType;
using api::ecs::RunTaskRequest;
using api::ecs::RunTaskResponse;

constexpr std::int32_t kMaxCount = 10;
constexpr std::size_t kMaxRunToken = 64;
constexpr std::size_t kMaxFailures = 100;

/// A client token of this call: where it is remembered and the request it stands for.
struct Token {
    std::string key;
    std::string request;
};

Result<std::optional<Token>> read_token(
    const Call& call, const ClusterRow& cluster, const RunTaskRequest& input
) {
    if (!input.client_token) return std::optional<Token>{};
    const std::string& text = *input.client_token;
    if (text.empty() || text.size() > kMaxRunToken || !is_printable(text)) {
        return invalid_parameter("clientToken must be 1 to 64 printable ASCII characters.");
    }
    RunTaskRequest request = input;
    request.client_token.reset();
    request.cluster.reset();  // the key names it, whichever way it was written
    return std::optional(Token{
        fmt::format("{}RunTask/{}/{}", call.scope.prefix(), cluster.name, text),
        wire::encode_json(request),
    });
}

/// The answer to a call whose token was seen before: the tasks of the first one as they are now,
/// and what failed then.
Result<RunTaskResponse> replay(const Call& call, const ClientTokenRow& first, const Token& token) {
    RunTaskResponse output{.tasks = {}, .failures = first.failures};
    output.tasks.emplace();
    std::vector<std::string> arns;
    for (const auto& key : first.task_keys) {
        const auto task = call.tx.get(call.tables.tasks, key);
        if (!task) continue;
        arns.push_back(task->arn());
        output.tasks->push_back(describe_task(*task, ShowTags::Yes));
    }
    if (first.request != token.request) {
        return conflict(
            "The client token was used before in a request with other parameters.", std::move(arns)
        );
    }
    return output;
}

/// The launch type the call comes down to.
/// Errors: combinations that ECS refuses, and what this version does not run.
Result<LaunchType> choose_launch_type(const ClusterRow& cluster, const RunTaskRequest& input) {
    const bool strategy =
        input.capacity_provider_strategy && !input.capacity_provider_strategy->empty();
    if (strategy && input.launch_type) {
        return invalid_parameter(
            "Specifying both a launch type and capacity provider strategy is not supported. Remove "
            "one and try again."
        );
    }
    if (strategy || (!input.launch_type && !cluster.default_strategy.empty())) {
        return unsupported_feature(
            "Gantry does not place tasks through capacity providers yet. Specify a launch type."
        );
    }
    const LaunchType chosen = input.launch_type.value_or(LaunchType::Ec2);
    if (chosen == LaunchType::ManagedInstances) {
        return invalid_parameter(
            "The launch type MANAGED_INSTANCES is only valid through a capacity provider strategy."
        );
    }
    if (chosen != LaunchType::Fargate && input.platform_version) {
        return invalid_parameter(fmt::format(
            "The platform version must be null when specifying an {} launch type.",
            reflect::to_text(chosen)
        ));
    }
    return chosen;
}

Result<std::size_t> read_count(const RunTaskRequest& input) {
    const std::int32_t count = input.count.value_or(1);
    if (count < 1 || count > kMaxCount) {
        return invalid_parameter(fmt::format("count must be between 1 and {}.", kMaxCount));
    }
    return static_cast<std::size_t>(count);
}

Result<placement::Request> placement_request(
    const Launch& launch, LaunchType launch_type, const RunTaskRequest& input
) {
    const auto& definition = launch.definition->definition;
    placement::TaskDemand demand{
        .definition = definition,
        .needs = reservation_of(definition, launch.overrides),
        .group = launch.group,
        .launch_type = launch_type,
    };
    if (input.placement_constraints) demand.constraints = *input.placement_constraints;
    if (input.placement_strategy) demand.strategies = *input.placement_strategy;
    return placement::request_for(demand);
}

/// Why the tasks that found no place found none: for each task, one failure for each instance.
std::vector<api::ecs::Failure> failures_for(
    const placement::ClusterView& view,
    const std::vector<placement::Verdict>& verdicts,
    std::size_t missing
) {
    std::vector<api::ecs::Failure> failures;
    if (missing == 0) return failures;
    const auto of_one = placement::failures_of(view, verdicts);
    for (std::size_t i = 0; i < missing && failures.size() < kMaxFailures; ++i) {
        failures.insert(failures.end(), of_one.begin(), of_one.end());
    }
    if (failures.size() > kMaxFailures) failures.resize(kMaxFailures);
    return failures;
}

/// Places `count` tasks and stages their rows, whose keys it answers in `task_keys`.
Result<RunTaskResponse> launch_tasks(
    Call& call,
    const Launch& launch,
    LaunchType launch_type,
    const RunTaskRequest& input,
    std::vector<std::string>& task_keys
) {
    const auto count = read_count(input);
    if (!count) return count.error();
    const auto request = placement_request(launch, launch_type, input);
    if (!request) return request.error();
    const std::string& cluster = launch.cluster->name;
    auto view = placement::cluster_view(call.tables, call.scope, cluster);
    const bool any_active = std::ranges::any_of(view.instances, [](const auto& instance) {
        return instance.status == InstanceStatus::Active;
    });
    if (!any_active) return invalid_parameter("No Container Instances were found in your cluster.");

    const auto placed = placement::place(view, *request, *count, call.ids.random());
    RunTaskResponse output;
    output.tasks.emplace();
    for (const std::size_t index : placed.chosen) {
        const auto instance = call.tables.container_instances.find(
            in_cluster_key(call.scope, cluster, view.instances[index].id)
        );
        TaskRow task = new_task(launch.on(*instance, launch_type), call.ids, call.now);
        output.tasks->push_back(describe_task(task, ShowTags::Yes));
        task_keys.push_back(task.key());
        call.tx.put(call.tables.tasks, task_keys.back(), std::move(task));
    }
    output.failures = failures_for(view, placed.verdicts, *count - placed.chosen.size());
    return output;
}

}  // namespace

Result<RunTaskResponse> run_task(Call& call, const RunTaskRequest& input) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    const auto token = read_token(call, **cluster, input);
    if (!token) return token.error();
    if (*token) {
        const auto first = call.tx.get(call.tables.client_tokens, (*token)->key);
        if (first) return replay(call, *first, **token);
    }
    const auto launch_type = choose_launch_type(**cluster, input);
    if (!launch_type) return launch_type.error();
    const auto launch = check_launch(call, launch_input(input));
    if (!launch) return launch.error();
    if (auto good = check_compatibility(launch->definition->definition, *launch_type); !good) {
        return good.error();
    }
    if (*launch_type == LaunchType::Fargate) {
        return unsupported_feature("Gantry does not run tasks on FARGATE yet.");
    }
    const auto roles = check_task_roles(
        call.services,
        call.scope,
        launch->cluster->name,
        launch->definition->definition,
        launch->overrides,
        call.now
    );
    if (!roles) return roles.error();
    std::vector<std::string> task_keys;
    auto output = launch_tasks(call, *launch, *launch_type, input, task_keys);
    // A call that placed nothing left nothing behind: its repeat is a new try.
    if (output && *token && !task_keys.empty() && !sabotaged(Sabotage::LoseToken)) {
        call.tx.put(
            call.tables.client_tokens,
            (*token)->key,
            ClientTokenRow{
                .account = call.scope.account,
                .region = call.scope.region,
                .request = (*token)->request,
                .task_keys = std::move(task_keys),
                .failures = *output->failures,
                .created_at = call.now,
            }
        );
    }
    return output;
}

}  // namespace gantry::ecs
