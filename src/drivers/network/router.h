#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "base/result.h"
#include "drivers/network/network_driver.h"
#include "drivers/network/network_namespace.h"
#include "drivers/network/router_routes.h"
#include "drivers/network/router_rules.h"

namespace gantry::network {

/// What routers of one machine are made with.
struct RouterPlace {
    const NetworkNamespace& home;  ///< the machine's own namespace
    std::optional<Address> machine_address;
    int mtu = 1500;  ///< of tasks and tunnels
};

/// One VPC on one machine: a network namespace with an uplink to the machine, a tunnel to other
/// machines, and a pair of devices for each interface, whose other end is a task's eth0. All of it
/// goes with the namespace. It outlives the process: what is made is marked, and found again.
///
/// For one worker thread, which is in the machine's namespace; calls wait for programs.
class Router {
  public:
    /// Makes what is missing of it. Errors: Unavailable with the tool's words; Conflict when the
    /// name belongs to somebody else.
    static Result<std::unique_ptr<Router>> open(
        const RouterPlace& place, const std::string& vpc_id, int network_identifier
    );
    /// Of a VPC's namespace on the machine `home`.
    static std::string name_of(const NetworkNamespace& home, const std::string& vpc_id);
    /// Names of namespaces that are, or may be, routers.
    static std::vector<std::string> candidates();
    /// A router that an earlier process of this machine made. Errors: NotFound when it is none.
    static Result<std::unique_ptr<Router>> find(const RouterPlace& place, const std::string& name);

    [[nodiscard]] const std::string& vpc_id() const { return vpc_id_; }
    [[nodiscard]] const std::set<std::string>& interfaces() const { return interfaces_; }
    [[nodiscard]] const std::string& uplink_device() const { return uplink_device_; }
    [[nodiscard]] const UplinkAddresses& uplink() const { return uplink_; }
    [[nodiscard]] const NetworkNamespace& inside() const { return inside_; }
    /// Of the tunnel that is there. 0: there is none.
    [[nodiscard]] int network_identifier() const;

    /// Sees anew what is there.
    Result<void> look();
    /// Rules first, in one transaction, then addresses and routes.
    Result<void> apply(const Vpc& vpc, const RouterSettings& settings);
    Result<void> attach(const TaskInterface& interface, std::int64_t pid);
    Result<void> detach(const std::string& id);
    /// The namespace, and with it everything.
    Result<void> remove();

  private:
    struct Ends;
    Router(const RouterPlace& place, std::string name, std::string vpc_id, NetworkNamespace inside);

    [[nodiscard]] std::string mark() const;
    Result<void> make(int network_identifier);
    Result<void> make_settings();
    Result<void> make_uplink();
    Result<void> make_tunnel(int network_identifier);
    Result<void> apply_routes(const Vpc& vpc, const RouterSettings& settings);
    Result<void> change_routes(const Vpc& vpc, const RouterSettings& settings);
    Result<bool> is_attached(const Ends& ends);
    Result<void> join_ends(const Ends& ends);
    Result<void> set_up_router_end(const Ends& ends);
    Result<void> set_up_task_end(const Ends& ends);

    RouterPlace place_;
    std::string name_;
    std::string vpc_id_;
    NetworkNamespace inside_;
    std::string uplink_device_;  ///< in the machine's namespace
    UplinkAddresses uplink_{};
    bool has_uplink_ = false;
    std::string tunnel_mark_;  ///< of the tunnel that is there
    std::set<std::string> interfaces_;
    std::string rules_;  ///< in force; empty: not known
    // What is there; empty: to be looked at.
    std::optional<std::set<KernelRoute>> routes_;
    std::optional<std::set<Address>> addresses_;
    std::set<Address> machines_;
};

}  // namespace gantry::network
