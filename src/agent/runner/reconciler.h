#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "agent/runner/operation.h"
#include "agent/runner/task_runner.h"

namespace gantry::agent {

/// Compares what the runtime has with what the task rows say: at the start, whenever the event
/// stream (re)connects, and from time to time. Containers that are there are looked at, those that
/// should be and are not have vanished, and those that carry this instance's label but belong to no
/// task are removed. Lives on the agent's loop.
class Reconciler {
  public:
    Reconciler(OperationTools tools, TaskRunner& runner);
    ~Reconciler();
    Reconciler(const Reconciler&) = delete;
    Reconciler& operator=(const Reconciler&) = delete;

    /// Compares now; what is under way already is done once more.
    void run();

  private:
    void list();
    void on_listed(const Result<std::vector<runtime::ContainerStatus>>& containers);
    void compare(const std::vector<runtime::ContainerStatus>& containers);
    void compare_task(
        const TaskState& state,
        const TaskSpec& spec,
        const std::map<std::string, const runtime::ContainerStatus*>& by_name
    );
    void compare_pause(
        const TaskState& state,
        const TaskSpec& spec,
        const std::map<std::string, const runtime::ContainerStatus*>& by_name
    );
    void remove_orphan(const runtime::ContainerStatus& container);
    void schedule(Duration delay);

    OperationTools tools_;
    TaskRunner& runner_;
    bool running_ = false;
    bool again_ = false;
    TimerId timer_ = 0;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
