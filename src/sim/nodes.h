#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "agent/agent.h"
#include "control/control_core.h"
#include "drivers/network/fake/fake_network.h"
#include "drivers/runtime/fake/fake_machine.h"
#include "drivers/runtime/fake/fake_runtime.h"
#include "services/ecr/service.h"
#include "services/ecs/service.h"
#include "services/iam/service.h"
#include "services/logs/service.h"
#include "services/s3/service.h"
#include "sim/checkers/ledger.h"
#include "sim/file_disk.h"
#include "sim/image_disk.h"
#include "sim/log_disk.h"
#include "sim/network.h"
#include "sim/node_loop.h"
#include "sim/runtime_probe.h"
#include "store/memory_journal.h"

namespace gantry::sim {

/// What a disk takes to sync while nothing is wrong with it.
inline constexpr Duration kSyncLatency{2};

/// The control plane's machine: disks that stay, and a process that comes and goes.
class ControlNode {
  public:
    ControlNode(
        ManualLoop& world, Network& network, Random random, control::ControlCoreOptions options
    );
    ~ControlNode() { crash(false, false); }

    /// Starts the process. Errors: the state could not be loaded (a promise broken).
    Result<void> start();
    /// Ends it at this instruction. @param power the machine lost power: what was not synced is
    /// gone, or, with `unsynced_made_it`, has just made it
    void crash(bool power, bool unsynced_made_it);

    [[nodiscard]] bool up() const { return process_ != nullptr; }
    [[nodiscard]] control::ControlCore& core() { return process_->core; }
    [[nodiscard]] ecs::Instance& ecs() { return core().services().get<ecs::Instance>(); }
    [[nodiscard]] const ecs::Tables& tables() { return ecs().rows(); }
    [[nodiscard]] const iam::Tables& iam_tables() {
        return core().services().get<iam::Instance>().rows();
    }
    [[nodiscard]] const logs::Tables& log_tables() {
        return core().services().get<logs::Instance>().rows();
    }
    [[nodiscard]] const s3::Tables& object_tables() {
        return core().services().get<s3::Instance>().rows();
    }
    [[nodiscard]] const ecr::Tables& image_tables() {
        return core().services().get<ecr::Instance>().rows();
    }
    [[nodiscard]] store::MemoryDisk& disk() { return *disk_; }
    [[nodiscard]] ImageDisk& image_disk() { return image_disk_; }
    [[nodiscard]] FileDisk& file_disk() { return file_disk_; }
    [[nodiscard]] LogDisk& log_disk() { return log_disk_; }
    [[nodiscard]] WallClock& clock() { return clock_; }
    [[nodiscard]] SysTime now() const { return world_.now() + clock_.ahead; }

    /// Called with every durable transaction, after the control plane's own subscribers heard of
    /// all its changes.
    std::function<void(const Told&)> on_transaction;
    /// The rows were loaded from the disk: at a start, and after a failed write.
    std::function<void()> on_reload;

  private:
    struct Process {
        Process(ControlNode& node, Random random);
        NodeLoop loop;
        store::MemoryJournal journal;
        control::ControlCore core;
    };

    void on_change(const core::Change& change);
    /// Tells of the transaction whose changes have been heard so far.
    void tell();

    ManualLoop& world_;
    Network& network_;
    Random random_;
    control::ControlCoreOptions options_;
    WallClock clock_;
    std::shared_ptr<store::MemoryDisk> disk_;
    LogDisk log_disk_;
    FileDisk file_disk_;
    ImageDisk image_disk_;
    Told told_;
    std::unique_ptr<Process> process_;
};

/// A machine with containers, its disk, and an agent process that comes and goes.
class AgentNode {
  public:
    AgentNode(ManualLoop& world, Network& network, std::string name, Random random, bool with_ssd);
    ~AgentNode() { crash_agent(); }

    Result<void> start_agent();
    /// The agent dies; containers go on.
    void crash_agent();
    /// The machine loses power: agent, containers and unsynced writes are gone.
    void lose_power(bool unsynced_made_it);

    [[nodiscard]] bool agent_up() const { return process_ != nullptr; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] runtime::FakeMachine& machine() { return machine_; }
    /// Its tasks' interfaces.
    [[nodiscard]] network::FakeNetworkMachine& network_machine() { return network_machine_; }
    [[nodiscard]] store::MemoryDisk& disk() { return *disk_; }
    [[nodiscard]] WallClock& clock() { return clock_; }
    /// The ARN of the container instance that this agent is; empty before it has registered.
    [[nodiscard]] std::string instance_arn() const;

    /// Hears what the agent asks of the runtime.
    RuntimeProbe::OnAsked on_asked;

  private:
    struct Process {
        Process(AgentNode& node, Random random);
        NodeLoop loop;
        store::MemoryJournal journal;
        runtime::FakeRuntime runtime;
        RuntimeProbe probe;
        network::FakeNetwork network;
        SimLink link;
        agent::Agent agent;
    };

    [[nodiscard]] agent::AgentConfig config() const;
    [[nodiscard]] OnDisk on_disk(const std::string& task_arn) const;

    ManualLoop& world_;
    Network& network_;
    std::string name_;
    Random random_;
    bool with_ssd_;
    WallClock clock_;
    runtime::FakeMachine machine_;
    network::FakeNetworkMachine network_machine_;
    std::shared_ptr<store::MemoryDisk> disk_;
    std::unique_ptr<Process> process_;
};

}  // namespace gantry::sim
