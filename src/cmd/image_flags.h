#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "agent/agent_config.h"

namespace gantry::cmd {

/// How an agent removes images that no task needs any more.
struct ImageFlags {
    std::string cleanup = "auto";  ///< or "off"
    int interval_minutes = 30;
    int minimum_age_minutes = 60;
    int most_at_a_time = 5;
    std::vector<std::string> keep;

    void add_to(CLI::App& command);
    /// With prefer-cached images stay: they were put there to be used again.
    void apply(agent::AgentConfig& config) const;
};

}  // namespace gantry::cmd
