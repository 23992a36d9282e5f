#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "agent/runner/operation.h"

namespace gantry::agent {

/// Removes the containers and volumes of stopped tasks, then their rows: when the control plane has
/// accepted STOPPED and the time in which people may look at logs has passed. Lives on the agent's
/// loop.
class TaskCleaner {
  public:
    /// @param still_needed whether the containers of a task are to be kept for now
    /// @param forgotten called with a task after its rows are gone
    TaskCleaner(
        OperationTools tools,
        std::function<bool(const std::string& task)> still_needed,
        std::function<void(const std::string& task)> forgotten
    );
    ~TaskCleaner();
    TaskCleaner(const TaskCleaner&) = delete;
    TaskCleaner& operator=(const TaskCleaner&) = delete;

    void look_at(const std::string& task);

  private:
    /// What is left to remove of one task, last first.
    struct Job {
        std::vector<std::string> containers;  ///< ids, or names of those whose id is not known
        std::vector<std::string> volumes;
        MonoTime begun{};
        Backoff pauses;
        TimerId timer = 0;
    };

    void begin(const std::string& task);
    void step(const std::string& task);
    void forget(const std::string& task);
    void remove_files(const std::string& task);
    void remove_container(const std::string& task, const std::string& id_or_name);
    void on_removed(const std::string& task, const Result<void>& how, bool container);

    OperationTools tools_;
    std::function<bool(const std::string& task)> still_needed_;
    std::function<void(const std::string& task)> forgotten_;
    std::map<std::string, Job> jobs_;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
