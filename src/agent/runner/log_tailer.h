#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "agent/runner/operation.h"

namespace gantry::agent {

/// The last lines a stopped container wrote.
struct LogTail {
    std::string task_arn;
    std::string container_name;
    std::vector<std::string> lines;
    static const reflect::TypeInfo& type_info();
};

/// Reads the last lines of containers that have stopped and hands them on, so that the reason of a
/// crash is seen where the task is seen. Best effort: nothing waits for it, and what cannot be read
/// (a log driver without reading) is left out. Lives on the agent's loop.
class LogTailer {
  public:
    /// @param send hands a tail over; false: not now, offer_again() will follow
    LogTailer(OperationTools tools, std::function<bool(const LogTail& tail)> send);
    LogTailer(const LogTailer&) = delete;
    LogTailer& operator=(const LogTailer&) = delete;

    void look_at(const std::string& task);
    /// Sends what could not be sent before.
    void offer_again();
    void drop(const std::string& task);

  private:
    void fetch(const std::string& task, const ContainerState& container);
    void offer(LogTail tail);

    OperationTools tools_;
    std::function<bool(const LogTail& tail)> send_;
    std::map<std::string, std::set<std::string>> fetched_;  ///< task → containers
    std::deque<LogTail> unsent_;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
