#include "services/ecs/reconcile/task_controller.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/sabotage.h"
#include "services/ecs/model/task_volume.h"
#include "services/ecs/reconcile/interruption.h"
#include "services/ecs/reconcile/task_report.h"

namespace gantry::ecs {
namespace {

constexpr std::string_view kInstance = "instance/";
constexpr std::string_view kStopped = "stopped/";
constexpr std::string_view kInterrupt = "interrupt/";
constexpr std::string_view kTokens = "tokens";
constexpr Duration kTokenLife = hours{24};

/// What an agent that still runs needs at most to end the tasks of an instance that was
/// deregistered under it: their addresses are not others' before, and their volumes not said gone.
constexpr Duration kAttachmentsLinger = minutes{10};

/// What one turn changes or forgets at most: it is one transaction, and all wait for its end.
constexpr std::size_t kRowsPerTurn = 200;
/// What one turn of a sweep looks at at most.
constexpr std::size_t kLooksPerTurn = 1'000;

std::string key_of(std::string_view kind, std::string_view rest) {
    return std::string(kind).append(rest);
}

bool is_gone(const ContainerInstanceRow* instance) {
    return instance == nullptr || instance->status == InstanceStatus::Inactive;
}

TaskRow end_with_host(const TaskRow& task, const ContainerInstanceRow* instance, SysTime now) {
    const std::string host = instance != nullptr ? instance->ec2_instance_id : task.instance_id;
    return end_task(
        task, std::nullopt, fmt::format("Host EC2 (instance {}) terminated.", host), now
    );
}

/// Whether a sweep has done enough for one turn; the next one is then as soon as may be.
bool turn_is_over(std::size_t looks, core::Plan& plan) {
    if (looks < kLooksPerTurn && plan.changes.changes().size() < kRowsPerTurn) return false;
    plan.again_in = Duration::zero();
    return true;
}

/// The task as its agent's connection makes it; nothing when it is that already.
std::optional<TaskRow> with_connectivity(
    const TaskRow& task, const ContainerInstanceRow& instance
) {
    const auto wanted = instance.agent_connected ? api::ecs::Connectivity::Connected
                                                 : api::ecs::Connectivity::Disconnected;
    if (task.connectivity == wanted) return std::nullopt;
    TaskRow changed = task;
    changed.connectivity = wanted;
    if (instance.agent_connected) changed.connectivity_at = instance.agent_connected_at;
    ++changed.version;
    return changed;
}

}  // namespace

TaskController::TaskController(
    const Tables& tables, Duration retention, InterfaceSource* interfaces
)
    : tables_(tables), retention_(retention), interfaces_(interfaces) {}

void TaskController::on_change(const core::Change& change, const Wake& wake) {
    if (change.is_of(tables_.tasks)) {
        on_task(change.before_as(tables_.tasks), change.after_as(tables_.tasks), wake);
    } else if (change.is_of(tables_.container_instances)) {
        const auto* before = change.before_as(tables_.container_instances);
        const auto* after = change.after_as(tables_.container_instances);
        const bool same = before != nullptr && after != nullptr &&
                          before->status == after->status &&
                          before->agent_connected == after->agent_connected;
        if (!same) wake(key_of(kInstance, change.key));
    } else if (change.is_of(tables_.client_tokens)) {
        const auto* token = change.after_as(tables_.client_tokens);
        if (token == nullptr) return;
        wake_sweep(std::string(kTokens), token->created_at + kTokenLife, wake);
    }
}

void TaskController::on_task(const TaskRow* before, const TaskRow* after, const Wake& wake) {
    if (after == nullptr) return;
    const bool told_before = before != nullptr && awaits_interruption(*before);
    if (awaits_interruption(*after) && !told_before) wake(key_of(kInterrupt, after->key()));
    if (after->stopped()) {
        const SysTime due = after->stopped_at.value_or(SysTime{}) + retention_;
        wake_sweep(key_of(kStopped, cluster_key(after->scope(), after->cluster)), due, wake);
        if (after->holds_attachment()) wake(key_of(kInstance, after->instance_key()));
    } else if (before == nullptr && !after->instance_id.empty()) {
        wake(key_of(kInstance, after->instance_key()));
    }
}

/// A pass under way may be past the row already, so it is told when that is due.
void TaskController::wake_sweep(std::string key, SysTime due, const Wake& wake) {
    const auto [sweep, is_new] = sweeps_.try_emplace(key);
    sweep->second.next = std::min(due, sweep->second.next.value_or(due));
    if (is_new) wake(std::move(key));
}

void TaskController::all_keys(const Wake& wake) {
    sweeps_.clear();
    wake_sweep(std::string(kTokens), SysTime{}, wake);
    for (const auto& [key, instance] : tables_.container_instances.rows()) {
        wake(key_of(kInstance, key));
    }
    for (const auto& [key, task] : tables_.tasks.rows()) on_task(nullptr, task.get(), wake);
}

core::Plan TaskController::plan(const std::string& key, SysTime now) {
    if (key.starts_with(kInstance)) return plan_instance(key.substr(kInstance.size()), now);
    if (key.starts_with(kInterrupt)) return interrupt_task(key.substr(kInterrupt.size()), now);
    if (key.starts_with(kStopped)) return sweep_stopped(key.substr(kStopped.size()), now);
    return sweep_tokens(now);
}

core::Plan TaskController::plan_instance(const std::string& instance_key, SysTime now) const {
    core::Plan plan;
    const auto instance = tables_.container_instances.find(instance_key);
    const bool gone = is_gone(instance.get());
    for (const auto& key : tables_.live_tasks_by_instance.keys(instance_key)) {
        if (plan.changes.changes().size() >= kRowsPerTurn) {
            plan.again_in = Duration::zero();
            return plan;
        }
        const auto task = tables_.tasks.find(key);
        if (gone) {
            plan.changes.put(tables_.tasks, key, end_with_host(*task, instance.get(), now));
        } else if (auto changed = with_connectivity(*task, *instance)) {
            plan.changes.put(tables_.tasks, key, std::move(*changed));
        }
    }
    if (!gone) return plan;
    const SysTime since = instance ? instance->deregistered_at.value_or(now) : SysTime{};
    if (since + kAttachmentsLinger <= now) {
        end_attachments(instance_key, plan);
    } else {
        plan.again_in = since + kAttachmentsLinger - now;
    }
    if (instance && !plan.again_in) {
        const SysTime due = since + retention_;
        if (due <= now) {
            plan.changes.erase(tables_.container_instances, instance_key);
        } else {
            plan.again_in = due - now;
        }
    }
    return plan;
}

/// Of a machine that is gone for so long nobody will say that something is gone from it.
void TaskController::end_attachments(const std::string& instance_key, core::Plan& plan) const {
    for (const auto& key : tables_.attachments_left_by_instance.keys(instance_key)) {
        if (plan.changes.changes().size() >= kRowsPerTurn) {
            plan.again_in = Duration::zero();
            return;
        }
        const auto before = tables_.tasks.find(key);
        TaskRow task = *before;
        if (interfaces_ != nullptr) interfaces_->give_back(task, plan.changes);
        end_volume(task, {});
        if (task == *before) continue;
        ++task.version;
        plan.changes.put(tables_.tasks, key, std::move(task));
    }
}

core::Plan TaskController::interrupt_task(const std::string& task_key, SysTime now) const {
    core::Plan plan;
    const auto task = tables_.tasks.find(task_key);
    if (!task || !awaits_interruption(*task) || sabotaged(Sabotage::NoticeForgotten)) return plan;
    if (*task->interrupt_at > now) {
        plan.again_in = *task->interrupt_at - now;
    } else {
        plan.changes.put(tables_.tasks, task_key, interrupt(*task, now));
        plan.reason = "the notice of its interruption is over";
    }
    return plan;
}

core::Plan TaskController::sweep_stopped(const std::string& cluster, SysTime now) {
    core::Plan plan;
    const std::string sweep_key = key_of(kStopped, cluster);
    Sweep& sweep = go_on(sweep_key);
    const auto& keys = tables_.stopped_tasks_by_cluster.keys(cluster);
    std::size_t looks = 0;
    for (auto at = keys.upper_bound(sweep.after); at != keys.end(); ++at) {
        if (turn_is_over(looks++, plan)) return plan;
        sweep.after = *at;
        const auto task = tables_.tasks.find(*at);
        SysTime due = task->stopped_at.value_or(now) + retention_;
        // Its agent has yet to say that the interface, or the volume, is gone.
        if (task->holds_attachment()) due = std::max(due, now + retention_);
        if (due > now) {
            sweep.next = std::min(due, sweep.next.value_or(due));
            continue;
        }
        plan.changes.erase(tables_.tasks, *at);
        for (const auto& [tail, row] : tables_.log_tails.with_prefix(*at + "/")) {
            plan.changes.erase(tables_.log_tails, tail);
        }
    }
    end_pass(sweep_key, retention_, now, plan);
    return plan;
}

core::Plan TaskController::sweep_tokens(SysTime now) {
    core::Plan plan;
    const std::string sweep_key(kTokens);
    Sweep& sweep = go_on(sweep_key);
    const auto& tokens = tables_.client_tokens.rows();
    std::size_t looks = 0;
    for (auto at = tokens.upper_bound(sweep.after); at != tokens.end(); ++at) {
        if (turn_is_over(looks++, plan)) return plan;
        sweep.after = at->first;
        const SysTime due = at->second->created_at + kTokenLife;
        if (due > now) {
            sweep.next = std::min(due, sweep.next.value_or(due));
        } else {
            plan.changes.erase(tables_.client_tokens, at->first);
        }
    }
    end_pass(sweep_key, kTokenLife, now, plan);
    return plan;
}

/// The pass under way, or a new one.
TaskController::Sweep& TaskController::go_on(const std::string& key) {
    Sweep& sweep = sweeps_[key];
    if (sweep.after.empty()) sweep.next.reset();
    return sweep;
}

void TaskController::end_pass(
    const std::string& key, Duration kept, SysTime now, core::Plan& plan
) {
    const auto sweep = sweeps_.find(key);
    if (sweep->second.next) {
        plan.again_in = pause_until(*sweep->second.next, now, kept);
        sweep->second = {};
    } else {
        sweeps_.erase(sweep);
    }
}

Duration TaskController::pause_until(SysTime due, SysTime now, Duration kept) {
    return std::max(due - now, kept / 60);
}

}  // namespace gantry::ecs
