#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>

#include "base/log.h"
#include "cmd/command.h"
#include "sim/simulation.h"

namespace gantry::cmd {

namespace {

struct SimOptions {
    std::string seeds = "1";
    int agents = 3;
    int stormy_minutes = 4;
    bool no_faults = false;
};

/// "7" or "1..500".
bool parse_seeds(const std::string& text, std::uint64_t& first, std::uint64_t& last) {
    const auto dots = text.find("..");
    try {
        std::size_t used = 0;
        first = std::stoull(text.substr(0, dots), &used);
        if (used != std::min(dots, text.size())) return false;
        last = dots == std::string::npos ? first : std::stoull(text.substr(dots + 2), &used);
    } catch (const std::exception&) {
        return false;
    }
    return first <= last;
}

int run_sim(const SimOptions& options, bool log_everything) {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    if (!parse_seeds(options.seeds, first, last)) {
        std::fprintf(stderr, "gantry sim: --seeds takes a number or a range like 1..500\n");
        return 2;
    }
    // What agents and control planes log of simulated faults would drown the result.
    if (!log_everything) set_log_level(LogLevel::Error);
    std::uint64_t events = 0;
    std::uint64_t hash = 0;
    Duration virtual_time{0};
    for (std::uint64_t seed = first; seed <= last; ++seed) {
        sim::SimulationOptions simulation;
        simulation.seed = seed;
        simulation.agents = options.agents;
        simulation.stormy = minutes{options.stormy_minutes};
        simulation.faults = !options.no_faults;
        const sim::SimulationReport report = sim::run_simulation(simulation);
        events += report.events;
        virtual_time += report.virtual_time;
        hash = hash * 1'099'511'628'211ULL ^ report.journal_hash;
        if (!report.violations.empty()) {
            for (const std::string& violation : report.violations)
                std::printf("%s\n", violation.c_str());
            std::printf(
                "seed %llu failed after %llu events; replay: gantry -v sim --seeds %llu\n",
                static_cast<unsigned long long>(seed),
                static_cast<unsigned long long>(report.events),
                static_cast<unsigned long long>(seed)
            );
            return 1;
        }
        if ((seed - first + 1) % 50 == 0) {
            std::printf(
                "%s\n", fmt::format("{} seeds, {} events", seed - first + 1, events).c_str()
            );
            std::fflush(stdout);
        }
    }
    std::printf(
        "%s\n",
        fmt::format(
            "seeds {}..{}: {} events, {} h of virtual time, journal hash {:016x}, every promise "
            "held",
            first,
            last,
            events,
            std::chrono::duration_cast<hours>(virtual_time).count(),
            hash
        )
            .c_str()
    );
    return 0;
}

}  // namespace

void add_sim_command(Program& program) {
    auto options = std::make_shared<SimOptions>();
    CLI::App* command = program.app.add_subcommand(
        "sim",
        "Runs the control plane and agents in a simulated world with crashes, cuts and failing "
        "disks, and "
        "checks that every promise holds. The same seed gives the same run"
    );
    command->add_option("--seeds", options->seeds, "One seed or a range, e.g. 1..500")
        ->capture_default_str();
    command->add_option("--agents", options->agents, "Simulated machines")
        ->check(CLI::Range(1, 10'000))
        ->capture_default_str();
    command
        ->add_option("--minutes", options->stormy_minutes, "Virtual minutes of workload and faults")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    command->add_flag("--no-faults", options->no_faults, "Only the workload");
    command->callback([&program, options] {
        program.run = [options] { return run_sim(*options, log_level() == LogLevel::Debug); };
    });
}

}  // namespace gantry::cmd
