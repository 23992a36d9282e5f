#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "agent/engine/start_queue.h"
#include "agent/engine/task_engine.h"
#include "agent/runner/operation.h"

namespace gantry::agent {

/// Makes what happens at the runtime match what the task engine asks for, and tells the engine what
/// the runtime says. Lives on the agent's loop.
class TaskRunner {
  public:
    /// @param changed called with a task that needs another look_at() on a later turn
    TaskRunner(OperationTools tools, std::function<void(const std::string& task)> changed);
    ~TaskRunner();
    TaskRunner(const TaskRunner&) = delete;
    TaskRunner& operator=(const TaskRunner&) = delete;

    /// How many containers may be created or started at once; until it is known, one.
    void set_parallel_starts(std::size_t limit);

    /// Begins whatever the engine wants done for the task now, as far as it is its turn.
    void look_at(const std::string& task);

    /// Asks the runtime how a container is, and tells the engine. While that is under way nothing
    /// begins for the container; while it is being created or started, it waits for the end of
    /// that.
    void observe(const std::string& task, const std::string& container);

    /// What the network driver has in force is another: interfaces may be attached now.
    void network_changed();

    void runtime_lost();
    void runtime_back();

    /// Forgets everything under way for the task.
    void drop(const std::string& task);

  private:
    struct Container {
        std::shared_ptr<Operation> operation;
        bool observing = false;
        bool observe_again = false;
        TimerId retry_timer = 0;
    };
    struct Work {
        std::map<std::string, Container> containers;  ///< "" is what is the task's
        TimerId wake_timer = 0;
    };

    [[nodiscard]] bool has_its_turn(const TaskState& state, const Action& action);
    void wake_next();
    void begin(const std::string& task, const Action& action);
    void on_operation_end(const std::string& task, const std::string& container);
    void drop_void_operations(const std::string& task, const TaskState& state);
    void wake_at(const std::string& task, std::optional<SysTime> when);
    void observe_pause(const std::string& task, const PauseState& pause);
    void inspect(const std::string& task, const std::string& container);
    void on_inspected(
        const std::string& task,
        const std::string& container,
        const Result<runtime::ContainerStatus>& status
    );
    [[nodiscard]] Container* find(const std::string& task, const std::string& container);

    OperationTools tools_;
    std::function<void(const std::string& task)> changed_;
    std::map<std::string, Work> work_;
    StartQueue starts_{1};
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
