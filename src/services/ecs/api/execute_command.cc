#include <fmt/format.h>

#include <algorithm>

#include "service/registry.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/exec_support.h"
#include "services/ecs/api/names.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/tasks.h"
#include "services/ecs/exec/shell_words.h"
#include "services/ecs/model/task_roles.h"
#include "wire/url.h"

namespace gantry::ecs {
namespace {

using api::ecs::ExecuteCommandLogConfiguration;
using api::ecs::ExecuteCommandLogging;
using api::ecs::ExecuteCommandRequest;
using api::ecs::ExecuteCommandResponse;

/// Whatever user the container runs as. By number, for images without a list of users.
constexpr const char* kRoot = "0";

Error not_enabled() {
    return invalid_parameter(
        "The execute command failed because execute command was not enabled when the task was run "
        "or the execute command agent isn’t running. Wait and try again or run a new task with "
        "execute command enabled and try again."
    );
}

Error not_connected() {
    return Error{
        ErrorKind::InvalidArgument,
        "TargetNotConnectedException",
        "The execute command failed due to an internal error. Try again later.",
        {},
    };
}

/// The one that is named, or the only one.
Result<const TaskContainer*> find_running_container(
    const TaskRow& task, const std::optional<std::string>& name
) {
    if (!name || name->empty()) {
        if (task.containers.size() == 1) return &task.containers.front();
        return invalid_parameter(
            "Container name is required for tasks with more than one container. Specify a "
            "container and try again."
        );
    }
    const auto found = std::ranges::find(task.containers, *name, &TaskContainer::name);
    if (found != task.containers.end()) return &*found;
    return invalid_parameter(fmt::format("The container {} does not exist in the task.", *name));
}

/// Where the session is written down. Source: API Reference, ExecuteCommandConfiguration: without
/// a configuration it goes where the container's own output goes.
exec::SessionLog log_of(
    const Call& call, const ClusterRow& cluster, const TaskRow& task, const TaskContainer& container
) {
    exec::SessionLog log{.account = task.account, .region = task.region};
    const auto definition = call.tables.task_definitions.find(
        task_definition_key(task.scope(), task.family, task.revision)
    );
    const auto& configuration = cluster.configuration;
    const auto* execute = configuration && configuration->execute_command_configuration
                              ? &*configuration->execute_command_configuration
                              : nullptr;
    const auto logging = execute != nullptr
                             ? execute->logging.value_or(ExecuteCommandLogging::Default)
                             : ExecuteCommandLogging::Default;
    if (logging == ExecuteCommandLogging::None) return log;
    if (logging == ExecuteCommandLogging::Override) {
        const auto its = execute->log_configuration.value_or(ExecuteCommandLogConfiguration{});
        log.group = its.cloud_watch_log_group_name.value_or("");
        log.bucket = its.s3_bucket_name.value_or("");
        log.key_prefix = its.s3_key_prefix.value_or("");
        if (!definition || log.bucket.empty()) return log;
        log.role_arn = role_of_task(
            RoleType::TaskApplication, task.scope(), definition->definition, task.overrides
        );
        return log;
    }
    if (!definition || !definition->definition.container_definitions) return log;
    for (const auto& its : *definition->definition.container_definitions) {
        const auto& own = its.log_configuration;
        if (its.name != container.name || !own || !own->options) continue;
        if (own->log_driver != api::ecs::LogDriver::Awslogs) continue;
        const auto group = own->options->find("awslogs-group");
        const auto region = own->options->find("awslogs-region");
        if (group != own->options->end()) log.group = group->second;
        if (region != own->options->end()) log.region = region->second;
    }
    return log;
}

/// Where the caller found us he finds the session too.
std::string stream_url(const Call& call, const std::string& session) {
    const std::string& endpoint = call.settings.endpoint;
    return fmt::format(
        "{}://{}/v1/data-channel/{}?role=publish_subscribe",
        endpoint.starts_with("https") ? "wss" : "ws",
        call.host.empty() ? wire::host_of_url(endpoint) : std::string(call.host),
        session
    );
}

Result<core::Table<TaskRow>::Ptr> running_task(
    const Call& call, const std::string& cluster, const std::string& text
) {
    if (!looks_like_arn(text) && text.size() != 32 && text.size() != 36) {
        return invalid_parameter("task length should be one of [32,36]");
    }
    const auto id = resolve_task_id(call, cluster, text);
    if (!id) return id.error();
    auto task = call.tx.get(call.tables.tasks, in_cluster_key(call.scope, cluster, *id));
    if (!task) return task_not_found();
    return task;
}

/// Errors: where nobody is there to run a command in it.
Result<void> check_reachable(
    const Call& call, const TaskRow& task, const TaskContainer& container
) {
    const bool runs = task.status == TaskStatus::Running && task.goal == TaskGoal::Running;
    if (!task.enable_execute_command || !runs) return not_enabled();
    const ExecSupport support = exec_support(call, task);
    if (exec_agent_of(task, container, support).status != "RUNNING") return not_enabled();
    // Amazon's agent has a process in the container for it, which speaks with AWS alone.
    if (support != ExecSupport::Own) return not_connected();
    if (!call.services.get<ExecBackend>().reaches_agent(task.instance_key())) {
        return not_connected();
    }
    return {};
}

}  // namespace

Result<ExecuteCommandResponse> execute_command(Call& call, const ExecuteCommandRequest& input) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    const auto found = running_task(call, (*cluster)->name, input.task.value_or(""));
    if (!found) return found.error();
    const TaskRow& task = **found;
    if (!*input.interactive) return invalid_parameter("Interactive is the only mode supported.");
    const auto words = exec::split_words(input.command.value_or(""));
    if (!words) return invalid_parameter("Invalid command: " + words.error().message + ".");
    const auto container = find_running_container(task, input.container);
    if (!container) return task.enable_execute_command ? container.error() : not_enabled();
    if (auto good = check_reachable(call, task, **container); !good) return good.error();
    exec::Session session{
        .container_key = task.key() + "/" + (*container)->name,
        .instance_key = task.instance_key(),
        .caller = call.principal,
        .request =
            {.task_arn = task.arn(),
             .container = (*container)->name,
             .runtime_id = (*container)->runtime_id,
             .command = *words,
             .user = kRoot},
        .log = log_of(call, **cluster, task, **container),
    };
    const auto ticket = call.services.get<ExecBackend>().promise_session(std::move(session));
    if (!ticket) return ticket.error();
    return ExecuteCommandResponse{
        .cluster_arn = cluster_arn(call.scope, (*cluster)->name),
        .container_arn = container_arn(call.scope, (*cluster)->name, task.id, (*container)->id),
        .container_name = (*container)->name,
        .interactive = true,
        .session =
            api::ecs::Session{
                .session_id = ticket->session_id,
                .stream_url = stream_url(call, ticket->session_id),
                .token_value = ticket->token,
            },
        .task_arn = task.arn(),
    };
}

}  // namespace gantry::ecs
