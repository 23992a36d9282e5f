#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "agent/endpoint/endpoint_server.h"
#include "base/log_burst.h"
#include "cmd/agent_flags.h"
#include "cmd/agent_host.h"
#include "cmd/console.h"
#include "cmd/network_host.h"
#include "drivers/network/acceptor.h"
#include "drivers/network/link_local.h"
#include "net/tcp_relay.h"

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

    /// Tasks in VPCs reach it, too.
    void serve(NetworkHost& network);
    /// Tasks reach the API of a control plane at the address of the endpoint, where only they and
    /// this machine do: those on its own bridges and in its VPCs. Over TLS they cannot: its
    /// certificate is for another name.
    /// @param url "http://127.0.0.1:4566"
    /// @param wanted otherwise nothing listens there, and nothing is said
    void relay_api(const std::string& url, bool wanted);

    /// Lets an agent that is yet to start take part.
    void join(AgentHostOptions& host);
    /// All agents have started.
    void begin() { server_.begin(); }

  private:
    Result<void> open_api_door(std::uint16_t port);
    Result<void> open_for_tasks(const std::string& docker);
    void open_for_operators();

    Console& console_;
    std::string program_;
    std::unique_ptr<network::LinkLocal> link_;
    agent::endpoint::EndpointServer server_;  ///< ends before the address goes
    std::unique_ptr<net::TcpRelay> relay_;
    LogBurst refused_{Duration{10'000}};           ///< by the door, on its thread
    std::unique_ptr<network::Acceptor> api_door_;  ///< ends before the relay
    std::string api_url_;                          ///< as tasks reach it; empty: they do not
    NetworkHost* network_ = nullptr;
    bool for_tasks_ = false;
    bool for_operators_ = false;
};

}  // namespace gantry::cmd
