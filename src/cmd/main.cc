#include <cstdio>
#include <exception>
#include <set>
#include <string>

#include "base/log.h"
#include "cmd/command.h"
#include "cmd/join_code.h"
#include "cmd/version.h"

namespace {

constexpr int kExitUsage = 2;

/// Says so when the command is none that there is. @return whether it is one, or none was given
bool check_command(const CLI::App& app, int argc, char** argv) {
    std::string names;
    std::set<std::string> known;
    for (const CLI::App* command : app.get_subcommands(nullptr)) {
        names += " " + command->get_name();
        known.insert(command->get_name());
    }
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word.starts_with('-')) continue;
        if (known.contains(word)) return true;
        std::fprintf(
            stderr, "gantry: There is no command '%s'; there are:%s\n", word.c_str(), names.c_str()
        );
        return false;
    }
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace gantry;
    cmd::Program program;
    CLI::App& app = program.app;
    app.name("gantry");
    app.description(
        "Gantry: Amazon ECS on your own machines.\n\n"
        "Start here:\n"
        "  gantry dev                                 an ECS of your own, on this machine\n"
        "  AWS_ACCESS_KEY_ID=000000000000 AWS_SECRET_ACCESS_KEY=local \\\n"
        "  aws --region us-east-1 --endpoint-url http://127.0.0.1:4566 ecs list-clusters\n"
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
    cmd::add_interrupt_command(program);
    cmd::add_status_command(program);
    cmd::add_logs_command(program);
    cmd::add_exec_command(program);
    cmd::add_cp_command(program);
    cmd::add_port_forward_command(program);
    cmd::add_iam_command(program);
    cmd::add_ca_command(program);
    cmd::add_coverage_command(program);

    if (!check_command(app, argc, argv)) return kExitUsage;
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& stop) {
        return app.exit(stop) == 0 ? 0 : kExitUsage;
    }
    cmd::hide_join_code(argc, argv);
    if (verbose) set_log_level(LogLevel::Debug);
    try {
        return program.run();
    } catch (const std::exception& broken) {
        std::fprintf(stderr, "gantry: %s\n", broken.what());
        return 70;
    }
}
