#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "agent/agent_config.h"
#include "base/result.h"

namespace gantry::cmd {

/// Which GPUs of its machine an agent gives to tasks.
struct GpuFlags {
    std::string gpus = "auto";  ///< or a number
    int pretended = 0;          ///< for tests
    int sharing = 1;            ///< how many tasks one is given to at a time

    void add_to(CLI::App& command);
    /// Errors: InvalidArgument, for people, where the machine has fewer than that.
    Result<void> apply(agent::AgentConfig& config) const;
};

}  // namespace gantry::cmd
