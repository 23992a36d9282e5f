#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agent/agent_config.h"
#include "agent/link/usage_sums.h"
#include "agent/task_book.h"
#include "api/tcs/task_metric.h"
#include "base/loop.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// Reads what running containers use, every few seconds, and sums that up between two publications
/// (UsageSums). Lives on the agent's loop.
class UsageSampler {
  public:
    UsageSampler(
        Loop& loop,
        runtime::ContainerRuntime& runtime,
        const TaskBook& book,
        const AgentConfig& config
    );
    ~UsageSampler();
    UsageSampler(const UsageSampler&) = delete;
    UsageSampler& operator=(const UsageSampler&) = delete;

    /// @param cpu_count cores of the machine
    void start(std::int64_t cpu_count);
    /// The metrics since the last call, of running tasks in order of their ARNs.
    std::vector<api::tcs::TaskMetric> take();
    void drop(const std::string& task);

  private:
    struct Container {
        UsageSums sums;
        bool asking = false;
    };
    using Key = std::pair<std::string, std::string>;  ///< task, container

    void sample();
    void ask(const Key& key, const std::string& runtime_id);

    Loop& loop_;
    runtime::ContainerRuntime& runtime_;
    const TaskBook& book_;
    const AgentConfig& config_;
    std::int64_t cpu_count_ = 1;
    std::map<Key, Container> containers_;
    TimerId timer_ = 0;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
