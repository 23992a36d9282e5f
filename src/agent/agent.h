#pragma once

#include <functional>
#include <memory>
#include <string>

#include "agent/agent_config.h"
#include "agent/control_link.h"
#include "agent/task_endpoint.h"
#include "base/loop.h"
#include "base/random.h"
#include "base/result.h"
#include "core/journal.h"
#include "drivers/files/task_files.h"
#include "drivers/memory_files/memory_files.h"
#include "drivers/network/network_driver.h"
#include "drivers/runtime/container_runtime.h"
#include "drivers/storage/storage_driver.h"

namespace gantry::agent {

/// What an agent says of itself, for logs, health endpoints and tests.
struct AgentStatus {
    std::string container_instance_arn;  ///< empty until registered
    bool control_connected = false;      ///< the ACS stream is open
    bool telemetry_connected = false;    ///< the TCS stream is open
    bool runtime_connected = false;      ///< the runtime's events arrive
    std::size_t tasks = 0;               ///< known, stopped ones that are not cleaned up included
};

/// The node agent: registers a container instance, runs what the control plane sends it, and tells
/// what happens. Speaks the protocol of Amazon's agent and nothing beyond, save four messages, a
/// stream for each session in a container, and three words at connecting that others ignore
/// (GantryExecMessage, GantryLogTail, GantryNetworkMessage, GantryPullProgress, gantryExec,
/// gantryProcess, gantryState); attributes, attachments and members of payloads whose names begin
/// with gantry come on top.
///
/// It has the shape of the control plane: one loop, one journal, rows. Everything else is given, so
/// the same object runs in production and in the simulator. Crash-only: destroying it at any moment
/// is the same as stopping it; containers keep running and the next agent on the same journal takes
/// them over.
///
/// Lives on its loop: made, used and destroyed there. All references outlive it.
class Agent {
  public:
    Agent(
        Loop& loop,
        IdSource ids,
        ControlLink& link,
        runtime::ContainerRuntime& runtime,
        core::Journal& journal,
        AgentConfig config
    );
    ~Agent();
    Agent(const Agent&) = delete;
    Agent& operator=(const Agent&) = delete;

    /// Reads the journal and begins; call once. Reaching the control plane and the runtime is tried
    /// for as long as it takes. Errors: the journal's, or InvalidArgument when the journal belongs
    /// to an agent of another cluster.
    Result<void> start();

    /// Calls `on_terminal` (at most once, from the loop) when the control plane refused the
    /// registration for good; nothing works until someone changes the configuration. Running
    /// containers are left alone.
    void set_on_terminal(std::function<void(const Error& why)> on_terminal);

    /// Lets the containers of this agent ask there; before start(). Outlives the agent.
    void set_task_endpoint(TaskEndpoint& endpoint);

    /// Lets tasks have network interfaces (awsvpc), where the driver is able to; before start().
    /// Answers on the agent's loop; outlives the agent.
    void set_network(network::NetworkDriver& driver);

    /// Lets tasks have what is mounted for them: EFS and EBS volumes, FARGATE's storage; before
    /// start(). Answers on the agent's loop; outlives the agent.
    void set_storage(storage::StorageDriver& driver);

    /// Lets tasks have FireLens log routers; before start(). Outlives the agent.
    void set_files(files::TaskFiles& files);

    /// Lets containers have files of secrets, where the driver is able to; before start(). Outlives
    /// the agent.
    void set_secret_files(memory_files::MemoryFiles& files);

    [[nodiscard]] AgentStatus status() const;

  private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace gantry::agent
