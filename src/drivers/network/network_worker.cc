#include "drivers/network/network_worker.h"

#include <algorithm>
#include <utility>

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

constexpr Address kLoopback{0x7f000001U};

/// Of the sockets that take connections for names. No VPC's id has a slash.
std::string names_of(const std::string& vpc_id) {
    return vpc_id + "/names";
}

}  // namespace

NetworkWorker::NetworkWorker(const LinuxNetworkOptions& options, const NetworkNamespace& home)
    : place_(place_for(options, home)),
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

void NetworkWorker::take_over() {
    for (const std::string& name : Router::candidates()) {
        auto router = Router::find(place_, name);
        if (!router) {
            if (router.error().kind != ErrorKind::NotFound)
                log_warn(
                    "network_not_taken_over", {{"router", name}, {"why", router.error().message}}
                );
            continue;
        }
        if ((*router)->interfaces().empty()) {
            (void)(*router)->remove();
            continue;
        }
        log_info(
            "network_taken_over",
            {{"vpc", (*router)->vpc_id()}, {"interfaces", (*router)->interfaces().size()}}
        );
        resolve_as_before(**router);
        const std::string vpc_id = (*router)->vpc_id();
        routers_[vpc_id] = std::move(*router);
    }
    if (routers_.empty()) machine_.end();
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
    states_ = std::move(next);
    wanted_ = std::move(wanted);
    return put_in_force();
}

Result<void> NetworkWorker::put_in_force() {
    const RouterSettings common = settings();
    failed_.clear();
    Result<void> all;
    for (const auto& [id, vpc] : wanted_) {
        const auto done = put_in_force(vpc, common);
        if (done) continue;
        failed_.emplace(id, done.error());
        if (all) all = done;
    }
    remove_unwanted();
    if (routers_.empty()) return all;
    const auto machine = machine_.apply(wanted_, common, routers_);
    if (machine) return all;
    for (const auto& [id, vpc] : wanted_) failed_.emplace(id, machine.error());
    return all ? machine : all;
}

Result<void> NetworkWorker::put_in_force(const Vpc& vpc, const RouterSettings& common) {
    if (vpc.interfaces.empty() && !routers_.contains(vpc.id)) return {};
    if (auto opened = open_router(vpc); !opened) return opened;
    if (auto applied = routers_.at(vpc.id)->apply(vpc, common); !applied) return applied;
    resolve_inside(vpc);
    return {};
}

Result<void> NetworkWorker::open_router(const Vpc& vpc) {
    if (routers_.contains(vpc.id)) return {};
    auto router = Router::open(place_, vpc.id, vpc.network_identifier);
    if (!router) return router.error();
    for (const Listener& listener : listeners_) listen_inside(**router, listener);
    routers_[vpc.id] = std::move(*router);
    return {};
}

/// What cannot be removed is left to who opens it next, or to the next process.
void NetworkWorker::remove_unwanted() {
    for (auto at = routers_.begin(); at != routers_.end();) {
        const auto vpc = wanted_.find(at->first);
        const bool named = vpc != wanted_.end() && !vpc->second.interfaces.empty();
        if (named || !at->second->interfaces().empty()) {
            ++at;
            continue;
        }
        const std::string vpc_id = at->first;
        const std::unique_ptr<Router> router = std::move(at->second);
        at = routers_.erase(at);
        acceptor_.close(vpc_id);
        stop_resolving(vpc_id);
        resolving_.erase(vpc_id);
        if (auto removed = router->remove(); !removed)
            log_warn("network_not_removed", {{"vpc", vpc_id}, {"why", removed.error().message}});
        if (routers_.empty()) machine_.end();
    }
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
    // Nothing passes to or from one that is not in the rules.
    const auto failed = failed_.find(vpc->id);
    if (failed != failed_.end() && !router->second->interfaces().contains(interface.id))
        return failed->second;
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
    remove_unwanted();
    return {};
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
    // As long as nothing was said, what an earlier process put in force stays.
    if (wanted_.empty()) return;
    if (auto done = put_in_force(); !done)
        log_warn("network_rules_failed", {{"why", done.error().message}});
}

/// In a router of an earlier process, until a state says where: at each address of its own. Its
/// rules let nobody ask elsewhere than before.
void NetworkWorker::resolve_as_before(const Router& router) {
    if (!answers_names_) return;
    Result<std::vector<Address>> addresses = std::vector<Address>();
    {
        const Inside inside(router.inside(), place_.home);
        addresses = inside.entered() ? list_addresses()
                                     : Result<std::vector<Address>>(inside.entered().error());
    }
    Result<void> resolving = addresses ? Result<void>() : Result<void>(addresses.error());
    if (addresses) {
        std::erase_if(*addresses, [](Address address) {
            return address == kLoopback || is_uplink_address(address);
        });
        resolving = resolve_at(router, *addresses);
    }
    if (!resolving)
        log_warn(
            "network_names_not_answered",
            {{"vpc", router.vpc_id()}, {"why", resolving.error().message}}
        );
}

/// Where the VPC's blocks say.
void NetworkWorker::resolve_inside(const Vpc& vpc) {
    // One that is going has no blocks any more.
    if (!answers_names_ || vpc.blocks.empty()) return;
    const std::vector<Address> wanted = resolvers_of(vpc);
    Resolving& resolving = resolving_[vpc.id];
    if (resolving.at == wanted) return;
    stop_resolving(vpc.id);
    resolving.at.clear();
    if (const auto done = resolve_at(*routers_.at(vpc.id), wanted); done) {
        resolving = {.at = wanted};
    } else if (!std::exchange(resolving.told_failure, true)) {
        log_warn("network_names_not_answered", {{"vpc", vpc.id}, {"why", done.error().message}});
    }
}

/// At as many of them as can be. Errors: the first's.
Result<void> NetworkWorker::resolve_at(
    const Router& router, const std::vector<Address>& addresses
) {
    const Inside inside(router.inside(), place_.home);
    if (!inside.entered()) return inside.entered();
    Result<void> all;
    for (const Address address : addresses) {
        const auto done = resolve_here(router.vpc_id(), address);
        if (!done && all) all = unavailable(to_text(address) + ": " + done.error().message);
    }
    return all;
}

Result<void> NetworkWorker::resolve_here(const std::string& vpc_id, Address address) {
    constexpr std::uint16_t kPort = 53;
    auto datagrams = receive_here(address, kPort);
    if (!datagrams) return datagrams.error();
    auto listening = listen_here(address, kPort);
    if (!listening) return listening.error();
    relay_.add(vpc_id, std::move(*datagrams));
    return acceptor_.add(
        names_of(vpc_id),
        std::move(*listening),
        [this, vpc_id](Descriptor connection, const std::string& peer) {
            relay_.carry(vpc_id, std::move(connection), peer);
        }
    );
}

void NetworkWorker::stop_resolving(const std::string& vpc_id) {
    relay_.close(vpc_id);
    acceptor_.close(names_of(vpc_id));
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
