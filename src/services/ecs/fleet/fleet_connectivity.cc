#include "base/log.h"
#include "services/ecs/fleet/fleet.h"
#include "services/ecs/fleet/session.h"
#include "services/ecs/reconcile/task_report.h"

namespace gantry::fleet {

namespace {

/// So many are counted; more are kept out all the same.
constexpr std::size_t kMostKeptOut = 10'000;
constexpr int kTasksEndedPerTurn = 200;

/// What an agent says of its versions as it connects; Amazon's says it nowhere else.
std::optional<api::ecs::VersionInfo> version_told(
    const AgentHello& hello, std::optional<api::ecs::VersionInfo> known
) {
    const auto learn = [&](std::optional<std::string> api::ecs::VersionInfo::* member,
                           const std::string& told) {
        if (told.empty()) return;
        if (!known) known.emplace();
        (*known).*member = told;
    };
    learn(&api::ecs::VersionInfo::agent_version, hello.agent_version);
    learn(&api::ecs::VersionInfo::agent_hash, hello.agent_hash);
    learn(&api::ecs::VersionInfo::docker_version, hello.docker_version);
    return known;
}

/// No agent has told that it knows of the task.
bool is_unheard_of(const ecs::TaskRow& task) {
    return task.status <= ecs::TaskStatus::Pending && !task.acknowledged;
}

}  // namespace

// ---- Agents that know more -----------------------------------------------------------------

/// Older rows would make such an agent stop tasks that were placed later, and run tasks anew that
/// have ended.
Result<void> Fleet::check_told_state(const AgentHello& hello) {
    if (lineage_.has(hello.told_state)) {
        agents_that_know_more_.erase(hello.container_instance);
        return {};
    }
    const auto warn = [&](std::string_view event) {
        log_warn(
            event,
            {{"instance", hello.container_instance},
             {"told", hello.told_state},
             {"here", lineage_.newest()}}
        );
    };
    if (options_.accept_loss) {
        warn("later_state_given_up");
        return {};
    }
    if (agents_that_know_more_.size() < kMostKeptOut &&
        agents_that_know_more_.insert(hello.container_instance).second) {
        warn("agent_knows_later_state");
    }
    return Error{
        ErrorKind::Conflict,
        "StateLostException",
        "The control plane's data is older than what this agent was told, or is another's. Put the "
        "newer data back, or start the control plane with --accept-loss to go on with what it has.",
        {}
    };
}

// ---- Connectivity --------------------------------------------------------------------------

void Fleet::mark_connected(const Session& session) {
    const std::string& instance_key = session.instance_key;
    if (const auto timer = disconnect_timers_.find(instance_key);
        timer != disconnect_timers_.end()) {
        core_.loop().cancel(timer->second);
        disconnect_timers_.erase(timer);
    }
    const auto row = tables_.container_instances.find(instance_key);
    if (!row) return;
    const auto version = version_told(session.hello, row->version_info);
    if (row->agent_connected && row->version_info == version) return;
    core::Transaction tx;
    tx.update(tables_.container_instances, instance_key, [&](ecs::ContainerInstanceRow& r) {
        if (!r.agent_connected) r.agent_connected_at = core_.loop().now();
        r.agent_connected = true;
        r.version_info = version;
        ++r.version;
    });
    core_.commit(std::move(tx), "fleet agent connected " + instance_key);
}

void Fleet::schedule_disconnect(const std::string& instance_key) {
    if (disconnect_timers_.contains(instance_key)) return;
    const SysTime since = core_.loop().now();
    disconnect_timers_[instance_key] =
        core_.loop().call_after(options_.disconnect_grace, [this, instance_key, since] {
            disconnect_timers_.erase(instance_key);
            mark_disconnected(instance_key, since);
        });
}

/// Gives the agents whose rows say that they are connected the usual time to show it.
void Fleet::watch_connected_rows() {
    for (const auto& [key, row] : tables_.container_instances.rows()) {
        if (row->agent_connected && !control_by_instance_.contains(key)) schedule_disconnect(key);
    }
}

/// Silence has been waited for already, so it has no grace of its own.
void Fleet::end_silent_session(SessionId id, const std::string& reason) {
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) return;
    const bool control = found->second->kind == StreamKind::Control;
    const std::string instance_key = found->second->instance_key;
    end_session(id, kClosedTryAgainLater, reason);
    if (!control) return;
    if (const auto timer = disconnect_timers_.find(instance_key);
        timer != disconnect_timers_.end()) {
        core_.loop().cancel(timer->second);
        disconnect_timers_.erase(timer);
    }
    mark_disconnected(instance_key, core_.loop().now());
}

void Fleet::mark_disconnected(const std::string& instance_key, SysTime since) {
    const auto row = tables_.container_instances.find(instance_key);
    if (!row || !row->agent_connected || control_by_instance_.contains(instance_key)) return;
    log_warn("agent_away", {{"instance", row->arn()}});
    core::Transaction tx;
    tx.update(tables_.container_instances, instance_key, [&](ecs::ContainerInstanceRow& r) {
        r.agent_connected = false;
        r.agent_connected_at = core_.loop().now();
        ++r.version;
    });
    end_unsent_tasks(tx, instance_key, since);
    core_.commit(std::move(tx), "fleet agent away " + instance_key);
}

/// Tasks that were placed while the agent still counted as connected and was not: nobody has heard
/// of them, so that services can start others at once.
void Fleet::end_unsent_tasks(core::Transaction& tx, const std::string& instance_key, SysTime since)
    const {
    for (const std::string& key : tables_.live_tasks_by_instance.keys(instance_key)) {
        const auto task = tables_.tasks.find(key);
        if (!is_unheard_of(*task) || task->created_at <= since) continue;
        tx.put(
            tables_.tasks,
            key,
            ecs::end_task(
                *task,
                api::ecs::TaskStopCode::TaskFailedToStart,
                "The container instance's agent is not connected",
                core_.loop().now()
            )
        );
    }
}

// ---- Tasks that no agent has acknowledged --------------------------------------------------

void Fleet::watch_unacknowledged_rows() {
    unacknowledged_.clear();
    for (const auto& [key, task] : tables_.tasks.rows()) {
        if (!task->stopped() && !task->instance_id.empty()) watch_acknowledgement(*task);
    }
}

/// The time runs from when this process learnt of the task: after a restart its agent first has to
/// come back.
void Fleet::watch_acknowledgement(const ecs::TaskRow& task) {
    if (is_unheard_of(task)) {
        unacknowledged_.emplace(task.key(), core_.loop().mono() + options_.acknowledge_within);
    } else {
        unacknowledged_.erase(task.key());
    }
}

/// Whether or not its agent counts as connected: it may have lost its way there or back, or be
/// unable to write the task down. Nobody waits for it any longer.
void Fleet::end_unacknowledged_tasks(MonoTime now) {
    core::Transaction tx;
    int ended = 0;
    for (auto next = unacknowledged_.begin();
         next != unacknowledged_.end() && ended < kTasksEndedPerTurn;) {
        const auto entry = next++;
        if (entry->second > now) continue;
        const std::string key = entry->first;
        unacknowledged_.erase(entry);
        const auto task = tables_.tasks.find(key);
        // The row may know what the feed tells later, once it is durable.
        if (!task || !is_unheard_of(*task)) continue;
        ++ended;
        log_warn("task_not_acknowledged", {{"task", task->arn()}, {"instance", task->instance_id}});
        tx.put(
            tables_.tasks,
            key,
            ecs::end_task(
                *task,
                api::ecs::TaskStopCode::TaskFailedToStart,
                "The container instance's agent did not acknowledge the task in time",
                core_.loop().now()
            )
        );
    }
    if (!tx.empty()) core_.commit(std::move(tx), "fleet tasks not acknowledged");
}

}  // namespace gantry::fleet
