#pragma once

#include <map>
#include <string>
#include <vector>

#include "agent/agent_config.h"
#include "agent/endpoint/documents.h"
#include "agent/task_book.h"
#include "drivers/runtime/container_runtime.h"

/// Makes documents of what the agent knows. Pure.
namespace gantry::agent::endpoint {

/// What the runtime says of a task's containers, by their names; it may know only some.
using Statuses = std::map<std::string, runtime::ContainerStatus>;

struct TaskFacts {
    const TaskBook::Entry& entry;
    const TaskState& state;
    const AgentConfig& config;
    const Statuses& statuses;
};

/// @param version 3 or 4: what the first of them does not know is left out
ContainerDocument describe_container(
    const TaskFacts& facts, const ContainerSpec& container, int version
);
TaskDocument describe_task(const TaskFacts& facts, int version);

/// A task as the introspection of an instance shows it, as JSON.
std::string describe_for_operators(const TaskFacts& facts);

/// What a reading of a container's network counted.
struct NetworkReading {
    std::int64_t received_bytes = 0;
    std::int64_t sent_bytes = 0;
};
/// Sums the interfaces of the runtime's statistics; zero where there are none.
NetworkReading read_network(const std::string& stats_json);
/// The statistics with `network_rate_stats`, in bytes per second between two readings.
std::string with_rates(
    const std::string& stats_json,
    const NetworkReading& before,
    const NetworkReading& now,
    std::chrono::nanoseconds between
);

}  // namespace gantry::agent::endpoint
