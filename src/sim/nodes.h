#pragma once

#include <memory>
#include <string>

#include "agent/agent.h"
#include "control/control_core.h"
#include "drivers/runtime/fake/fake_machine.h"
#include "drivers/runtime/fake/fake_runtime.h"
#include "sim/network.h"
#include "sim/node_loop.h"
#include "store/memory_journal.h"

namespace gantry::sim {

/// The control plane's machine: a disk that stays, and a process that comes and goes.
class ControlNode {
  public:
    ControlNode(ManualLoop& world, Network& network, Random random);
    ~ControlNode() { crash(false, false); }

    /// Starts the process. Errors: the state could not be loaded (a promise broken).
    Result<void> start();
    /// Ends it at this instruction. @param power the machine lost power: what was not synced is
    /// gone, or, with `unsynced_made_it`, has just made it
    void crash(bool power, bool unsynced_made_it);

    [[nodiscard]] bool up() const { return process_ != nullptr; }
    [[nodiscard]] control::ControlCore& core() { return process_->core; }
    [[nodiscard]] store::MemoryDisk& disk() { return *disk_; }

    /// Called with every durable change, before anybody else hears of it.
    std::function<void(const core::Change&)> on_change;

  private:
    struct Process {
        Process(ManualLoop& world, std::shared_ptr<store::MemoryDisk> disk, Random random);
        NodeLoop loop;
        store::MemoryJournal journal;
        control::ControlCore core;
    };

    ManualLoop& world_;
    Network& network_;
    Random random_;
    std::shared_ptr<store::MemoryDisk> disk_;
    std::unique_ptr<Process> process_;
};

/// A machine with containers, its disk, and an agent process that comes and goes.
class AgentNode {
  public:
    AgentNode(ManualLoop& world, Network& network, std::string name, Random random);
    ~AgentNode() { crash_agent(); }

    Result<void> start_agent();
    /// The agent dies; containers go on.
    void crash_agent();

    [[nodiscard]] bool agent_up() const { return process_ != nullptr; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] runtime::FakeMachine& machine() { return machine_; }

  private:
    struct Process {
        Process(AgentNode& node, Random random);
        NodeLoop loop;
        store::MemoryJournal journal;
        runtime::FakeRuntime runtime;
        SimLink link;
        agent::Agent agent;
    };

    ManualLoop& world_;
    Network& network_;
    std::string name_;
    Random random_;
    runtime::FakeMachine machine_;
    std::shared_ptr<store::MemoryDisk> disk_;
    std::unique_ptr<Process> process_;
};

}  // namespace gantry::sim
