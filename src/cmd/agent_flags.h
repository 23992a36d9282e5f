#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "agent/agent_config.h"

namespace gantry::cmd {

/// What `gantry dev` and `gantry agent` have in common: how their agents keep containers.
struct AgentFlags {
    int container_retention_minutes = 180;
    std::string task_endpoint = "auto";  ///< or "off"
    bool introspection = false;

    void add_to(CLI::App& command);
    void apply(agent::AgentConfig& config) const;
};

}  // namespace gantry::cmd
