#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agent/agent_config.h"
#include "agent/task_book.h"
#include "api/tcs/task_metric.h"
#include "base/loop.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// Reads what running containers use, every few seconds, and sums that up between two publications.
/// CPU in percent of the whole machine, memory in MiB without page cache. Lives on the agent's
/// loop.
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
    struct Stats {
        double min = 0;
        double max = 0;
        double sum = 0;
        std::int32_t count = 0;
        void add(double value);
        [[nodiscard]] api::tcs::CWStatsSet to_set() const;
    };
    struct Container {
        std::optional<std::int64_t> cpu_ns;  ///< of the newest sample
        MonoTime sampled_at;
        Stats cpu;
        Stats memory;
        bool asking = false;
    };
    using Key = std::pair<std::string, std::string>;  ///< task, container

    void sample();
    void ask(const Key& key, const std::string& runtime_id);
    void on_usage(const Key& key, const runtime::ContainerUsage& usage);

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
