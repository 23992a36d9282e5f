#include "sim/simulation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/log.h"
#include "services/ec2/service.h"
#include "services/ecs/roles/task_sessions.h"
#include "sim/checkers/acknowledged.h"
#include "sim/checkers/container_checker.h"
#include "sim/checkers/deployment_checker.h"
#include "sim/checkers/fargate_checker.h"
#include "sim/checkers/file_checker.h"
#include "sim/checkers/gpu_checker.h"
#include "sim/checkers/identity_checker.h"
#include "sim/checkers/image_checker.h"
#include "sim/checkers/journal_checker.h"
#include "sim/checkers/keeping_checker.h"
#include "sim/checkers/log_checker.h"
#include "sim/checkers/network_checker.h"
#include "sim/checkers/rest_checker.h"
#include "sim/checkers/row_checker.h"
#include "sim/checkers/secret_file_checker.h"
#include "sim/checkers/snapshot_checker.h"
#include "sim/checkers/storage_checker.h"
#include "sim/checkers/truth_checker.h"
#include "sim/faults.h"
#include "sim/nodes.h"
#include "sim/workload/acts.h"
#include "sim/workload/cast.h"
#include "sim/workload/spot_operator.h"

namespace gantry::sim {

namespace {

constexpr Duration kCheckInterval{1'000};
constexpr Duration kShortSettle{6'000};
constexpr Duration kTrimmedAge{60'000};
/// Of runs that end with broken roll-outs, and a sixth of the time these are given.
constexpr double kBrokenChance = 0.34;
constexpr Duration kBrokenTime{30'000};
/// Security groups are changed so often at the end, and so long is given for it.
constexpr int kGroupChanges = 4;
constexpr Duration kGroupTime{20'000};
/// Nothing is forgotten while promises are checked.
constexpr Duration kRetention = hours{24};
constexpr int kOk = 200;
/// Of every second machine of the cluster; of half of these, two tasks have each.
constexpr std::size_t kGpus = 2;

MachineKind kind_of(std::size_t number) {
    const bool good = number % 2 == 0;
    return {
        .with_ssd = good,
        .gpus = good ? kGpus : 0,
        .gpu_sharing = number % 4 == 0 ? 2 : 1,
    };
}

control::ControlCoreOptions control_options(Duration settle) {
    control::ControlCoreOptions options;
    options.settings.secret = "simulated";
    options.settings.endpoint = "sim://control";
    auto& ecs = options.services.of<ecs::Options>();
    ecs.scheduler.settle = settle;
    ecs.stopped_task_retention = kRetention;
    ecs.default_clusters = {{aws::kDefaultAccount, aws::kDefaultRegion}};
    options.services.of<ec2::Options>().default_vpcs = ecs.default_clusters;
    return options;
}

/// One run: the world, what befalls it, and what must hold.
class Simulation {
  public:
    explicit Simulation(const SimulationOptions& options)
        : options_(options),
          random_(options.seed),
          settle_(random_.chance(0.5) ? kShortSettle : ecs::SchedulerRules{}.settle),
          network_(loop_, Random{random_.next()}, {}),
          control_(loop_, network_, Random{random_.next()}, control_options(settle_)),
          cast_(loop_, network_, random_, ledger_),
          faults_(world_, Random{random_.next()}) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(options.agents); ++i) {
            add_machine(kind_of(i));
        }
        add_machine({.in_pool = true});
        for (int i = 0; i < options.clients; ++i) {
            clients_.push_back(std::make_unique<Client>(
                loop_, network_, Random{random_.next()}, memory_, WorkloadOptions{}
            ));
        }
        watch_control();
        network_.on_control_frame = [this](const std::string& agent, const std::string& frame) {
            cast_.task_programs.on_frame(agent, frame);
            memory_.task_role = cast_.task_programs.role();
        };
    }

    SimulationReport run() {
        faults_.start_control();
        for (const auto& agent : agents_) faults_.start_agent(*agent);
        for (const auto& client : clients_) client->start();
        for (Actor* actor : cast_.all) actor->start();
        if (options_.faults) {
            network_.options().loss = 0.02;
            faults_.begin();
        }
        pass(options_.stormy);
        calm_down();
        pass(options_.quiet / 2);
        if (options_.faults) kill_some();
        cast_.keeper.renew_task_file();
        pass(options_.quiet / 2);
        change_groups();
        cast_.task_writers.read_everything();
        pass(kGroupTime);
        check_everything();
        if (random_.chance(kBrokenChance)) break_roll_outs_and_look();
        if (verdict_.ok()) let_sessions_end();
        return report();
    }

  private:
    void add_machine(MachineKind kind) {
        const std::string name = fmt::format("agent-{}", agents_.size() + 1);
        agents_.push_back(
            std::make_unique<AgentNode>(loop_, network_, name, Random{random_.next()}, kind)
        );
        watch(*agents_.back());
    }

    // ---- Listening

    void watch(AgentNode& agent) {
        agent.machine().set_observer(
            {.on_start =
                 [this, &agent](const runtime::FakeContainer& container) {
                     container_checker_.set_now(loop_.now());
                     container_checker_.on_start(agent.name(), container, loop_.mono());
                     gpu_checker_.on_start(
                         container,
                         {&agent.machine(), agent.gpus(), agent.gpu_sharing()},
                         loop_.now()
                     );
                     secret_file_checker_.on_start(files_of(agent), container, loop_.now());
                     storage_checker_.on_start(
                         {&agent.storage(), &agent.machine()}, container, loop_.now()
                     );
                     snapshot_checker_.on_start(
                         {&agent.storage(), &agent.machine()}, container, loop_.now()
                     );
                 },
             .on_exit = [&agent](const runtime::FakeContainer& container
                        ) { agent.network_machine().end_process(container.status.pid); }}
        );
        network_machines_.push_back(&agent.network_machine());
        storage_machines_.push_back({&agent.storage(), &agent.machine()});
        agent.storage().on_attached = [this](const storage::Mount& mount) {
            storage_checker_.on_attach(mount);
        };
        agent.on_asked = [this](const std::string& what, const std::string& task, OnDisk on_disk) {
            container_checker_.set_now(loop_.now());
            container_checker_.on_asked(what, task, on_disk);
        };
        agent.on_stop = [this](const runtime::FakeContainer& container, Seconds grace) {
            container_checker_.set_now(loop_.now());
            container_checker_.on_stop(container, grace);
        };
    }

    [[nodiscard]] const ec2::Tables& rows_of_ec2() {
        return control_.core().services().get<ec2::Instance>().rows();
    }

    void watch_control() {
        control_.on_transaction = [this](const Told& told) {
            const ecs::Tables& tables = control_.tables();
            row_checker_.on_transaction(told, tables);
            fargate_checker_.on_transaction(told, tables, loop_.mono());
            gpu_checker_.on_transaction(told, tables);
            storage_checker_.on_transaction(told, tables);
            snapshot_checker_.on_transaction(told, tables, rows_of_ec2());
            deployment_checker_.set_now(loop_.mono());
            deployment_checker_.on_transaction(told, tables);
            ledger_.apply(told, tables);
            network_checker_.set_now(loop_.now());
            network_checker_.on_transaction(told, tables);
        };
        control_.on_reload = [this] {
            const ecs::Tables& tables = control_.tables();
            ledger_.reload(tables, loop_.now(), verdict_);
            snapshot_checker_.on_reload(tables, rows_of_ec2());
            row_checker_.on_reload(tables, loop_.now());
            gpu_checker_.on_reload();
        };
        faults_.on_control_started = [this] {
            check_acknowledged(memory_.acknowledged, control_.tables(), loop_.now(), verdict_);
            log_checker_.on_start(
                control_.log_disk().streams(), control_.log_tables(), loop_.mono()
            );
            check_files(
                control_.object_tables(), control_.file_disk().files(), true, loop_.now(), verdict_
            );
            check_others_now();
        };
        faults_.on_clock_back = [this] { deployment_checker_.clock_went_back(loop_.mono()); };
        faults_.on_trim = [this] {
            if (!control_.up() || !control_.core().core().available()) return;
            control_.core().core().journal().trim(
                control_.now() - kTrimmedAge, [](const Result<std::size_t>&) {}
            );
        };
    }

    // ---- Time

    /// Lets time pass, checking as it goes; stops at the first broken promise.
    void pass(Duration time) {
        const MonoTime end = loop_.mono() + time;
        while (loop_.mono() < end && verdict_.ok()) {
            loop_.run_until(
                [this] {
                    network_checker_.look();
                    return ++events_, !verdict_.ok();
                },
                kCheckInterval
            );
            check_now();
        }
    }

    /// No more calls by chance and faults; what is down comes back, and every service wants what
    /// can be had.
    void calm_down() {
        stormy_ = false;
        for (const auto& client : clients_) client->pause();
        for (Actor* actor : cast_.all) actor->pause();
        faults_.end();
        network_.options().loss = 0.0;
        pass(options_.faults ? Faults::kMended : Duration{10'000});
        cast_.try_everything();
        settle_everything(*clients_.front());
        clients_.front()->resume();
        clients_.front()->pause();
    }

    /// Somebody's `docker kill`, one container on each machine: the rows must tell of it at once.
    void kill_some() {
        for (const auto& agent : agents_) {
            const auto running = agent->machine().running();
            if (running.empty()) continue;
            agent->machine().kill(running[random_.below(running.size())]->status.id);
        }
    }

    /// Machines hear of it though no task comes or goes.
    void change_groups() {
        Client& client = *clients_.front();
        for (int i = 0; i < kGroupChanges; ++i) client.then([&client] { change_group(client); });
        client.resume();
        client.pause();
        pass(kGroupTime);
    }

    /// A roll-out to what does not work never costs the good tasks, though some are killed
    /// meanwhile.
    void break_roll_outs_and_look() {
        Client& client = *clients_.front();
        break_roll_outs(client, some_broken_revision(random_));
        client.resume();
        client.pause();
        pass(kBrokenTime);
        kill_some();
        pass(kBrokenTime * 6);
        if (!verdict_.ok()) return;
        check_broken_roll_outs(control_.tables(), kBrokenFamily, settle_, control_.now(), verdict_);
    }

    /// A program asks its agent for credentials; tasks that are over are given none.
    void ask_endpoint() {
        const TaskPrograms::Served served = cast_.task_programs.some_served(random_);
        const auto on = std::ranges::find(agents_, served.agent, [](const auto& agent) {
            return agent->name();
        });
        if (on == agents_.end()) return;
        AgentNode& agent = **on;
        const bool over = agent.has_stopped(served.task);
        agent.ask_for_credentials(served.id, [this, served, over](int status) {
            if (status != kOk || !(over || served.execution)) return;
            verdict_.broken(loop_.now(), "an agent gives credentials of " + served.task);
        });
    }

    /// Sessions of execution roles end some time after their tasks.
    void let_sessions_end() {
        control_.clock().ahead += ecs::kExecutionRoleLingers;
        cast_.task_programs.try_ended(control_.now());
        pass(kGroupTime);
    }

    // ---- Checks

    static FilesMachine files_of(AgentNode& agent) {
        return {agent.name(), &agent.secret_files(), &agent.machine()};
    }

    [[nodiscard]] std::vector<RunningContainer> running() const {
        std::vector<RunningContainer> all;
        for (const auto& agent : agents_) {
            for (const runtime::FakeContainer* container : agent->machine().running()) {
                const std::string& task = task_arn_of(*container);
                all.push_back(
                    {agent->name(), task, container_name_of(*container), ledger_.task_of_arn(task)}
                );
            }
        }
        return all;
    }

    /// What is promised beside clusters, services and tasks.
    void check_others_now() {
        const SysTime now = loop_.now();
        const auto& iam = control_.iam_tables();
        check_identities(cast_.administrator.known(), iam, control_.tables(), now, verdict_);
        check_identity_rows(iam, now, verdict_);
        check_kept(
            cast_.keeper, control_.core().services().get<ec2::Instance>().rows(), now, verdict_
        );
        log_checker_.check(control_.log_disk().streams(), loop_.mono(), now);
        check_files(control_.object_tables(), control_.file_disk().files(), false, now, verdict_);
        check_images(control_.image_tables(), control_.image_disk().manifests(), now, verdict_);
        for (const Actor* actor : cast_.all) {
            for (const std::string& wrong : actor->wrong_answers()) verdict_.broken(now, wrong);
        }
    }

    void check_now() {
        if (stormy_) interrupt_some_task(control_, random_);
        ask_endpoint();
        for (const auto& agent : agents_) cast_.task_writers.write(agent->machine());
        memory_.task_setting = cast_.keeper.task_setting();
        memory_.task_file = cast_.keeper.task_file();
        if (control_.up() && control_.core().core().available()) check_others_now();
        network_checker_.set_now(loop_.now());
        network_checker_.check();
        storage_checker_.check(loop_.now());
        if (!stormy_) secret_file_checker_.check(loop_.mono(), loop_.now());
        const auto all = running();
        check_runs_once(all, loop_.now(), verdict_);
        fargate_checker_.check(
            all, {agents_.back()->name()}, loop_.mono(), control_.now(), loop_.now()
        );
        std::map<std::string, std::string> machines;
        for (const auto& agent : agents_) machines[agent->instance_arn()] = agent->name();
        truth_checker_.check(
            all,
            [&](const std::string& instance) {
                const auto found = machines.find(instance);
                return found == machines.end() ? std::string{} : found->second;
            },
            loop_.mono(),
            loop_.now()
        );
        if (random_.chance(0.02)) {
            journal_checker_.note(control_.disk());
            secrecy_checker_.check_new(control_.disk(), loop_.now(), verdict_);
            for (const auto& agent : agents_) {
                secrecy_checker_.check_new(agent->disk(), loop_.now(), verdict_);
            }
        }
    }

    void check_everything() {
        if (!verdict_.ok()) return;
        const SysTime now = loop_.now();
        const ecs::Tables& tables = control_.tables();
        const ecs::SchedulerRules rules =
            control_options(settle_).services.get<ecs::Options>().scheduler;
        check_acknowledged(memory_.acknowledged, tables, now, verdict_);
        secrecy_checker_.check_all(control_.disk(), now, verdict_);
        for (const auto& agent : agents_) {
            secrecy_checker_.check_all(agent->disk(), now, verdict_);
        }
        fargate_checker_.check_at_rest(tables, now);
        storage_checker_.check_at_rest(now);
        snapshot_checker_.check_at_rest(tables, rows_of_ec2(), now);
        for (const auto& agent : agents_) secret_file_checker_.check_at_rest(files_of(*agent), now);
        check_converged(memory_.acknowledged, tables, running(), now, verdict_);
        network_checker_.check_at_rest(tables, rows_of_ec2());
        for (const std::string& plan :
             unfinished_plans(tables, rules, kRetention, control_.now())) {
            verdict_.broken(now, "nobody was woken for " + plan);
        }
        core::Core& core = control_.core().core();
        journal_checker_.check(core.journal(), core.export_rows(), now, verdict_);
    }

    [[nodiscard]] SimulationReport report() {
        SimulationReport report;
        report.seed = options_.seed;
        report.events = events_;
        report.calls = memory_.calls;
        for (const Actor* actor : cast_.all) report.calls += actor->calls();
        report.faults = faults_.count();
        report.transactions = control_.disk().last_sequence();
        report.journal_hash = control_.disk().hash();
        report.virtual_time = loop_.now() - ManualLoop::kDefaultStart;
        report.violations = verdict_.violations();
        return report;
    }

    SimulationOptions options_;
    Random random_;
    Duration settle_;
    ManualLoop loop_;
    LogClock log_clock_{loop_};
    Verdict verdict_;
    Calm calm_;
    Ledger ledger_;
    Memory memory_;
    RowChecker row_checker_{memory_.acknowledged, verdict_};
    DeploymentChecker deployment_checker_{ledger_, settle_, verdict_};
    ContainerChecker container_checker_{ledger_, verdict_};
    GpuChecker gpu_checker_{ledger_, verdict_};
    FargateChecker fargate_checker_{ledger_, calm_, verdict_};
    TruthChecker truth_checker_{ledger_, calm_, verdict_};
    JournalChecker journal_checker_;
    SecrecyChecker secrecy_checker_;
    LogChecker log_checker_{verdict_};
    std::vector<const network::FakeNetworkMachine*> network_machines_;
    std::vector<StorageMachine> storage_machines_;
    StorageChecker storage_checker_{storage_machines_, ledger_, verdict_};
    SnapshotChecker snapshot_checker_{storage_machines_, ledger_, verdict_};
    NetworkChecker network_checker_{network_machines_, verdict_};
    Network network_;
    std::vector<std::unique_ptr<Client>> clients_;
    ControlNode control_;
    Cast cast_;
    SecretFileChecker secret_file_checker_{
        cast_.keeper.task_file_texts(), ledger_, calm_, verdict_
    };
    std::vector<std::unique_ptr<AgentNode>> agents_;
    World world_{loop_, network_, control_, agents_, calm_, verdict_};
    Faults faults_;
    bool stormy_ = true;
    std::uint64_t events_ = 0;
};

}  // namespace

SimulationReport run_simulation(const SimulationOptions& options) {
    const SabotageScope broken(options.sabotage);
    return Simulation{options}.run();
}

SimulationReport run_simulation_twice(const SimulationOptions& options) {
    SimulationReport first = run_simulation(options);
    const SimulationReport second = run_simulation(options);
    if (first.journal_hash != second.journal_hash || first.events != second.events) {
        first.violations.push_back(fmt::format(
            "the same seed gave two runs: journals {:016x} and {:016x}, {} and {} events",
            first.journal_hash,
            second.journal_hash,
            first.events,
            second.events
        ));
    }
    return first;
}

}  // namespace gantry::sim
