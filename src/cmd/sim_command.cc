#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/log.h"
#include "cmd/command.h"
#include "sim/sabotages.h"
#include "sim/simulation.h"

namespace gantry::cmd {

namespace {

struct SimOptions {
    std::string seeds = "1";
    int agents = 3;
    int clients = 2;
    int stormy_minutes = 4;
    int jobs = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    bool no_faults = false;
    bool twice = false;
    std::string sabotage;
};

sim::SimulationOptions simulation_of(const SimOptions& options, std::uint64_t seed) {
    sim::SimulationOptions simulation;
    simulation.seed = seed;
    simulation.agents = options.agents;
    simulation.clients = options.clients;
    simulation.stormy = minutes{options.stormy_minutes};
    simulation.faults = !options.no_faults;
    if (const auto* entry = sim::find_sabotage(options.sabotage)) simulation.sabotage = entry->what;
    return simulation;
}

sim::SimulationReport run_seed(const SimOptions& options, std::uint64_t seed) {
    const sim::SimulationOptions simulation = simulation_of(options, seed);
    return options.twice ? sim::run_simulation_twice(simulation) : sim::run_simulation(simulation);
}

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

/// Runs a range of seeds on several threads, each seed on one, and takes the reports in the order
/// of the seeds: what is printed does not depend on how many threads there are.
class SeedRange {
  public:
    SeedRange(const SimOptions& options, std::uint64_t first, std::uint64_t last)
        : options_(options), first_(first), last_(last), next_(first), wanted_(first) {}

    /// @return the process's exit code
    int run() {
        {
            std::vector<std::jthread> threads;
            for (int job = 0; job < options_.jobs; ++job) threads.emplace_back([this] { work(); });
        }
        if (failed_) return 1;
        using fmt::print;
        print("seeds {}..{}: {} events, {} of virtual time, ", first_, last_, events_, span());
        print("journal hash {:016x}, every promise held\n", hash_);
        return 0;
    }

  private:
    void work() {
        for (;;) {
            const std::uint64_t seed = next_.fetch_add(1);
            if (seed > last_ || failed_) return;
            take(run_seed(options_, seed));
        }
    }

    void take(sim::SimulationReport report) {
        const std::lock_guard lock(mutex_);
        early_.emplace(report.seed, std::move(report));
        for (auto next = early_.begin(); next != early_.end() && next->first == wanted_ && !failed_;
             next = early_.erase(next)) {
            add(next->second);
            ++wanted_;
        }
    }

    void add(const sim::SimulationReport& report) {
        events_ += report.events;
        virtual_time_ += report.virtual_time;
        hash_ = hash_ * 1'099'511'628'211ULL ^ report.journal_hash;
        if (!report.violations.empty()) {
            failed_ = true;
            for (const std::string& violation : report.violations) fmt::print("{}\n", violation);
            fmt::print("seed {} failed after {} events; ", report.seed, report.events);
            fmt::print("replay: gantry -v sim --seeds {}\n", report.seed);
        } else if (const auto done = report.seed - first_ + 1; done % 50 == 0) {
            fmt::print("{} seeds, {} events\n", done, events_);
        }
        std::fflush(stdout);
    }

    [[nodiscard]] std::string span() const {
        const auto whole = std::chrono::duration_cast<minutes>(virtual_time_).count();
        return fmt::format("{} h {} min", whole / 60, whole % 60);
    }

    const SimOptions& options_;
    const std::uint64_t first_;
    const std::uint64_t last_;
    std::atomic<std::uint64_t> next_;
    std::atomic<bool> failed_ = false;

    std::mutex mutex_;  ///< of all below
    std::map<std::uint64_t, sim::SimulationReport> early_;
    std::uint64_t wanted_;
    std::uint64_t events_ = 0;
    std::uint64_t hash_ = 0;
    Duration virtual_time_{0};
};

/// Runs in which nothing is broken, each run once however many ask for it.
class WholeRuns {
  public:
    explicit WholeRuns(SimOptions options) : options_(std::move(options)) {
        options_.sabotage.clear();
    }

    /// Whether every promise holds. Waits for a thread that runs the seed already.
    bool hold(std::uint64_t seed) {
        std::promise<bool> promise;
        std::shared_future<bool> known;
        {
            const std::lock_guard lock(mutex_);
            const auto [at, is_new] = runs_.try_emplace(seed, promise.get_future().share());
            if (!is_new) known = at->second;
        }
        if (known.valid()) return known.get();
        const bool held = run_seed(options_, seed).violations.empty();
        promise.set_value(held);
        return held;
    }

  private:
    SimOptions options_;
    std::mutex mutex_;  ///< of the map
    std::map<std::uint64_t, std::shared_future<bool>> runs_;
};

/// Breaks each promise in turn and expects the checkers to notice within its number of seeds.
class SabotageRuns {
  public:
    explicit SabotageRuns(const SimOptions& options) : options_(options), whole_(options) {}

    /// @return the process's exit code: 0 when each was noticed
    int run() {
        {
            std::vector<std::jthread> threads;
            for (int job = 0; job < options_.jobs; ++job) threads.emplace_back([this] { work(); });
        }
        const std::size_t all = sim::sabotages().size();
        fmt::print("{} of {} broken promises were noticed\n", noticed_.load(), all);
        return noticed_ == all ? 0 : 1;
    }

  private:
    void work() {
        for (;;) {
            const std::size_t next = next_.fetch_add(1);
            if (next >= sim::sabotages().size()) return;
            try_one(sim::sabotages()[next]);
        }
    }

    void try_one(const sim::SabotageEntry& entry) {
        SimOptions options = options_;
        options.sabotage = entry.name;
        options.twice = entry.what == Sabotage::ForeignDraw;
        std::string said;
        const std::uint64_t last = entry.first + entry.seeds - 1;
        std::uint64_t seed = entry.first;
        for (; seed <= last && said.empty(); ++seed) {
            const auto report = run_seed(options, seed);
            // A seed that fails without it, too, has noticed something else.
            if (!report.violations.empty() && whole_.hold(seed)) said = report.violations.front();
        }
        const std::lock_guard lock(mutex_);
        if (said.empty()) {
            fmt::print("{:20} NOT NOTICED in {} to {}\n", entry.name, entry.first, last);
        } else {
            ++noticed_;
            fmt::print(
                "{:20} seed {} of {}..{}: {}\n", entry.name, seed - 1, entry.first, last, said
            );
        }
        std::fflush(stdout);
    }

    const SimOptions& options_;
    WholeRuns whole_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<std::size_t> noticed_ = 0;
    std::mutex mutex_;  ///< of what is printed
};

int list_sabotages() {
    for (const sim::SabotageEntry& entry : sim::sabotages()) {
        fmt::print("{:20} {} ({} seeds)\n", entry.name, entry.breaks, entry.seeds);
    }
    return 0;
}

int run_sim(const SimOptions& options, bool log_everything) {
    if (options.sabotage == "list") return list_sabotages();
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    if (!parse_seeds(options.seeds, first, last)) {
        std::fprintf(stderr, "gantry sim: --seeds takes a number or a range like 1..500\n");
        return 2;
    }
    // What agents and control planes log of simulated faults would drown the result.
    if (!log_everything) set_log_sink([](LogLevel, std::string_view) {});
    if (options.sabotage.empty()) return SeedRange(options, first, last).run();
    if (options.sabotage == "all") return SabotageRuns(options).run();
    if (sim::find_sabotage(options.sabotage) == nullptr) {
        std::fprintf(stderr, "gantry sim: no such sabotage; --sabotage list names them\n");
        return 2;
    }
    return SeedRange(options, first, last).run();
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
    command->add_option("--jobs", options->jobs, "Seeds run at the same time")
        ->check(CLI::Range(1, 1'000))
        ->capture_default_str();
    command->add_option("--clients", options->clients, "Clients that call the API at once")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command->add_flag("--no-faults", options->no_faults, "Only the workload");
    command->add_flag("--twice", options->twice, "Run each seed twice and compare the runs");
    command->add_option(
        "--sabotage",
        options->sabotage,
        "Break a promise on purpose, to see it noticed: a name, 'all', or 'list' for the names"
    );
    command->callback([&program, options] {
        program.run = [options] { return run_sim(*options, log_level() == LogLevel::Debug); };
    });
}

}  // namespace gantry::cmd
