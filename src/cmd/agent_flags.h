#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "agent/agent_config.h"

namespace gantry::cmd {

/// What `gantry dev` and `gantry agent` have in common: how their agents keep containers.
struct AgentFlags {
    int container_retention_minutes = 180;
    std::string task_endpoint = "auto";  ///< or "off"
    bool introspection = false;
    std::string task_networking = "auto";  ///< or "off"
    int secret_files_seconds = 60;
    bool give_endpoint = false;             ///< containers are told where the API answers
    std::string toolbox;                    ///< an image
    std::vector<std::string> file_systems;  ///< "fs-1=/srv/share", "fs-1/fsap-1=server:/export"
    std::string snapshots;                  ///< a directory; empty: the one that is usual

    void add_to(CLI::App& command);
    void apply(agent::AgentConfig& config) const;
    [[nodiscard]] std::string snapshots_or(const std::string& usual) const {
        return snapshots.empty() ? usual : snapshots;
    }
};

/// Makes the agent one of the machines that FARGATE tasks of all clusters run on.
/// @param overcommit  how many times its CPU and memory it offers
void join_fargate_pool(agent::AgentConfig& config, int overcommit);

}  // namespace gantry::cmd
