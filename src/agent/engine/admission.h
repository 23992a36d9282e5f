#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "agent/engine/task_spec.h"
#include "api/acs/task.h"

namespace gantry::agent {

/// What a task holds of its instance from admission until all its containers have stopped.
/// CPU in CPU units (1024 = one vCPU), memory in MiB.
struct Needs {
    std::int64_t cpu = 0;
    std::int64_t memory_mib = 0;
    std::set<std::pair<std::string, std::int32_t>>
        ports;                     ///< protocol and host port; fixed ones only
    std::set<std::string> gpus{};  ///< ids
};

/// Task cpu and memory where set, else the sum over the containers: their cpu, and
/// memoryReservation or else memory. Source: ECS Developer Guide, task size; the same rule places
/// tasks.
Needs needs_of(const api::acs::Task& task, const TaskSpec& spec);

struct Capacity {
    std::int64_t cpu = 0;
    std::int64_t memory_mib = 0;
    int gpu_sharing = 1;  ///< how many tasks hold one GPU at a time
};

/// A task that holds, or waits for, what it needs.
struct Claim {
    std::string task;
    Needs needs;
};

struct AdmissionPlan {
    std::vector<std::string> admitted;
    std::vector<std::string> impossible;  ///< more CPU or memory than the instance has at all
};

/// Chooses which waiting tasks may begin.
///
/// First come, first served for each resource: what an earlier task waits for is set aside for it,
/// so nobody overtakes it there, while a later task that needs none of what is short may begin at
/// once.
/// @param holding tasks that were admitted and have not stopped
/// @param waiting oldest first
AdmissionPlan plan_admission(
    const Capacity& capacity, std::span<const Claim> holding, std::span<const Claim> waiting
);

}  // namespace gantry::agent
