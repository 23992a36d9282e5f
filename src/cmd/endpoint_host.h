#pragma once

#include <memory>
#include <string>

#include "agent/endpoint/endpoint_server.h"
#include "cmd/agent_flags.h"
#include "cmd/agent_host.h"
#include "cmd/console.h"
#include "drivers/network/link_local.h"

namespace gantry::cmd {

/// The endpoint of a process's tasks as it is for real: the address, its socket and, where it is
/// wanted, that of introspection. Made before the agents and gone after them. What cannot be had is
/// said once, with what does not work then; the process goes on without.
class EndpointHost {
  public:
    /// @param docker containers of a Docker elsewhere cannot reach this machine's address
    EndpointHost(
        Console& console, std::string program, const AgentFlags& flags, const std::string& docker
    );
    ~EndpointHost();
    EndpointHost(const EndpointHost&) = delete;
    EndpointHost& operator=(const EndpointHost&) = delete;

    /// Lets an agent that is yet to start take part.
    void join(AgentHostOptions& host);
    /// All agents have started.
    void begin() { server_.begin(); }

  private:
    Result<void> open_for_tasks(const std::string& docker);
    void open_for_operators();

    Console& console_;
    std::string program_;
    std::unique_ptr<network::LinkLocal> link_;
    agent::endpoint::EndpointServer server_;  ///< ends before the address goes
    bool for_tasks_ = false;
    bool for_operators_ = false;
};

}  // namespace gantry::cmd
