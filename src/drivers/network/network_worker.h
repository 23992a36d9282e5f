#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "drivers/network/acceptor.h"
#include "drivers/network/dns_relay.h"
#include "drivers/network/fault_injector.h"
#include "drivers/network/machine_side.h"
#include "drivers/network/router.h"

namespace gantry::network {

struct LinuxNetworkOptions {
    /// By which the other machines reach this one. Empty: there are none.
    std::string machine_address;
    /// Of tasks. 0: 1450 where there are other machines, which leaves room for the tunnel; else
    /// 1500.
    int mtu = 0;
    /// Tasks' questions for names are answered at 169.254.169.253 and at the second address of
    /// their VPC.
    bool answers_names = true;
    std::string resolver_file = "/etc/resolv.conf";
    std::string region = "us-east-1";
};

/// All that LinuxNetwork does, one thing after another, on a thread that may wait. Made, used and
/// destroyed there. What it made stays.
class NetworkWorker {
  public:
    /// @param accepted called on a thread of the acceptor's. Outlives this.
    NetworkWorker(const LinuxNetworkOptions& options, const NetworkNamespace& home);
    ~NetworkWorker();
    NetworkWorker(const NetworkWorker&) = delete;
    NetworkWorker& operator=(const NetworkWorker&) = delete;

    /// Finds routers of an earlier process; those without interfaces go.
    Result<void> take_over();

    using States = std::map<std::string, NetworkState>;  ///< by owner
    Result<void> apply(States states);
    Result<void> attach(const TaskInterface& interface, std::int64_t pid);
    Result<void> detach(const std::string& id);
    Result<std::vector<std::string>> list();
    void listen(Address address, std::uint16_t port, Acceptor::Accepted accepted);
    [[nodiscard]] FaultInjector& faults() { return faults_; }

  private:
    struct OwnersState {
        std::string owner;
        NetworkState state;
    };
    struct Listener {
        Address address;
        std::uint16_t port = 0;
        Acceptor::Accepted accepted;
    };

    [[nodiscard]] RouterSettings settings() const;
    Result<void> put_in_force(const NetworkState& wanted);
    Result<void> open_router(const Vpc& vpc);
    void resolve_inside(const Vpc& vpc);
    void listen_inside(const Router& router, const Listener& listener);
    Result<void> remove_unwanted(const NetworkState& wanted);
    [[nodiscard]] const Vpc* find_vpc_of(const std::string& interface_id) const;

    RouterPlace place_;
    FaultInjector faults_;
    bool answers_names_;
    std::vector<OwnersState> states_;                         ///< the newest last
    NetworkState wanted_;                                     ///< of all owners
    std::map<std::string, std::unique_ptr<Router>> routers_;  ///< by VPC id
    MachineSide machine_;
    std::vector<Listener> listeners_;
    std::map<std::string, std::vector<Address>> resolving_;  ///< by VPC id: where names are asked
    DnsRelay relay_;
    Acceptor acceptor_;
};

}  // namespace gantry::network
