#include <map>

#include "services/ecs/api/describe_task.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/launch.h"
#include "services/ecs/api/network_checks.h"
#include "services/ecs/api/tasks.h"
#include "services/ecs/model/reservation.h"
#include "services/ecs/network/ec2_interfaces.h"
#include "services/ecs/placement/cluster_view.h"
#include "services/ecs/placement/failure_text.h"
#include "services/ecs/placement/request.h"
#include "services/ecs/roles/task_sessions.h"

namespace gantry::ecs {
namespace {

using api::ecs::Failure;
using api::ecs::LaunchType;
using api::ecs::StartTaskRequest;
using api::ecs::StartTaskResponse;

constexpr std::size_t kMaxStarted = 10;
constexpr std::size_t kMaxStartedBy = 36;

/// Starts the tasks of one call, one instance after the other. Lives for that call.
class TaskStarter {
  public:
    TaskStarter(Call& call, const Launch& launch, placement::Request request)
        : call_(call), launch_(launch), request_(std::move(request)) {}

    /// Starts a task on the instance, or adds a failure.
    void start_on(const std::string& id) {
        const std::string& cluster = launch_.cluster->name;
        const auto row = call_.tx.get(
            call_.tables.container_instances, in_cluster_key(call_.scope, cluster, id)
        );
        if (!row) return fail(id, "MISSING");
        placement::InstanceView& view = view_of(*row);
        request_.external = view.external();
        const auto verdict = placement::check(view, request_);
        if (verdict.reason != placement::Reason::Fits) {
            return fail(id, placement::failure_reason(verdict.reason));
        }
        const LaunchType launch_type = view.external() ? LaunchType::External : LaunchType::Ec2;
        NewTask what = launch_.on(*row, launch_type);
        placement::InstanceView after = view;
        what.gpus = placement::reserve(after, request_);
        TaskRow task = new_task(what, call_.ids, call_.now);
        if (const auto taken = interfaces_.take(task, call_.tx); !taken) {
            output.failures->push_back(placement::interface_failure(task, taken.error()));
            return;
        }
        view = std::move(after);
        output.tasks->push_back(describe_task(task, ShowTags::Yes));
        add_managed_agents(call_, task, output.tasks->back());
        const std::string key = task.key();
        call_.tx.put(call_.tables.tasks, key, std::move(task));
    }

    StartTaskResponse output{
        .tasks = std::vector<api::ecs::Task>{}, .failures = std::vector<api::ecs::Failure>{}
    };

  private:
    /// The instance as the tasks that this call started before have left it.
    placement::InstanceView& view_of(const ContainerInstanceRow& row) {
        const auto found = views_.find(row.id);
        if (found != views_.end()) return found->second;
        placement::InstanceView view = placement::instance_view(call_.tables, row);
        // Draining keeps schedulers away, not somebody who names the instance.
        if (view.status == InstanceStatus::Draining) view.status = InstanceStatus::Active;
        return views_.emplace(row.id, std::move(view)).first->second;
    }

    void fail(const std::string& id, std::string_view reason) {
        output.failures->push_back(
            {.arn = container_instance_arn(call_.scope, launch_.cluster->name, id),
             .reason = std::string(reason)}
        );
    }

    Call& call_;
    const Launch& launch_;
    placement::Request request_;
    Ec2Interfaces interfaces_{call_.services, call_.ids};
    std::map<std::string, placement::InstanceView> views_;
};

Result<std::vector<std::string>> read_instances(
    const Call& call, const ClusterRow& cluster, const StartTaskRequest& input
) {
    if (!input.container_instances || input.container_instances->empty()) {
        return invalid_parameter("Container instance cannot be empty.");
    }
    if (input.container_instances->size() > kMaxStarted) {
        return invalid_parameter("instanceIds can have at most 10 items.");
    }
    std::vector<std::string> ids;
    for (const auto& text : *input.container_instances) {
        auto id = resolve_container_instance_id(call, cluster.name, text);
        if (!id) return id.error();
        ids.push_back(std::move(*id));
    }
    return ids;
}

}  // namespace

Result<StartTaskResponse> start_task(Call& call, const StartTaskRequest& input) {
    LaunchInput asked = launch_input(input);
    asked.max_started_by = kMaxStartedBy;
    const auto launch = check_launch(call, asked);
    if (!launch) return launch.error();
    const auto address = check_public_address(LaunchType::Ec2, input.network_configuration);
    if (!address) return address.error();
    if (launch->overrides.ephemeral_storage) {
        return invalid_parameter("Tasks using the EC2 launch type do not support EphemeralStorage");
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
    const auto ids = read_instances(call, *launch->cluster, input);
    if (!ids) return ids.error();
    const auto& definition = launch->definition->definition;
    Ec2Interfaces interfaces(call.services, call.ids);
    auto request = placement::request_for({
        .definition = definition,
        .needs = reservation_of(definition, launch->overrides),
        .group = launch->group,
        .execute_command = launch->enable_execute_command,
        .snapshot_store = launch->volume ? launch->volume->snapshot_store : "",
        .zones = launch->network ? interfaces.zones(call.scope, *launch->network, call.tx)
                                 : decltype(placement::Request::zones){},
    });
    if (!request) return request.error();
    TaskStarter starter(call, *launch, std::move(*request));
    for (const auto& id : *ids) starter.start_on(id);
    return std::move(starter.output);
}

}  // namespace gantry::ecs
