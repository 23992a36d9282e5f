#include "services/ecs/api/state_changes.h"

#include <fmt/format.h>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/model/task_network.h"
#include "services/ecs/network/ec2_interfaces.h"
#include "services/ecs/reconcile/task_report.h"

namespace gantry::ecs {
namespace {

constexpr std::size_t kMaxReportedReason = 1024;
constexpr std::size_t kMaxText = 255;
constexpr std::size_t kMaxBindings = 100;

using TaskPtr = core::Table<TaskRow>::Ptr;

/// At most `size` bytes of the text, without cutting a character in two.
std::string cut(const std::optional<std::string>& text, std::size_t size) {
    if (!text) return {};
    if (text->size() <= size) return *text;
    while (size > 0 && (static_cast<unsigned char>((*text)[size]) & 0xC0U) == 0x80U) --size;
    return text->substr(0, size);
}

std::vector<api::ecs::NetworkBinding> read_bindings(
    const std::optional<std::vector<api::ecs::NetworkBinding>>& bindings
) {
    if (!bindings) return {};
    auto read = *bindings;
    if (read.size() > kMaxBindings) read.resize(kMaxBindings);
    return read;
}

Error unknown_status(std::string_view status) {
    return invalid_parameter(fmt::format("Invalid status: {}", status));
}

/// Agents know more stations of a container's way up than ECS shows; all of them are PENDING.
Result<std::optional<ContainerStatus>> read_container_status(
    const std::optional<std::string>& status
) {
    if (!status || status->empty()) return std::optional<ContainerStatus>{};
    if (*status == "RUNNING") return std::optional(ContainerStatus::Running);
    if (*status == "STOPPED") return std::optional(ContainerStatus::Stopped);
    for (const std::string_view early :
         {"PENDING", "NONE", "MANIFEST_PULLED", "PULLED", "CREATED"}) {
        if (*status == early) return std::optional(ContainerStatus::Pending);
    }
    return unknown_status(*status);
}

Result<std::optional<TaskStatus>> read_task_status(const std::optional<std::string>& status) {
    const auto read = read_container_status(status);
    if (!read) return read.error();
    if (*read == ContainerStatus::Running) return std::optional(TaskStatus::Running);
    if (*read == ContainerStatus::Stopped) return std::optional(TaskStatus::Stopped);
    return std::optional<TaskStatus>{};
}

/// Takes either shape that describes a container.
template <class Change>
Result<ContainerReport> read_container(const Change& change) {
    const auto status = read_container_status(change.status);
    if (!status) return status.error();
    return ContainerReport{
        .name = change.container_name.value_or(""),
        .status = *status,
        .exit_code = change.exit_code,
        .reason = cut(change.reason, kMaxReportedReason),
        .runtime_id = cut(change.runtime_id, kMaxText),
        .network_bindings = read_bindings(change.network_bindings),
    };
}

/// Agents tell of attachments only that they are there.
std::vector<std::string> attached_of(
    const std::optional<std::vector<api::ecs::AttachmentStateChange>>& changes
) {
    std::vector<std::string> attached;
    if (!changes) return attached;
    for (const auto& change : *changes) {
        if (change.status != text_of(AttachmentStatus::Attached)) continue;
        attached.emplace_back(attachment_id_of(change.attachment_arn.value_or("")));
    }
    return attached;
}

std::vector<ExecAgentReport> read_exec_agents(
    const std::optional<std::vector<api::ecs::ManagedAgentStateChange>>& changes
) {
    std::vector<ExecAgentReport> reports;
    if (!changes) return reports;
    for (const auto& change : *changes) {
        if (change.managed_agent_name != api::ecs::ManagedAgentName::ExecuteCommandAgent) continue;
        const std::string status = change.status.value_or("");
        const bool known = status == "RUNNING" || status == "STOPPED";
        reports.push_back(
            {.container = change.container_name.value_or(""),
             .status = known ? status : "PENDING",  // on its way up: "CREATED"
             .reason = cut(change.reason, kMaxReportedReason)}
        );
    }
    return reports;
}

Result<TaskReport> read_report(const api::ecs::SubmitTaskStateChangeRequest& input) {
    const auto status = read_task_status(input.status);
    if (!status) return status.error();
    TaskReport report{
        .status = *status,
        .reason = cut(input.reason, kMaxReportedReason),
        .pull_started_at = input.pull_started_at,
        .pull_stopped_at = input.pull_stopped_at,
        .execution_stopped_at = input.execution_stopped_at,
    };
    report.attached = attached_of(input.attachments);
    report.exec_agents = read_exec_agents(input.managed_agents);
    if (!input.containers) return report;
    for (const auto& change : *input.containers) {
        auto container = read_container(change);
        if (!container) return container.error();
        container->image_digest = cut(change.image_digest, kMaxText);
        report.containers.push_back(std::move(*container));
    }
    return report;
}

/// Agents repeat a report until it is taken, or refused as invalid: so of a cluster that is gone
/// too. Answers the cluster's name, or that of the pool.
Result<std::string> reported_host(const Call& call, const std::optional<std::string>& name) {
    auto host = resolve_host(call, name);
    if (!host) return invalid_parameter(host.error().message);
    return host;
}

/// The task that a machine of the pool reports on: of any cluster, by its ARN, and no other's.
Result<TaskPtr> pool_task(const Call& call, const std::string& task) {
    const Result<Arn> arn = Arn::parse(task, call.scope.account);
    if (!arn || arn->type != "task" || !arn->is_of(call.scope)) {
        return invalid_parameter("Task Identifier is invalid");
    }
    auto row = call.tx.get(call.tables.tasks, call.scope.prefix() + arn->path);
    if (row && row->host_cluster != kFargatePool) return TaskPtr{};
    return row;
}

/// @return null for a task that nobody knows any more
Result<TaskPtr> reported_task(
    const Call& call,
    const std::optional<std::string>& cluster_name,
    const std::optional<std::string>& task
) {
    const auto host = reported_host(call, cluster_name);
    if (!host) return host.error();
    if (*host == kFargatePool) return pool_task(call, task.value_or(""));
    const auto id = resolve_task_id(call, *host, task.value_or(""));
    if (!id) return id.error();
    auto row = call.tx.get(call.tables.tasks, in_cluster_key(call.scope, *host, *id));
    if (row && row->host() != *host) return TaskPtr{};  // the pool's machines alone speak of it
    return row;
}

/// Stages what a report makes of a task, if it is news. Agents report a task's end once its
/// interface is gone from the machine: others may have the address then.
void take_report(Call& call, const TaskRow& row, const TaskReport& report) {
    TaskRow task = apply_task_report(row, report, call.now);
    if (is_attached(task) && !is_attached(row)) {
        Ec2Interfaces(call.services, call.ids).note_attached(task, call.tx);
    }
    if (report.status == TaskStatus::Stopped && task.holds_interface()) {
        Ec2Interfaces(call.services, call.ids).give_back(task, call.tx);
        if (task.version == row.version) ++task.version;
    }
    if (task.version == row.version) return;
    const std::string key = task.key();
    call.tx.put(call.tables.tasks, key, std::move(task));
}

}  // namespace

Result<api::ecs::SubmitTaskStateChangeResponse> submit_task_state_change(
    Call& call, const api::ecs::SubmitTaskStateChangeRequest& input
) {
    const auto row = reported_task(call, input.cluster, input.task);
    if (!row) return row.error();
    const auto report = read_report(input);
    if (!report) return report.error();
    if (*row) {
        take_report(call, **row, *report);
    } else if (report->status != TaskStatus::Stopped) {
        return task_not_found();
    }  // else nothing is lost, and Amazon's agent cleans up only what it could tell the end of
    return api::ecs::SubmitTaskStateChangeResponse{.acknowledgment = call.request_id};
}

Result<api::ecs::SubmitContainerStateChangeResponse> submit_container_state_change(
    Call& call, const api::ecs::SubmitContainerStateChangeRequest& input
) {
    const auto row = reported_task(call, input.cluster, input.task);
    if (!row) return row.error();
    if (!*row) return task_not_found();
    auto container = read_container(input);
    if (!container) return container.error();
    TaskReport report;
    report.containers.push_back(std::move(*container));
    take_report(call, **row, report);
    return api::ecs::SubmitContainerStateChangeResponse{.acknowledgment = call.request_id};
}

Result<api::ecs::SubmitAttachmentStateChangesResponse> submit_attachment_state_changes(
    Call& call, const api::ecs::SubmitAttachmentStateChangesRequest& input
) {
    const auto host = reported_host(call, input.cluster);
    if (!host) return host.error();
    for (const std::string& id : attached_of(input.attachments)) {
        for (const std::string& key :
             call.tables.task_by_attachment.keys(call.scope.prefix() + id)) {
            const auto row = call.tx.get(call.tables.tasks, key);
            TaskReport report;
            report.attached.push_back(id);
            if (row->host() == *host) take_report(call, *row, report);
        }
    }
    return api::ecs::SubmitAttachmentStateChangesResponse{.acknowledgment = call.request_id};
}

}  // namespace gantry::ecs
