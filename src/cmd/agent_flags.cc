#include "cmd/agent_flags.h"

namespace gantry::cmd {

void AgentFlags::add_to(CLI::App& command) {
    command
        .add_option(
            "--container-retention-minutes",
            container_retention_minutes,
            "How long a stopped task's containers stay at Docker"
        )
        ->check(CLI::Range(1, 60 * 24 * 365))
        ->capture_default_str();
}

void AgentFlags::apply(agent::AgentConfig& config) const {
    config.cleanup_wait = minutes{container_retention_minutes};
}

}  // namespace gantry::cmd
