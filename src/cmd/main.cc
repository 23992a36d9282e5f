#include <cstdio>
#include <exception>

#include "base/log.h"
#include "cmd/command.h"
#include "cmd/version.h"

int main(int argc, char** argv) {
    using namespace gantry;
    cmd::Program program;
    CLI::App& app = program.app;
    app.name("gantry");
    app.description(
        "Gantry: Amazon ECS on your own machines.\n\n"
        "Start here:\n"
        "  gantry dev                                 an ECS of your own, on this machine\n"
        "  aws --endpoint-url http://127.0.0.1:4566 ecs list-clusters\n"
    );
    app.set_version_flag("--version", std::string("gantry ") + cmd::kVersion);
    app.require_subcommand(1);
    bool verbose = false;
    app.add_flag("-v,--verbose", verbose, "Log every step, not only what matters");

    cmd::add_dev_command(program);
    cmd::add_server_command(program);
    cmd::add_agent_command(program);
    cmd::add_sim_command(program);
    cmd::add_history_command(program);
    cmd::add_state_command(program);
    cmd::add_logs_command(program);
    cmd::add_coverage_command(program);

    CLI11_PARSE(app, argc, argv);
    if (verbose) set_log_level(LogLevel::Debug);
    try {
        return program.run();
    } catch (const std::exception& broken) {
        std::fprintf(stderr, "gantry: %s\n", broken.what());
        return 70;
    }
}
