#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "drivers/network/acceptor.h"
#include "drivers/network/dns_relay.h"
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

    /// Finds routers of an earlier process; those without interfaces go. Names are answered in the
    /// others from here on.
    void take_over();

    using States = std::map<std::string, NetworkState>;  ///< by owner
    /// One VPC's failure keeps nothing from the others: the first is returned.
    Result<void> apply(States states);
    Result<void> attach(const TaskInterface& interface, std::int64_t pid);
    Result<void> detach(const std::string& id);
    Result<std::vector<std::string>> list();
    void listen(Address address, std::uint16_t port, Acceptor::Accepted accepted);

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

    /// Where a VPC's names are asked.
    struct Resolving {
        std::vector<Address> at;  ///< empty: to be tried again
        bool told_failure = false;
    };

    [[nodiscard]] RouterSettings settings() const;
    Result<void> put_in_force();
    Result<void> put_in_force(const Vpc& vpc, const RouterSettings& common);
    Result<void> open_router(const Vpc& vpc);
    void resolve_as_before(const Router& router);
    void resolve_inside(const Vpc& vpc);
    Result<void> resolve_at(const Router& router, const std::vector<Address>& addresses);
    Result<void> resolve_here(const std::string& vpc_id, Address address);
    void stop_resolving(const std::string& vpc_id);
    void listen_inside(const Router& router, const Listener& listener);
    void remove_unwanted();
    [[nodiscard]] const Vpc* find_vpc_of(const std::string& interface_id) const;

    RouterPlace place_;
    bool answers_names_;
    std::vector<OwnersState> states_;                         ///< the newest last
    NetworkState wanted_;                                     ///< of all owners
    std::map<std::string, Error> failed_;                     ///< by VPC id: what is not in force
    std::map<std::string, std::unique_ptr<Router>> routers_;  ///< by VPC id
    MachineSide machine_;
    std::vector<Listener> listeners_;
    std::map<std::string, Resolving> resolving_;  ///< by VPC id
    DnsRelay relay_;
    Acceptor acceptor_;
};

}  // namespace gantry::network
