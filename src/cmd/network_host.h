#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/thread_loop.h"
#include "cmd/agent_flags.h"
#include "cmd/console.h"
#include "drivers/network/network_driver.h"

namespace gantry::cmd {

/// The task networking (awsvpc) of a process, for all its agents: one driver with a thread of its
/// own. Made before the agents and gone after them. Where the machine cannot do it, that is said
/// once, with what works instead; the process goes on without.
class NetworkHost {
  public:
    struct Options {
        std::string program;  ///< "gantry dev"
        std::string docker;   ///< containers of a Docker elsewhere have namespaces elsewhere
        std::string region;
        std::string machine_address;  ///< by which other machines reach this one; empty: none do
    };
    NetworkHost(Console& console, const AgentFlags& flags, const Options& options);
    ~NetworkHost();
    NetworkHost(const NetworkHost&) = delete;
    NetworkHost& operator=(const NetworkHost&) = delete;

    [[nodiscard]] bool works() const { return abilities_.interfaces; }

    /// The driver as an agent on that loop sees it: called there, answers there. To be destroyed on
    /// it, before this.
    std::unique_ptr<network::NetworkDriver> for_loop(Loop& loop);

    /// Inside of every VPC. @param accepted called on a thread of the driver's; the descriptor is
    /// the callee's
    void listen(
        const std::string& address,
        std::uint16_t port,
        std::function<void(int descriptor, const std::string& peer)> accepted
    );

  private:
    class OfLoop;

    network::NetworkAbilities abilities_;
    ThreadLoop loop_{"network"};
    std::unique_ptr<network::NetworkDriver> driver_;  ///< lives on loop_; null: there is none
};

/// The address by which this machine reaches a control plane, for others to reach it; empty where
/// that is a loopback address or cannot be found. @param endpoint "http://10.0.0.5:4566"
std::string address_towards(const std::string& endpoint);

}  // namespace gantry::cmd
