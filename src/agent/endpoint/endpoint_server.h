#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "agent/endpoint/directory.h"
#include "agent/task_endpoint.h"
#include "base/result.h"
#include "base/source_limits.h"

namespace gantry::agent::endpoint {

/// What the endpoint's sockets bear. Source of the rates: ECS Developer Guide, task metadata
/// endpoint (40 requests a second, bursts of 60), there for the whole instance.
struct EndpointOptions {
    SourceLimits::Rate metadata{.per_second = 40, .burst = 60};  ///< and the agent's API
    SourceLimits::Rate credentials{.per_second = 10'000, .burst = 10'000};
    std::size_t max_body_bytes = 16U << 10U;
    std::size_t max_header_bytes = 16U << 10U;
    std::size_t max_connections = 2048;
    /// Of one container or task, so that none keeps the others out; containers in host mode share
    /// the machine's.
    std::size_t max_connections_of_peer = 256;
    Duration request_timeout{10'000};  ///< to send a request, or to take an answer
    Duration idle_timeout{30'000};
};

/// The endpoint of all agents of a process: its sockets, and who answers. Requests are read on a
/// network thread and answered on the loop of the agent that their id belongs to.
class EndpointServer final : public TaskEndpoint {
  public:
    explicit EndpointServer(EndpointOptions options = {});
    /// @param directory of who answers
    EndpointServer(EndpointOptions options, std::shared_ptr<Directory> directory);
    ~EndpointServer() override;  ///< stops; agents may outlive it

    /// Where tasks ask. Until `begin` all ids are told to ask again: the agents' books are not read
    /// yet. @param port 0: any free one. Errors: Unavailable when the address cannot be bound.
    Result<void> listen_for_tasks(const std::string& address, std::uint16_t port);
    /// Answers on a connection that was accepted inside of a VPC, as those of listen_for_tasks; no
    /// effect before it. Any thread. @param descriptor of a TCP socket; the server's from here on
    /// @param peer the task's address
    void adopt(int descriptor, const std::string& peer);
    /// Where operators of the machine ask (introspection).
    Result<void> listen_for_operators(const std::string& address, std::uint16_t port);
    /// All agents have begun.
    void begin();

    [[nodiscard]] std::uint16_t tasks_port() const;
    [[nodiscard]] std::uint16_t operators_port() const;

    std::shared_ptr<Desk> open_desk(NodeView view) override;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace gantry::agent::endpoint
