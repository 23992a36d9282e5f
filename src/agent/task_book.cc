#include "agent/task_book.h"

#include <algorithm>

#include "agent/engine/task_engine.h"
#include "agent/firelens/log_router.h"
#include "base/log.h"
#include "base/sabotage.h"

namespace gantry::agent {
namespace {

constexpr const char* kTaskNew = "task new";
constexpr const char* kTaskChanged = "task changed";

/// @param failure set when the payload cannot run and that was not known
TaskBook::Entry read_entry(
    api::acs::Task task, Seconds stop_timeout, std::optional<std::string>& failure
) {
    TaskBook::Entry entry;
    auto spec = read_task_spec(task, stop_timeout);
    if (spec) {
        entry.spec = std::move(*spec);
    } else {
        entry.spec = bare_task_spec(task);
        if (!failure) failure = spec.error().code + ": " + spec.error().message;
    }
    entry.needs = needs_of(task, entry.spec);
    entry.payload = std::make_shared<const api::acs::Task>(std::move(task));
    return entry;
}

/// Secrets stay in memory. The id is none of them: containers are told it, and created after a
/// restart too.
void keep_id_only(std::optional<api::acs::IAMRoleCredentials>& credentials) {
    if (!credentials) return;
    api::acs::IAMRoleCredentials kept;
    kept.credentials_id = credentials->credentials_id;
    kept.role_arn = credentials->role_arn;
    credentials = std::move(kept);
}

}  // namespace

TaskBook::TaskBook(
    core::Core& core, const AgentTables& tables, const AgentConfig& config, Listener listener
)
    : core_(core), tables_(tables), config_(config), listener_(std::move(listener)) {
    for (const auto& [arn, payload] : tables_.payloads.rows()) {
        std::optional<std::string> known_already;
        entries_.emplace(arn, read_entry(*payload, config_.stop_timeout, known_already));
    }
}

const TaskBook::Entry* TaskBook::find(const std::string& task) const {
    const auto found = entries_.find(task);
    return found == entries_.end() ? nullptr : &found->second;
}

TaskBook::StatePtr TaskBook::state(const std::string& task) const {
    return tables_.tasks.find(task);
}

std::optional<std::string> TaskBook::add(api::acs::Task task, std::optional<std::string> failure) {
    const std::string arn = task.arn.value_or("");
    const bool stop = task.desired_status == "STOPPED";
    keep_id_only(task.role_credentials);
    keep_id_only(task.execution_role_credentials);
    if (!failure && task.network_mode == "awsvpc" && !config_.no_task_networking.empty()) {
        failure = "ContainerNetworkingError: " + config_.no_task_networking;
    }
    if (!failure && log_router_of(task) != nullptr && !config_.log_routers) {
        failure = "ResourceInitializationError: this agent has no FireLens log routers";
    }
    Entry entry = read_entry(std::move(task), config_.stop_timeout, failure);
    AgentRow agent = tables_.agent_row();
    TaskState state = new_task_state(entry.spec, agent.next_order++);
    const SysTime now = core_.loop().now();
    if (stop) {
        apply_event(entry.spec, state, event::StopAsked{}, now);
    } else if (failure) {
        apply_event(entry.spec, state, event::TaskFailed{*failure}, now);
    }
    log_info("task_received", {{"task", arn}, {"family", entry.spec.family_revision()}});
    core::Transaction tx;
    tx.put(tables_.payloads, arn, *entry.payload);
    tx.put(tables_.tasks, arn, std::move(state));
    tx.put(tables_.agent, kAgentKey, std::move(agent));
    entries_.insert_or_assign(arn, std::move(entry));
    unsynced_.insert(arn);
    core_.commit(
        std::move(tx),
        kTaskNew,
        [this, arn, alive = std::weak_ptr(alive_)](const Result<void>& durable) {
            if (alive.expired()) return;
            unsynced_.erase(arn);
            if (durable) listener_(arn);
        }
    );
    listener_(arn);
    if (stop) return std::nullopt;
    return failure;
}

void TaskBook::apply(const std::string& task, const TaskEvent& event) {
    const Entry* entry = find(task);
    const StatePtr before = state(task);
    if (entry == nullptr || !before) return;
    TaskState after = *before;
    apply_event(entry->spec, after, event, core_.loop().now());
    if (after == *before) return;
    put(after, kTaskChanged);
    listener_(task);
}

void TaskBook::put(const TaskState& state, const char* cause) {
    core::Transaction tx;
    tx.put(tables_.tasks, state.arn, state);
    core_.commit(std::move(tx), cause);
}

void TaskBook::forget(const std::string& task) {
    core::Transaction tx;
    tx.erase(tables_.payloads, task);
    tx.erase(tables_.tasks, task);
    core_.commit(std::move(tx), "task cleaned up");
    entries_.erase(task);
}

std::vector<Claim> TaskBook::waiting_claims() const {
    std::vector<StatePtr> states;
    for (const std::string& task : tables_.waiting.keys(AgentTables::kWaiting)) {
        if (unsynced_.contains(task) && !sabotaged(Sabotage::StartEarly)) continue;
        states.push_back(state(task));
    }
    std::sort(states.begin(), states.end(), [](const StatePtr& a, const StatePtr& b) {
        return a->order < b->order;
    });
    std::vector<Claim> claims;
    for (const StatePtr& state : states) {
        if (const Entry* entry = find(state->arn)) claims.push_back({state->arn, entry->needs});
    }
    return claims;
}

std::vector<Claim> TaskBook::holding_claims() const {
    std::vector<Claim> claims;
    for (const std::string& task : tables_.live.keys(AgentTables::kLive)) {
        const Entry* entry = find(task);
        if (entry != nullptr && state(task)->admitted) claims.push_back({task, entry->needs});
    }
    return claims;
}

void TaskBook::admit(const Capacity& capacity) {
    const std::vector<Claim> waiting = waiting_claims();
    if (waiting.empty()) return;
    const AdmissionPlan plan = plan_admission(capacity, holding_claims(), waiting);
    for (const std::string& task : plan.admitted) apply(task, event::Admitted{});
    for (const std::string& task : plan.impossible) {
        const Needs& needs = find(task)->needs;
        apply(
            task,
            event::TaskFailed{
                "ResourceInitializationError: the task needs " + std::to_string(needs.cpu) +
                " CPU units and " + std::to_string(needs.memory_mib) +
                " MiB of memory, more than the whole instance has"
            }
        );
    }
}

}  // namespace gantry::agent
