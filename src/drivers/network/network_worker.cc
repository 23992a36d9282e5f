#include "drivers/network/network_worker.h"

#include <algorithm>

#include "base/log.h"

namespace gantry::network {
namespace {

RouterPlace place_for(const LinuxNetworkOptions& options, const NetworkNamespace& home) {
    constexpr int kAlone = 1500;
    constexpr int kWithTunnel = 1450;
    const auto address = parse_address(options.machine_address);
    const int mtu = address ? kWithTunnel : kAlone;
    return {home, address, options.mtu > 0 ? options.mtu : mtu};
}

}  // namespace

NetworkWorker::NetworkWorker(const LinuxNetworkOptions& options, const NetworkNamespace& home)
    : place_(place_for(options, home)),
      faults_(home),
      answers_names_(options.answers_names),
      relay_(options.resolver_file, options.region) {}

NetworkWorker::~NetworkWorker() = default;

RouterSettings NetworkWorker::settings() const {
    RouterSettings settings{
        .machine_address = place_.machine_address, .listening = {}, .resolves = answers_names_
    };
    for (const Listener& listener : listeners_)
        settings.listening.emplace_back(listener.address, listener.port);
    return settings;
}

Result<void> NetworkWorker::take_over() {
    for (const std::string& name : Router::candidates()) {
        auto router = Router::find(place_, name);
        if (!router) continue;
        if ((*router)->interfaces().empty()) {
            (void)(*router)->remove();
            continue;
        }
        log_info(
            "network_taken_over",
            {{"vpc", (*router)->vpc_id()}, {"interfaces", (*router)->interfaces().size()}}
        );
        const std::string vpc_id = (*router)->vpc_id();
        routers_[vpc_id] = std::move(*router);
    }
    if (routers_.empty()) machine_.end();
    return {};
}

// ---- States
// --------------------------------------------------------------------------------------

Result<void> NetworkWorker::apply(States states) {
    std::vector<OwnersState> next = states_;
    for (auto& [owner, state] : states) {
        std::erase_if(next, [&](const OwnersState& known) { return known.owner == owner; });
        next.push_back({owner, std::move(state)});
    }
    std::vector<const NetworkState*> oldest_first;
    for (const OwnersState& known : next) oldest_first.push_back(&known.state);
    NetworkState wanted = merge_states(oldest_first);
    // What was named and is not any more is in force without interfaces until it can go.
    for (const auto& [id, vpc] : wanted_) {
        if (!wanted.contains(id) && routers_.contains(id))
            wanted[id] = Vpc{.id = id, .network_identifier = vpc.network_identifier};
    }
    auto done = put_in_force(wanted);
    if (!done) return done;
    states_ = std::move(next);
    wanted_ = std::move(wanted);
    return {};
}

Result<void> NetworkWorker::put_in_force(const NetworkState& wanted) {
    const RouterSettings common = settings();
    for (const auto& [id, vpc] : wanted) {
        const auto router = routers_.find(id);
        if (vpc.interfaces.empty() && router == routers_.end()) continue;
        if (auto opened = open_router(vpc); !opened) return opened;
        if (auto applied = routers_.at(id)->apply(vpc, common); !applied) return applied;
        resolve_inside(vpc);
    }
    if (auto removed = remove_unwanted(wanted); !removed) return removed;
    if (routers_.empty()) return {};
    return machine_.apply(wanted, common, routers_);
}

Result<void> NetworkWorker::open_router(const Vpc& vpc) {
    if (routers_.contains(vpc.id)) return {};
    auto router = Router::open(place_, vpc.id, vpc.network_identifier);
    if (!router) return router.error();
    for (const Listener& listener : listeners_) listen_inside(**router, listener);
    routers_[vpc.id] = std::move(*router);
    return {};
}

Result<void> NetworkWorker::remove_unwanted(const NetworkState& wanted) {
    for (auto at = routers_.begin(); at != routers_.end();) {
        const auto vpc = wanted.find(at->first);
        const bool named = vpc != wanted.end() && !vpc->second.interfaces.empty();
        if (named || !at->second->interfaces().empty()) {
            ++at;
            continue;
        }
        acceptor_.close(at->first);
        relay_.close(at->first);
        resolving_.erase(at->first);
        if (auto removed = at->second->remove(); !removed) return removed;
        at = routers_.erase(at);
        if (routers_.empty()) machine_.end();
    }
    return {};
}

// ---- Interfaces
// ----------------------------------------------------------------------------------

const Vpc* NetworkWorker::find_vpc_of(const std::string& interface_id) const {
    for (const auto& [id, vpc] : wanted_) {
        if (vpc.interfaces.contains(interface_id)) return &vpc;
    }
    return nullptr;
}

Result<void> NetworkWorker::attach(const TaskInterface& interface, std::int64_t pid) {
    const Vpc* vpc = find_vpc_of(interface.id);
    if (vpc == nullptr) return not_found("no network state names " + interface.id);
    const auto router = routers_.find(vpc->id);
    if (router == routers_.end()) return not_found("the network of " + interface.id + " is gone");
    const Interface& named = vpc->interfaces.at(interface.id);
    if (parse_address(interface.address) != named.address)
        return invalid_argument(interface.id + " has another address in the network's state");
    return router->second->attach(interface, pid);
}

Result<void> NetworkWorker::detach(const std::string& id) {
    for (const auto& [vpc_id, router] : routers_) {
        if (!router->interfaces().contains(id)) continue;
        if (auto detached = router->detach(id); !detached) return detached;
        break;
    }
    return remove_unwanted(wanted_);
}

Result<std::vector<std::string>> NetworkWorker::list() {
    std::vector<std::string> ids;
    for (const auto& [vpc_id, router] : routers_) {
        // Devices go with the processes that they were given to.
        if (auto looked = router->look(); !looked) return looked.error();
        ids.insert(ids.end(), router->interfaces().begin(), router->interfaces().end());
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

// ---- Sockets
// -------------------------------------------------------------------------------------

void NetworkWorker::listen(Address address, std::uint16_t port, Acceptor::Accepted accepted) {
    listeners_.push_back({address, port, std::move(accepted)});
    for (const auto& [vpc_id, router] : routers_) listen_inside(*router, listeners_.back());
    if (auto done = put_in_force(wanted_); !done)
        log_warn("network_rules_failed", {{"why", done.error().message}});
}

/// Where the VPC's blocks say, which a taken-over router knows once a state names it.
void NetworkWorker::resolve_inside(const Vpc& vpc) {
    const std::vector<Address> wanted = resolvers_of(vpc);
    const Router& router = *routers_.at(vpc.id);
    std::vector<Address>& there = resolving_[vpc.id];
    // One that is going has no blocks any more.
    if (!answers_names_ || there == wanted || vpc.blocks.empty()) return;
    relay_.close(vpc.id);
    there = wanted;
    const Inside inside(router.inside(), place_.home);
    for (const Address address : wanted) {
        constexpr std::uint16_t kPort = 53;
        if (!inside.entered()) return;
        auto datagrams = receive_here(address, kPort);
        auto listening = listen_here(address, kPort);
        if (!datagrams || !listening) {
            log_warn(
                "network_names_not_answered",
                {{"vpc", vpc.id},
                 {"address", to_text(address)},
                 {"why", (datagrams ? listening.error() : datagrams.error()).message}}
            );
            continue;
        }
        relay_.add(vpc.id, std::move(*datagrams), std::move(*listening));
    }
}

void NetworkWorker::listen_inside(const Router& router, const Listener& listener) {
    Result<Descriptor> socket = Descriptor();
    {
        const Inside there(router.inside(), place_.home);
        socket = there.entered() ? listen_here(listener.address, listener.port)
                                 : Result<Descriptor>(there.entered().error());
    }
    const auto added = socket
                           ? acceptor_.add(router.vpc_id(), std::move(*socket), listener.accepted)
                           : Result<void>(socket.error());
    if (added) return;
    log_warn(
        "network_not_listening",
        {{"vpc", router.vpc_id()},
         {"address", to_text(listener.address)},
         {"port", listener.port},
         {"why", added.error().message}}
    );
}

}  // namespace gantry::network
