#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "agent/agent.h"
#include "agent/http_control_link.h"
#include "base/thread_loop.h"
#include "cmd/network_host.h"
#include "control/identity.h"
#include "core/journal.h"
#include "drivers/memory_files/memory_files.h"
#include "drivers/runtime/container_runtime.h"
#include "drivers/storage/storage_driver.h"
#include "net/http.h"

namespace gantry::cmd {

struct AgentHostOptions {
    std::string endpoint;  ///< of the control plane, "https://10.0.0.5:4566"
    std::string region;
    control::AccessKey key;
    /// Instead of the key: agent::HttpControlLinkOptions::current_credentials. Outlives the host.
    std::function<std::optional<wire::Credentials>()> current_credentials;
    std::string docker;        ///< "unix:///var/run/docker.sock"
    std::string data_dir;      ///< the agent's own; made when missing
    std::string snapshots;     ///< where those of disks are; agents may share it
    bool accept_loss = false;  ///< see store::SqliteJournal::Options
    agent::AgentConfig agent;
    agent::TaskEndpoint* task_endpoint = nullptr;  ///< where containers ask; outlives the host
    NetworkHost* network = nullptr;  ///< of tasks with interfaces of their own; outlives the host
    /// Told (on the agent's thread) when the control plane refused the registration for good.
    std::function<void(const Error& why)> on_terminal;
};

/// One agent as it runs for real: a thread, a local journal, Docker, and a link over HTTP. In a
/// process of its own (`gantry agent`) or several in one (`gantry dev`).
class AgentHost {
  public:
    /// Shared by all agents of the process; they outlive them. They trust different authorities.
    struct Clients {
        net::HttpClient& control_plane;
        net::HttpClient& docker;
    };

    /// Errors: the data directory in use or unreadable, an endpoint that is none.
    static Result<std::unique_ptr<AgentHost>> start(
        AgentHostOptions options, const Clients& clients
    );
    /// Saves state and leaves the containers running.
    ~AgentHost();
    AgentHost(const AgentHost&) = delete;
    AgentHost& operator=(const AgentHost&) = delete;

  private:
    AgentHost(AgentHostOptions options, const Clients& clients);
    Result<void> open();

    AgentHostOptions options_;
    Clients clients_;
    std::unique_ptr<ThreadLoop> loop_;
    std::unique_ptr<core::Journal> journal_;
    std::unique_ptr<runtime::ContainerRuntime> runtime_;
    std::unique_ptr<agent::ControlLink> link_;
    std::unique_ptr<network::NetworkDriver> network_;
    std::unique_ptr<storage::StorageDriver> storage_;
    std::unique_ptr<files::TaskFiles> files_;
    std::unique_ptr<memory_files::MemoryFiles> secret_files_;
    std::unique_ptr<agent::Agent> agent_;
};

}  // namespace gantry::cmd
