#include "sim/simulation.h"

#include <fmt/format.h>

#include "base/log.h"
#include "sim/checkers.h"
#include "sim/nodes.h"
#include "sim/workload.h"

namespace gantry::sim {

namespace {

constexpr Duration kCheckInterval{1'000};
constexpr Duration kFaultPauseMax{8'000};
constexpr Duration kDownMax{6'000};

/// One run: the world, what befalls it, and what must hold.
class Simulation {
  public:
    explicit Simulation(const SimulationOptions& options)
        : options_(options),
          random_(options.seed),
          network_(world_, Random{random_.next()}, {}),
          control_(world_, network_, Random{random_.next()}),
          workload_(world_, network_, Random{random_.next()}, {}) {
        for (int i = 0; i < options.agents; ++i) {
            agents_.push_back(std::make_unique<AgentNode>(
                world_, network_, fmt::format("agent-{}", i + 1), Random{random_.next()}
            ));
        }
        control_.on_change = [this](const core::Change& change) {
            ChangeChecker{control_.core().tables(), verdict_}.on_change(change, world_.now());
        };
    }

    SimulationReport run() {
        start_control();
        for (const auto& agent : agents_) start_agent(*agent);
        workload_.start();
        if (options_.faults) {
            network_.options().loss = 0.02;
            schedule_fault();
        }
        pass(options_.stormy);
        calm_down();
        pass(options_.quiet);
        check_everything();
        return report();
    }

  private:
    // ---- Time

    /// Lets time pass, checking as it goes; stops at the first broken promise.
    void pass(Duration time) {
        const MonoTime end = world_.mono() + time;
        while (world_.mono() < end && verdict_.ok()) {
            events_ += world_.advance(kCheckInterval);
            check_runs_once(running(), world_.now(), verdict_);
        }
    }

    // ---- Faults

    void schedule_fault() {
        world_.call_after(Duration{random_.between(500, kFaultPauseMax.count())}, [this] {
            if (calm_) return;
            strike();
            schedule_fault();
        });
    }

    void strike() {
        ++faults_;
        AgentNode& agent = *agents_[random_.below(agents_.size())];
        switch (random_.below(9)) {
            case 0:
            case 1: return crash_control();
            case 2:
            case 3: return crash_agent(agent);
            case 4:
                log_fault("streams_cut", agent.name());
                return network_.cut_streams(agent.name());
            case 5: return cut_off(agent);
            case 6:
                log_fault("append_fails_before", "control");
                return control_.disk().fail_next_append_before();
            case 7:
                log_fault("append_fails_after", "control");
                return control_.disk().fail_next_append_after();
            default: return daemon_away(agent);
        }
    }

    static void log_fault(std::string_view what, std::string_view whom) {
        log_info("fault", {{"what", what}, {"whom", whom}});
    }

    Duration some_time() { return Duration{random_.between(1, kDownMax.count())}; }

    void crash_control() {
        if (!control_.up()) return;
        log_fault("crash", "control");
        control_.crash(random_.chance(0.5), random_.chance(0.5));
        world_.call_after(some_time(), [this] { start_control(); });
    }

    void start_control() {
        if (control_.up()) return;
        log_info("started", {{"whom", "control"}});
        if (const auto started = control_.start(); !started) {
            verdict_.broken(
                world_.now(), "the control plane cannot start: " + started.error().message
            );
            return;
        }
        check_acknowledged(
            workload_.acknowledged(), control_.core().tables(), world_.now(), verdict_
        );
    }

    void crash_agent(AgentNode& agent) {
        if (!agent.agent_up()) return;
        log_fault("crash", agent.name());
        agent.crash_agent();
        world_.call_after(some_time(), [this, &agent] { start_agent(agent); });
    }

    void start_agent(AgentNode& agent) {
        if (agent.agent_up()) return;
        log_info("started", {{"whom", agent.name()}});
        if (const auto started = agent.start_agent(); !started) {
            verdict_.broken(world_.now(), "an agent cannot start: " + started.error().message);
        }
    }

    void cut_off(AgentNode& agent) {
        log_fault("cut_off", agent.name());
        network_.set_cut_off(agent.name(), true);
        world_.call_after(some_time() * 3, [this, &agent] {
            log_info("connected_again", {{"whom", agent.name()}});
            network_.set_cut_off(agent.name(), false);
        });
    }

    void daemon_away(AgentNode& agent) {
        const auto how = random_.chance(0.5) ? runtime::FakeDaemon::State::Away
                                             : runtime::FakeDaemon::State::Hung;
        const bool away = how == runtime::FakeDaemon::State::Away;
        log_fault(away ? "docker_away" : "docker_hung", agent.name());
        agent.machine().daemon().set_state(how);
        world_.call_after(some_time(), [&agent] {
            log_info("docker_up", {{"whom", agent.name()}});
            agent.machine().daemon().set_state(runtime::FakeDaemon::State::Up);
        });
    }

    /// No more calls and faults; what is down comes back, and every service wants what can be had.
    void calm_down() {
        calm_ = true;
        network_.options().loss = 0.0;
        pass(kDownMax * 4);
        workload_.settle();
        pass(kDownMax * 4);
        workload_.stop();
    }

    // ---- Checks

    [[nodiscard]] std::vector<RunningContainer> running() {
        std::vector<RunningContainer> all;
        for (const auto& agent : agents_) {
            for (const runtime::FakeContainer* container : agent->machine().running()) {
                all.push_back({
                    agent->name(),
                    container->status.labels.at("com.amazonaws.ecs.task-arn"),
                    container->status.labels.at("com.amazonaws.ecs.container-name"),
                });
            }
        }
        return all;
    }

    void check_everything() {
        if (!verdict_.ok()) return;
        const SysTime now = world_.now();
        check_acknowledged(workload_.acknowledged(), control_.core().tables(), now, verdict_);
        check_converged(
            workload_.acknowledged(), control_.core().tables(), running(), now, verdict_
        );
        check_replay(control_.disk(), control_.core().core().export_rows(), now, verdict_);
    }

    [[nodiscard]] SimulationReport report() {
        SimulationReport report;
        report.seed = options_.seed;
        report.events = events_;
        report.calls = workload_.calls();
        report.faults = faults_;
        report.transactions = control_.disk().last_sequence();
        report.journal_hash = control_.disk().hash();
        report.virtual_time = world_.now() - ManualLoop::kDefaultStart;
        report.violations = verdict_.violations();
        return report;
    }

    SimulationOptions options_;
    Random random_;
    ManualLoop world_;
    LogClock log_clock_{world_};
    Verdict verdict_;
    Network network_;
    ControlNode control_;
    Workload workload_;
    std::vector<std::unique_ptr<AgentNode>> agents_;
    std::uint64_t events_ = 0;
    std::uint64_t faults_ = 0;
    bool calm_ = false;
};

}  // namespace

SimulationReport run_simulation(const SimulationOptions& options) {
    return Simulation{options}.run();
}

}  // namespace gantry::sim
