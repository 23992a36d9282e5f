#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/acs/gantry_network_message.h"
#include "base/result.h"
#include "drivers/network/fault.h"

/// Task networking (network mode awsvpc): addresses of their own for tasks, security groups and
/// routes in force, VPCs that reach over machines.
namespace gantry::network {

/// An interface of a task, as its namespace sees it.
struct TaskInterface {
    std::string id;              ///< "eni-…": what it is known by
    std::string mac;             ///< "02:…"
    std::string address;         ///< IPv4
    std::string subnet_gateway;  ///< with the subnet's prefix length: "172.31.0.1/20"

    friend bool operator==(const TaskInterface&, const TaskInterface&) = default;
};

/// What the machine can do, found out once.
struct NetworkAbilities {
    bool interfaces = false;  ///< task networking as a whole
    std::string why_not;      ///< for people: what is missing and how to come by it
};

/// The machine's part in task networking: a Linux machine's, or a fake.
///
/// Every operation answers exactly once, on the loop that the driver was made with, never within
/// the call. All are repeatable: what is there already is success, and so is removing what is not.
/// Several agents of a process share one driver; each tells its own state under its name.
class NetworkDriver {
  public:
    virtual ~NetworkDriver() = default;

    template <class T>
    using Done = std::function<void(Result<T>)>;

    [[nodiscard]] virtual const NetworkAbilities& abilities() const = 0;

    /// What is to be in force for `owner` (a container instance's ARN), whole each time: security
    /// groups, routes, other machines. Interfaces that it names and that are not attached yet are
    /// covered as they come; VPCs without interfaces go. Applied in order; a state that waits while
    /// a newer comes is left out, and answers with it.
    /// Errors: InvalidArgument, Unavailable with the tool's words; what was in force stays.
    virtual void apply(
        const std::string& owner, const api::acs::GantryNetworkMessage& state, Done<void> done
    ) = 0;

    /// Puts the interface into the network namespace of a process as eth0, with its address, MAC,
    /// routes, and 169.254.170.2 within reach. Nothing passes until a state names the interface.
    /// Errors: NotFound while no applied state names it (the VPC is not known), InvalidArgument,
    /// Unavailable.
    virtual void attach(
        const std::string& owner, const TaskInterface& interface, std::int64_t pid, Done<void> done
    ) = 0;

    /// Takes the interface away; its address is free then.
    virtual void detach(const std::string& owner, const std::string& id, Done<void> done) = 0;

    /// Interfaces that are there, of whichever owner; after a restart, of an earlier process.
    virtual void list(Done<std::vector<std::string>> ids) = 0;

    /// Makes things go wrong in a network, until it is stopped or the network is gone. Those of the
    /// machine's own are everybody's: whoever's they are, they are found and stopped.
    /// @return what kept it from being started: the latency or loss that runs there already.
    /// Nothing: it runs; a port's that ran already goes on as it was. Errors: InvalidArgument,
    /// Unavailable with the tool's words.
    virtual void start_fault(
        const FaultPlace& place, const Fault& fault, Done<std::optional<FaultKind>> done
    ) = 0;
    /// @param fault its kind, and of a port's the port; the rest says nothing here
    virtual void stop_fault(const FaultPlace& place, const Fault& fault, Done<void> done) = 0;
    virtual void find_fault(const FaultPlace& place, const Fault& fault, Done<bool> runs) = 0;
    /// Stops what that owner has started in the machine's own network.
    virtual void end_faults(const std::string& owner, Done<void> done) = 0;

    /// A socket that listens on `address`:`port` inside of every VPC of this machine, now and
    /// later: where tasks find their agent. @param accepted an open connection, whose descriptor is
    /// the callee's; called on the driver's loop.
    virtual void listen(
        const std::string& address,
        std::uint16_t port,
        std::function<void(int descriptor, const std::string& peer)> accepted
    ) = 0;
};

}  // namespace gantry::network
