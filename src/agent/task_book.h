#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/agent_config.h"
#include "agent/agent_rows.h"
#include "agent/engine/admission.h"
#include "agent/engine/task_event.h"
#include "agent/engine/task_spec.h"
#include "core/core.h"

namespace gantry::agent {

/// The tasks an agent knows: their rows, and what was read from their payloads. The only place
/// where task rows change. Lives on the agent's loop.
class TaskBook {
  public:
    /// Fixed for the life of a task.
    struct Entry {
        std::shared_ptr<const api::acs::Task> payload;
        TaskSpec spec;
        Needs needs;
    };
    using StatePtr = core::Table<TaskState>::Ptr;
    /// Hears which task changed, from within the change: note it and look on a later turn.
    using Listener = std::function<void(const std::string& task)>;

    /// Reads the entries of all rows. Core and tables are open and outlive the book.
    TaskBook(
        core::Core& core, const AgentTables& tables, const AgentConfig& config, Listener listener
    );

    [[nodiscard]] const Entry* find(const std::string& task) const;
    [[nodiscard]] StatePtr state(const std::string& task) const;
    [[nodiscard]] const std::map<std::string, Entry>& entries() const { return entries_; }
    [[nodiscard]] const AgentTables& tables() const { return tables_; }

    /// False while the journal takes nothing; see core::Core::writable.
    [[nodiscard]] bool writable() const { return core_.writable(); }

    /// Takes in a task nobody knew; nothing is started for it before its row is durable, or a crash
    /// could make it run twice. A payload that cannot run becomes a task that has failed, so
    /// that the control plane hears why. `task.arn` is set.
    /// @param failure why it cannot run, when the caller knows that already
    /// @return the reason when it cannot run
    std::optional<std::string> add(
        api::acs::Task task, std::optional<std::string> failure = std::nullopt
    );
    /// Changes the state by what happened. No effect on unknown tasks.
    void apply(const std::string& task, const TaskEvent& event);
    /// Erases a task whose containers are gone.
    void forget(const std::string& task);

    /// Reserves the instance for waiting tasks in their order, as far as there is room and their
    /// rows are durable.
    void admit(const Capacity& capacity);

  private:
    void put(const TaskState& state, const char* cause);
    [[nodiscard]] std::vector<Claim> waiting_claims() const;
    [[nodiscard]] std::vector<Claim> holding_claims() const;

    core::Core& core_;
    const AgentTables& tables_;
    const AgentConfig& config_;
    Listener listener_;
    std::map<std::string, Entry> entries_;
    std::set<std::string> unsynced_;  ///< tasks whose first row is not durable yet
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::agent
