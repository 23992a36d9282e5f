#pragma once

#include <map>
#include <memory>
#include <string>

#include "agent/backoff.h"
#include "agent/runner/operation.h"

namespace gantry::agent {

/// Removes the group of a task (engine/task_group.h) that has stopped: at once, and again while a
/// container's end is still being tidied up. That it was done is not written down: after a restart
/// of the agent it is done once more. Lives on the agent's loop.
class GroupRemover {
  public:
    explicit GroupRemover(OperationTools tools);
    ~GroupRemover();
    GroupRemover(const GroupRemover&) = delete;
    GroupRemover& operator=(const GroupRemover&) = delete;

    void look_at(const std::string& task);
    void drop(const std::string& task);

  private:
    struct Job {
        std::string group;
        Backoff pauses;
        TimerId timer = 0;
    };

    void remove(const std::string& task);
    void on_removed(const std::string& task, const Result<void>& how);

    OperationTools tools_;
    std::map<std::string, Job> jobs_;  ///< by task
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
