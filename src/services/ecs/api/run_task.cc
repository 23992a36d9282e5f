#include <fmt/format.h>

#include <algorithm>

#include "base/sabotage.h"
#include "services/ecs/api/capacity.h"
#include "services/ecs/api/describe_task.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/launch.h"
#include "services/ecs/api/names.h"
#include "services/ecs/api/network_checks.h"
#include "services/ecs/api/tasks.h"
#include "services/ecs/model/reservation.h"
#include "services/ecs/network/ec2_interfaces.h"
#include "services/ecs/placement/capacity_split.h"
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
        add_managed_agents(call, *task, output.tasks->back());
    }
    if (first.request != token.request) {
        return conflict(
            "The client token was used before in a request with other parameters.", std::move(arns)
        );
    }
    return output;
}

Result<std::size_t> read_count(const RunTaskRequest& input) {
    const std::int32_t count = input.count.value_or(1);
    if (count < 1 || count > kMaxCount) {
        return invalid_parameter(fmt::format("count must be between 1 and {}.", kMaxCount));
    }
    return static_cast<std::size_t>(count);
}

Result<placement::Request> placement_request(
    const Call& call,
    const Launch& launch,
    LaunchType launch_type,
    const RunTaskRequest& input,
    InterfaceSource& interfaces
) {
    const auto& definition = launch.definition->definition;
    placement::TaskDemand demand{
        .definition = definition,
        .needs = reservation_of(definition, launch.overrides),
        .group = launch.group,
        .launch_type = launch_type,
        .execute_command = launch.enable_execute_command,
        .snapshot_store = launch.volume ? launch.volume->snapshot_store : "",
    };
    if (launch.network && launch_type != LaunchType::Fargate) {
        demand.zones = interfaces.zones(call.scope, *launch.network, call.tx);
    }
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

/// Places the tasks of one call and stages their rows. Lives for that call.
class Runner {
  public:
    Runner(Call& call, const Launch& launch, const Capacity& capacity, const RunTaskRequest& input)
        : call_(call), launch_(launch), capacity_(capacity), input_(input) {}

    Result<RunTaskResponse> run() {
        const auto count = read_count(input_);
        if (!count) return count.error();
        const auto request =
            placement_request(call_, launch_, capacity_.launch_type, input_, interfaces_);
        if (!request) return request.error();
        output_.tasks.emplace();
        output_.failures.emplace();
        const bool good = capacity_.fargate() ? run_on_pool(*request, *count)
                                              : run_on_instances(*request, *count);
        if (!good) return invalid_parameter("No Container Instances were found in your cluster.");
        return std::move(output_);
    }

    /// Keys of the rows that were staged.
    std::vector<std::string> task_keys;

  private:
    /// False where there is no instance at all.
    bool run_on_instances(const placement::Request& request, std::size_t count) {
        auto view = placement::cluster_view(call_.tables, call_.scope, launch_.cluster->name);
        const bool any_active = std::ranges::any_of(view.instances, [](const auto& instance) {
            return instance.status == InstanceStatus::Active;
        });
        if (!any_active) return false;
        const auto placed = placement::place(view, request, count, call_.ids.random());
        for (std::size_t i = 0; i < placed.chosen.size(); ++i) {
            const auto instance = row_of(view, placed.chosen[i]);
            NewTask task = launch_.on(*instance, capacity_.launch_type);
            task.gpus = placed.gpus[i];
            stage(task);
        }
        const auto failures = failures_for(view, placed.verdicts, count - placed.chosen.size());
        output_.failures->insert(output_.failures->end(), failures.begin(), failures.end());
        return true;
    }

    bool run_on_pool(const placement::Request& request, std::size_t count) {
        auto pool = placement::cluster_view(call_.tables, call_.scope, kFargatePool);
        const auto placed = placement::place(pool, request, count, call_.ids.random());
        std::vector<std::string> providers(placed.chosen.size());
        if (!capacity_.strategy.empty()) {
            providers =
                placement::split_over_providers(capacity_.strategy, {}, placed.chosen.size());
        }
        for (std::size_t i = 0; i < placed.chosen.size(); ++i) {
            const auto machine = row_of(pool, placed.chosen[i]);
            stage(launch_.on_fargate(*machine, capacity_.platform_version, providers[i]));
        }
        for (std::size_t missing = placed.chosen.size(); missing < count; ++missing) {
            output_.failures->push_back(placement::capacity_failure(pool, placed.verdicts));
        }
        return true;
    }

    [[nodiscard]] core::Table<ContainerInstanceRow>::Ptr row_of(
        const placement::ClusterView& view, std::size_t index
    ) const {
        return call_.tables.container_instances.find(
            in_cluster_key(call_.scope, view.cluster, view.instances[index].id)
        );
    }

    void stage(const NewTask& what) {
        TaskRow task = new_task(what, call_.ids, call_.now);
        if (const auto taken = interfaces_.take(task, call_.tx); !taken) {
            output_.failures->push_back(placement::interface_failure(task, taken.error()));
            return;
        }
        output_.tasks->push_back(describe_task(task, ShowTags::Yes));
        add_managed_agents(call_, task, output_.tasks->back());
        task_keys.push_back(task.key());
        call_.tx.put(call_.tables.tasks, task_keys.back(), std::move(task));
    }

    Call& call_;
    const Launch& launch_;
    const Capacity& capacity_;
    const RunTaskRequest& input_;
    Ec2Interfaces interfaces_{call_.services, call_.ids};
    RunTaskResponse output_;
};

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
    const auto capacity = capacity_of(**cluster, input);
    if (!capacity) return capacity.error();
    const auto launch = check_launch(call, launch_input(input));
    if (!launch) return launch.error();
    const auto good = check_capacity(*capacity, launch->definition->definition, launch->overrides);
    if (!good) return good.error();
    const auto address = check_public_address(capacity->launch_type, input.network_configuration);
    if (!address) return address.error();
    const auto roles = check_task_roles(
        call.services,
        call.scope,
        launch->cluster->name,
        launch->definition->definition,
        launch->overrides,
        call.now
    );
    if (!roles) return roles.error();
    Runner runner(call, *launch, *capacity, input);
    auto output = runner.run();
    // A call that placed nothing left nothing behind: its repeat is a new try.
    if (output && *token && !runner.task_keys.empty() && !sabotaged(Sabotage::LoseToken)) {
        call.tx.put(
            call.tables.client_tokens,
            (*token)->key,
            ClientTokenRow{
                .account = call.scope.account,
                .region = call.scope.region,
                .request = (*token)->request,
                .task_keys = std::move(runner.task_keys),
                .failures = *output->failures,
                .created_at = call.now,
            }
        );
    }
    return output;
}

}  // namespace gantry::ecs
