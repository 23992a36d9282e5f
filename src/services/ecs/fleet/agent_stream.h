#pragma once

#include <cstddef>
#include <string>

#include "services/ecs/model/arn.h"

namespace gantry::fleet {

/// The way to one connected agent: a websocket, or a pipe of the simulator's network.
/// Called on the core's loop; must not block and must not call back from inside.
class AgentStream {
  public:
    virtual ~AgentStream() = default;
    virtual void send(std::string text) = 0;
    /// @param code a websocket close code. 1000, 1001, 1006 and 1011 make Amazon's agent reconnect
    /// at
    ///        once; 1008, 1012 and 1013 make it back off first.
    virtual void close(int code, std::string reason) = 0;
    /// Bytes given to send and not yet written out.
    [[nodiscard]] virtual std::size_t unsent_bytes() const = 0;
};

/// What an agent says of itself when it opens a stream.
struct AgentHello {
    ecs::Scope scope;     ///< of the credentials that signed the upgrade
    std::string machine;  ///< the managed instance (mi-…) whose they are; empty: no one's
    std::string container_instance;  ///< ARN
    std::string cluster;             ///< name or ARN, as the agent was configured
    std::string agent_version;
    std::string agent_hash;
    std::string docker_version;
    bool send_credentials = false;
    /// Drawn by Gantry's agents at their start; empty: an agent that does not say.
    std::string process;
    /// What it was last told of the control plane's state (see Lineage); empty: an agent that does
    /// not say.
    std::string told_state;
};

}  // namespace gantry::fleet
