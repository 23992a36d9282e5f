#include "base/sabotage.h"
#include "services/ecs/api/describe_task.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/tasks.h"
#include "services/ecs/network/ec2_interfaces.h"
#include "services/ecs/reconcile/task_report.h"

namespace gantry::ecs {
namespace {

constexpr std::size_t kMaxReason = 1024;
constexpr std::string_view kDefaultReason = "Task stopped by user";

/// False when no agent will ever report the task's end.
bool has_host(const Call& call, const TaskRow& task) {
    if (task.instance_id.empty()) return false;
    const auto instance = call.tx.get(call.tables.container_instances, task.instance_key());
    return instance && instance->status != InstanceStatus::Inactive;
}

}  // namespace

Result<api::ecs::StopTaskResponse> stop_task(Call& call, const api::ecs::StopTaskRequest& input) {
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    const auto id = resolve_task_id(call, (*cluster)->name, input.task.value_or(""));
    if (!id) return id.error();
    std::string reason = input.reason.value_or("");
    if (reason.size() > kMaxReason) return invalid_parameter("reason longer than 1024.");
    if (reason.empty()) reason = kDefaultReason;

    const std::string key = in_cluster_key(call.scope, (*cluster)->name, *id);
    const auto row = call.tx.get(call.tables.tasks, key);
    if (!row) return task_not_found();
    constexpr auto kCode = api::ecs::TaskStopCode::UserInitiated;
    TaskRow task = has_host(call, *row) ? ask_to_stop(*row, kCode, reason, call.now)
                                        : end_task(*row, kCode, reason, call.now);
    // Its agent says when the interface is gone from the machine; until then nobody else has it.
    if (sabotaged(Sabotage::AddressBackEarly)) {
        Ec2Interfaces(call.services, call.ids).give_back(task, call.tx);
    }
    api::ecs::StopTaskResponse output{.task = describe_task(task, ShowTags::Yes)};
    add_managed_agents(call, task, *output.task);
    if (task.version != row->version) call.tx.put(call.tables.tasks, key, std::move(task));
    return output;
}

}  // namespace gantry::ecs
