#pragma once

#include <CLI/CLI.hpp>

/// The subcommands of `gantry`. Each adds itself to the parser; the one that was chosen sets `run`,
/// which main() calls after parsing and whose result is the process's exit code.
namespace gantry::cmd {

struct Program {
    CLI::App app;
    std::function<int()> run;
};

void add_dev_command(Program& program);
void add_server_command(Program& program);
void add_agent_command(Program& program);
void add_sim_command(Program& program);
void add_history_command(Program& program);
void add_state_command(Program& program);
void add_interrupt_command(Program& program);
void add_status_command(Program& program);
void add_logs_command(Program& program);
void add_exec_command(Program& program);
void add_cp_command(Program& program);
void add_port_forward_command(Program& program);
void add_iam_command(Program& program);
void add_ca_command(Program& program);
void add_coverage_command(Program& program);

}  // namespace gantry::cmd
