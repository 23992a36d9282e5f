#include "sim/faults.h"

#include <utility>

#include "base/log.h"

namespace gantry::sim {

namespace {

constexpr Duration kPauseMax{8'000};
constexpr Duration kDownMax{6'000};
constexpr Duration kCutOffMax{18'000};
constexpr Duration kSilentMax{120'000};
constexpr Duration kSlowMax{20'000};
constexpr Duration kSlowestSync{1'500};
constexpr Duration kSlowestMount{8'000};
constexpr Duration kClockStepMax{20'000};
/// Chances that stores beside the journal fail: at any time, and while they are ill.
constexpr double kStoresFail = 0.02;
constexpr double kStoresFailMost = 0.5;

void log_fault(std::string_view what, std::string_view whom) {
    log_info("fault", {{"what", what}, {"whom", whom}});
}

}  // namespace

void Faults::begin() {
    world_.control.log_disk().set_failing(kStoresFail);
    world_.control.image_disk().set_failing(kStoresFail);
    schedule();
}

void Faults::schedule() {
    world_.loop.call_after(Duration{random_.between(500, kPauseMax.count())}, [this] {
        if (ended_) return;
        strike();
        schedule();
    });
}

void Faults::end() {
    ended_ = true;
    // Until now calls were lost everywhere, too.
    world_.calm.trouble(Calm::kControl, world_.loop.mono());
    world_.control.clock().ahead = std::max(world_.control.clock().ahead, Duration{0});
    world_.control.disk().forget_append_failure();
    world_.control.log_disk().set_failing(0.0);
    world_.control.image_disk().set_failing(0.0);
    for (const auto& agent : world_.agents) {
        agent->clock().ahead = world_.control.clock().ahead;
        agent->disk().forget_append_failure();
        agent->storage().fail_attach(0);
        agent->storage().fail_detach(0);
        agent->storage().fail_snapshot(0);
    }
}

void Faults::trouble(const std::string& node, Duration lasts, std::function<void()> mend) {
    world_.calm.trouble_begins(node);
    world_.loop.call_after(lasts, [this, node, mend = std::move(mend)] {
        mend();
        world_.calm.trouble_ends(node, world_.loop.mono());
    });
}

void Faults::strike() {
    ++count_;
    AgentNode& agent = *world_.agents[random_.below(world_.agents.size())];
    switch (random_.below(3)) {
        case 0: return strike_control();
        case 1: return strike_machine(agent);
        default: return strike_link(agent);
    }
}

void Faults::strike_control() {
    switch (random_.below(9)) {
        case 0:
        case 1:
        case 2: return crash_control();
        case 3:
        case 4: return fail_append(world_.control.disk(), Calm::kControl);
        case 5: return slow_disk(world_.control.disk(), Calm::kControl);
        case 6: return step_clock(world_.control.clock(), Calm::kControl);
        case 7: return break_log_disk();
        default:
            log_fault("journal_trimmed", Calm::kControl);
            if (on_trim) on_trim();
    }
}

void Faults::strike_machine(AgentNode& agent) {
    switch (random_.below(11)) {
        case 0:
        case 1: return crash_agent(agent);
        case 2: return lose_power(agent);
        case 3:
        case 4: return daemon_away(agent);
        case 5: return fail_append(agent.disk(), agent.name());
        case 6: return slow_disk(agent.disk(), agent.name());
        case 7: return step_clock(agent.clock(), agent.name());
        case 8: return break_storage(agent);
        default: return kill_container(agent);
    }
}

void Faults::strike_link(AgentNode& agent) {
    switch (random_.below(4)) {
        case 0:
        case 1:
            log_fault("streams_cut", agent.name());
            world_.calm.trouble(agent.name(), world_.loop.mono());
            return world_.network.cut_streams(agent.name());
        case 2: return cut_off(agent);
        default: return go_silent(agent);
    }
}

// ---- Processes and machines

void Faults::crash_control() {
    if (!world_.control.up()) return;
    log_fault("crash", Calm::kControl);
    world_.control.crash(random_.chance(0.5), random_.chance(0.5));
    trouble(Calm::kControl, some_time(kDownMax), [this] { start_control(); });
}

void Faults::start_control() {
    if (world_.control.up()) return;
    log_info("started", {{"whom", Calm::kControl}});
    if (const auto started = world_.control.start(); !started) {
        return world_.verdict.broken(
            world_.loop.now(), "the control plane cannot start: " + started.error().message
        );
    }
    if (on_control_started) on_control_started();
}

void Faults::crash_agent(AgentNode& agent) {
    if (!agent.agent_up()) return;
    log_fault("crash", agent.name());
    agent.crash_agent();
    trouble(agent.name(), some_time(kDownMax), [this, &agent] { start_agent(agent); });
}

void Faults::start_agent(AgentNode& agent) {
    if (agent.agent_up()) return;
    log_info("started", {{"whom", agent.name()}});
    if (const auto started = agent.start_agent(); !started) {
        world_.verdict.broken(
            world_.loop.now(), "an agent cannot start: " + started.error().message
        );
    }
}

/// Nobody is left to close its connections: the control plane finds out by time, or as the machine
/// comes back.
void Faults::lose_power(AgentNode& agent) {
    if (!agent.agent_up()) return;
    log_fault("power_lost", agent.name());
    world_.network.set_silent(agent.name(), true);
    agent.lose_power(random_.chance(0.5));
    trouble(agent.name(), some_time(kDownMax * 2), [this, &agent] {
        log_info("booted", {{"whom", agent.name()}});
        world_.network.set_silent(agent.name(), false);
        agent.machine().boot();
        start_agent(agent);
    });
}

// ---- Runtimes and containers

void Faults::daemon_away(AgentNode& agent) {
    if (!agent.agent_up()) return;
    const bool away = random_.chance(0.5);
    log_fault(away ? "docker_away" : "docker_hung", agent.name());
    agent.machine().daemon().set_state(
        away ? runtime::FakeDaemon::State::Away : runtime::FakeDaemon::State::Hung
    );
    trouble(agent.name(), some_time(kDownMax), [&agent] {
        log_info("docker_up", {{"whom", agent.name()}});
        agent.machine().daemon().set_state(runtime::FakeDaemon::State::Up);
    });
}

/// Somebody's `docker kill`: no trouble, for it must be told like any other end.
void Faults::kill_container(AgentNode& agent) {
    const auto running = agent.machine().running();
    if (running.empty()) return;
    log_fault("container_killed", agent.name());
    const std::string id = running[random_.below(running.size())]->status.id;
    agent.machine().kill(id);
}

// ---- Links

void Faults::cut_off(AgentNode& agent) {
    log_fault("cut_off", agent.name());
    world_.network.set_cut_off(agent.name(), true);
    trouble(agent.name(), some_time(kCutOffMax), [this, &agent] {
        log_info("connected_again", {{"whom", agent.name()}});
        world_.network.set_cut_off(agent.name(), false);
    });
}

void Faults::go_silent(AgentNode& agent) {
    log_fault("cable_pulled", agent.name());
    world_.network.set_silent(agent.name(), true);
    trouble(agent.name(), some_time(kSilentMax), [this, &agent] {
        log_info("cable_back", {{"whom", agent.name()}});
        world_.network.set_silent(agent.name(), false);
    });
}

// ---- Disks and clocks

void Faults::slow_disk(store::MemoryDisk& disk, const std::string& whose) {
    log_fault("slow_disk", whose);
    disk.set_sync_latency(Duration{random_.between(20, kSlowestSync.count())});
    trouble(whose, some_time(kSlowMax), [&disk] { disk.set_sync_latency(kSyncLatency); });
}

/// Mounting takes its time, or what is next mounted or unmounted cannot be.
void Faults::break_storage(AgentNode& agent) {
    const bool slow = random_.chance(0.5);
    log_fault(slow ? "slow_mounts" : "mounts_fail", agent.name());
    storage::FakeStorageMachine& storage = agent.storage();
    if (slow) {
        storage.takes = some_time(kSlowestMount);
    } else {
        storage.fail_attach(static_cast<int>(random_.below(3)));
        storage.fail_detach(static_cast<int>(random_.below(3)));
        storage.fail_snapshot(static_cast<int>(random_.below(2)));
    }
    trouble(agent.name(), some_time(kSlowMax), [&storage] { storage.takes = kMountTakes; });
}

void Faults::break_log_disk() {
    const bool slow = random_.chance(0.5);
    log_fault(slow ? "slow_log_disk" : "log_disk_fails", Calm::kControl);
    LogDisk& disk = world_.control.log_disk();
    if (slow) {
        disk.set_latency(kSlowestSync);
    } else {
        disk.set_failing(kStoresFailMost);
    }
    trouble("log-disk", some_time(kSlowMax), [this, &disk] {
        disk.set_latency(LogDisk::kLatency);
        disk.set_failing(ended_ ? 0.0 : kStoresFail);
    });
}

void Faults::fail_append(store::MemoryDisk& disk, const std::string& whose) {
    const bool before = random_.chance(0.5);
    log_fault(before ? "append_fails_before" : "append_fails_after", whose);
    world_.calm.trouble(whose, world_.loop.mono());
    if (before) {
        disk.fail_next_append_before();
    } else {
        disk.fail_next_append_after();
    }
}

void Faults::step_clock(WallClock& clock, const std::string& whose) {
    const Duration step{random_.between(-kClockStepMax.count(), kClockStepMax.count())};
    log_info("fault", {{"what", "clock_stepped"}, {"whom", whose}, {"by_ms", step.count()}});
    world_.calm.trouble(whose, world_.loop.mono());
    clock.ahead += step;
    if (step < Duration{0} && &clock == &world_.control.clock() && on_clock_back) on_clock_back();
}

}  // namespace gantry::sim
