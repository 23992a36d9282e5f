#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/agent.h"
#include "agent/endpoint/desk.h"
#include "agent/endpoint/directory.h"
#include "agent/task_endpoint.h"
#include "control/control_core.h"
#include "drivers/memory_files/fake_memory_files.h"
#include "drivers/network/fake/fake_network.h"
#include "drivers/runtime/fake/fake_machine.h"
#include "drivers/runtime/fake/fake_runtime.h"
#include "drivers/storage/fake/fake_storage.h"
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

/// What mounting takes while nothing is wrong.
inline constexpr Duration kMountTakes{120};
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

/// What a machine is like.
struct MachineKind {
    bool with_ssd = false;
    std::size_t gpus = 0;
    int gpu_sharing = 1;   ///< how many tasks have one at a time
    bool in_pool = false;  ///< its agent joins FARGATE's pool, not the cluster
};

/// A machine with containers, its disk, and an agent process that comes and goes.
class AgentNode {
  public:
    AgentNode(
        ManualLoop& world, Network& network, std::string name, Random random, MachineKind kind
    );
    ~AgentNode() { crash_agent(); }

    Result<void> start_agent();
    /// The agent dies; containers go on.
    void crash_agent();
    /// The machine loses power: agent, containers and unsynced writes are gone.
    void lose_power(bool unsynced_made_it);

    [[nodiscard]] bool agent_up() const { return process_ != nullptr; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] runtime::FakeMachine& machine() { return machine_; }
    /// Ids of its GPUs, which are no other machine's.
    [[nodiscard]] std::vector<std::string> gpus() const;
    [[nodiscard]] int gpu_sharing() const { return kind_.gpu_sharing; }
    /// Its tasks' interfaces.
    [[nodiscard]] network::FakeNetworkMachine& network_machine() { return network_machine_; }
    /// What it has mounted for tasks.
    [[nodiscard]] storage::FakeStorageMachine& storage() { return storage_; }
    /// Files of secrets, in its memory.
    [[nodiscard]] const memory_files::FakeMemoryFiles& secret_files() const {
        return secret_files_;
    }
    [[nodiscard]] store::MemoryDisk& disk() { return *disk_; }
    [[nodiscard]] WallClock& clock() { return clock_; }
    /// The ARN of the container instance that this agent is; empty before it has registered.
    [[nodiscard]] std::string instance_arn() const;

    /// Asks the agent for credentials as containers do. `told` runs later, unless the agent dies
    /// before; not at all where the id is nobody's. @param told the HTTP status
    void ask_for_credentials(const std::string& id, std::function<void(int status)> told);
    /// Its disk says that the task has stopped.
    [[nodiscard]] bool has_stopped(const std::string& task_arn) const;

    /// Hears what the agent asks of the runtime.
    RuntimeProbe::OnAsked on_asked;
    RuntimeProbe::OnStop on_stop;

  private:
    /// What its tasks ask, without HTTP.
    class Endpoint final : public agent::TaskEndpoint {
      public:
        std::shared_ptr<Desk> open_desk(agent::NodeView view) override {
            return agent::endpoint::EndpointDesk::open(std::move(view), directory);
        }
        std::shared_ptr<agent::endpoint::Directory> directory =
            std::make_shared<agent::endpoint::Directory>();
    };
    struct Process {
        Process(AgentNode& node, Random random);
        NodeLoop loop;
        store::MemoryJournal journal;
        runtime::FakeRuntime runtime;
        RuntimeProbe probe;
        network::FakeNetwork network;
        storage::FakeStorage storage;
        SimLink link;
        Endpoint endpoint;
        agent::Agent agent;
    };

    [[nodiscard]] agent::AgentConfig config() const;
    [[nodiscard]] std::optional<agent::TaskState> row_of(const std::string& task_arn) const;
    [[nodiscard]] OnDisk on_disk(const std::string& task_arn) const;

    ManualLoop& world_;
    Network& network_;
    std::string name_;
    Random random_;
    MachineKind kind_;
    WallClock clock_;
    runtime::FakeMachine machine_;
    network::FakeNetworkMachine network_machine_;
    storage::FakeStorageMachine storage_;
    memory_files::FakeMemoryFiles secret_files_;
    std::shared_ptr<store::MemoryDisk> disk_;
    std::unique_ptr<Process> process_;
};

}  // namespace gantry::sim
