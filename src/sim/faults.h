#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/random.h"
#include "sim/world.h"

namespace gantry::sim {

/// Breaks things at random moments, and mends them: processes, machines, disks, links, clocks,
/// runtimes, containers, and the journal's past. docs/simulator.md lists them.
class Faults {
  public:
    /// The world outlives it.
    Faults(World& world, Random random) : world_(world), random_(random) {}

    /// Begins; the first strikes within seconds.
    void begin();
    /// Nothing new breaks, not even where nothing has been written since a disk was to fail its
    /// next append; what is broken is mended in its time. Clocks agree again.
    void end();
    /// How long after end() all that was down is up again.
    static constexpr Duration kMended{130'000};

    void start_control();
    void start_agent(AgentNode& agent);

    /// The control plane's process has started.
    std::function<void()> on_control_started;
    /// The control plane's clock was set back.
    std::function<void()> on_clock_back;
    /// A moment by chance: the journal's past may be forgotten.
    std::function<void()> on_trim;

    [[nodiscard]] std::uint64_t count() const { return count_; }

  private:
    void schedule();
    void strike();
    void strike_control();
    void strike_machine(AgentNode& agent);
    void strike_link(AgentNode& agent);

    void crash_control();
    void crash_agent(AgentNode& agent);
    void lose_power(AgentNode& agent);
    void daemon_away(AgentNode& agent);
    void kill_container(AgentNode& agent);
    void break_storage(AgentNode& agent);
    void cut_off(AgentNode& agent);
    void go_silent(AgentNode& agent);
    void slow_disk(store::MemoryDisk& disk, const std::string& whose);
    void break_log_disk();
    void fail_append(store::MemoryDisk& disk, const std::string& whose);
    void step_clock(WallClock& clock, const std::string& whose);

    [[nodiscard]] Duration some_time(Duration most) {
        return Duration{random_.between(1, most.count())};
    }
    /// Trouble for `node` now, over after `lasts`, when `mend` runs.
    void trouble(const std::string& node, Duration lasts, std::function<void()> mend);

    World& world_;
    Random random_;
    std::uint64_t count_ = 0;
    bool ended_ = false;
};

}  // namespace gantry::sim
