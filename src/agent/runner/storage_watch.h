#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "agent/runner/operation.h"

namespace gantry::agent {

/// Looks how much the containers of FARGATE tasks have written into their own file systems, where
/// no limit is set on them, and stops a task that has written more than its ephemeral storage.
/// What is in its volumes has a limit of its own (engine/task_mounts.h). What a runtime cannot
/// count in its time is taken for nothing, and the log says so. Lives on the agent's loop.
class StorageWatch {
  public:
    explicit StorageWatch(OperationTools tools);
    ~StorageWatch();
    StorageWatch(const StorageWatch&) = delete;
    StorageWatch& operator=(const StorageWatch&) = delete;

    void look_at(const std::string& task);
    void drop(const std::string& task) {
        watched_.erase(task);
        untold_.erase(task);
    }

  private:
    /// The container that is asked about, and what those before it have written.
    struct Round {
        std::string task;
        std::vector<std::string> containers;  ///< yet to be asked about
        std::int64_t written = 0;
        std::string untold;  ///< why one of them could not be counted
    };

    void wait();
    void begin();
    void next_task();
    void next_container();
    void judge();
    void note_untold();

    OperationTools tools_;
    std::set<std::string> watched_;   ///< tasks that are to run and have a limit
    std::set<std::string> untold_;    ///< those of which the log was told
    std::vector<std::string> queue_;  ///< of this round
    Round round_;
    bool asking_ = false;
    TimerId timer_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::agent
