#include "drivers/network/fake/fake_network.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "drivers/network/packet_judge.h"

namespace gantry::network {

// ---- The machine
// ---------------------------------------------------------------------------------

FakeNetworkMachine::FakeNetworkMachine(Loop& loop, Random random, FakeNetworkOptions options)
    : loop_(loop), random_(random), options_(std::move(options)) {}

void FakeNetworkMachine::fail_attach(int times, Error error) {
    attach_failures_ = {times, std::move(error)};
}

void FakeNetworkMachine::fail_apply(int times, Error error) {
    apply_failures_ = {times, std::move(error)};
}

void FakeNetworkMachine::fail_detach(int times, Error error) {
    detach_failures_ = {times, std::move(error)};
}

void FakeNetworkMachine::crash() {
    attached_.clear();
    faults_.clear();
    in_force_.clear();
}

void FakeNetworkMachine::end_process(std::int64_t pid) {
    std::erase_if(attached_, [pid](const auto& entry) { return entry.second.pid == pid; });
    // Those of the machine's own network have no process.
    std::erase_if(faults_, [pid](const Running& one) { return pid != 0 && one.place.pid == pid; });
}

bool FakeNetworkMachine::listens(const std::string& address, std::uint16_t port) const {
    const auto found = listening_.find({address, port});
    return found != listening_.end() && !found->second.first.expired();
}

bool FakeNetworkMachine::connect(
    const std::string& address, std::uint16_t port, int descriptor, const std::string& peer
) {
    if (!listens(address, port)) return false;
    loop_.post([listener = listening_.at({address, port}), descriptor, peer] {
        if (!listener.first.expired()) listener.second(descriptor, peer);
    });
    return true;
}

std::optional<Error> FakeNetworkMachine::planned_failure(Failures& failures) {
    if (!away_ && failures.left == 0) return std::nullopt;
    ++counters_.failed;
    if (away_) return unavailable("the machine's network cannot be administered");
    --failures.left;
    return failures.error;
}

Duration FakeNetworkMachine::draw_time() {
    if (options_.takes_min == options_.takes_max) return options_.takes_min;
    return Duration{random_.between(options_.takes_min.count(), options_.takes_max.count())};
}

// ---- The driver
// ----------------------------------------------------------------------------------

FakeNetwork::FakeNetwork(Loop& loop, FakeNetworkMachine& machine)
    : loop_(loop), machine_(machine) {}

FakeNetwork::~FakeNetwork() = default;

const NetworkAbilities& FakeNetwork::abilities() const {
    return machine_.options_.abilities;
}

/// What was asked for first is done first, however long each takes.
void FakeNetwork::later(std::function<void()> work) {
    const MonoTime at = std::max(last_answer_, loop_.mono() + machine_.draw_time());
    last_answer_ = at;
    const auto delay = std::chrono::ceil<Duration>(at - loop_.mono());
    loop_.call_after(delay, [work = std::move(work), alive = std::weak_ptr(alive_)] {
        if (!alive.expired()) work();
    });
}

void FakeNetwork::apply(
    const std::string& owner, const api::acs::GantryNetworkMessage& state, Done<void> done
) {
    later([this, owner, state, done = std::move(done)] { done(apply_now(owner, state)); });
}

Result<void> FakeNetwork::apply_now(
    const std::string& owner, const api::acs::GantryNetworkMessage& state
) {
    auto read = read_state(state);
    if (!read) return read.error();
    if (auto failure = machine_.planned_failure(machine_.apply_failures_)) return *failure;
    std::erase_if(states_, [&](const OwnersState& known) { return known.owner == owner; });
    states_.push_back({owner, std::move(*read)});
    std::vector<const NetworkState*> states;
    for (const OwnersState& known : states_) states.push_back(&known.state);
    machine_.in_force_ = merge_states(states);
    ++machine_.counters_.applied;
    return {};
}

void FakeNetwork::attach(
    const std::string& /*owner*/, const TaskInterface& interface, std::int64_t pid, Done<void> done
) {
    later([this, interface, pid, done = std::move(done)] { done(attach_now(interface, pid)); });
}

Result<void> FakeNetwork::attach_now(const TaskInterface& interface, std::int64_t pid) {
    const bool valid = is_plain_name(interface.id) && parse_mac(interface.mac) &&
                       parse_address(interface.address) &&
                       parse_block(interface.subnet_gateway, true) && pid > 0;
    if (!valid) return invalid_argument("the interface " + interface.id + " is not one");
    if (auto failure = machine_.planned_failure(machine_.attach_failures_)) return *failure;
    for (const OwnersState& known : states_) {
        for (const auto& [vpc_id, vpc] : known.state) {
            if (!vpc.interfaces.contains(interface.id)) continue;
            machine_.attached_[interface.id] = {interface, vpc_id, pid};
            ++machine_.counters_.attached;
            return {};
        }
    }
    return not_found("no network state names " + interface.id);
}

void FakeNetwork::detach(const std::string& /*owner*/, const std::string& id, Done<void> done) {
    later([this, id, done = std::move(done)] {
        if (auto failure = machine_.planned_failure(machine_.detach_failures_))
            return done(*failure);
        machine_.counters_.detached += machine_.attached_.erase(id);
        done({});
    });
}

void FakeNetwork::list(Done<std::vector<std::string>> ids) {
    later([this, ids = std::move(ids)] {
        if (machine_.away_) return ids(unavailable("the machine's network cannot be administered"));
        std::vector<std::string> there;
        for (const auto& [id, attached] : machine_.attached_) there.push_back(id);
        ids(std::move(there));
    });
}

namespace {

/// The same fault in the same network, whoever's.
bool is_same(
    const FakeNetworkMachine::Running& running, const FaultPlace& place, const Fault& fault
) {
    return running.place.pid == place.pid && running.fault.kind == fault.kind &&
           (fault.kind != FaultKind::BlackholePort || running.fault.port == fault.port);
}

}  // namespace

void FakeNetwork::start_fault(
    const FaultPlace& place, const Fault& fault, Done<std::optional<FaultKind>> done
) {
    later([this, place, fault, done = std::move(done)] {
        if (machine_.away_) return done(unavailable("the network cannot be administered"));
        for (const auto& running : machine_.faults_) {
            const bool packets = running.fault.kind != FaultKind::BlackholePort &&
                                 fault.kind != FaultKind::BlackholePort;
            if (packets && running.place.pid == place.pid) return done(running.fault.kind);
            if (is_same(running, place, fault)) return done(std::nullopt);
        }
        machine_.faults_.push_back({place, fault});
        done(std::nullopt);
    });
}

void FakeNetwork::stop_fault(const FaultPlace& place, const Fault& fault, Done<void> done) {
    later([this, place, fault, done = std::move(done)] {
        std::erase_if(machine_.faults_, [&](const auto& one) {
            return is_same(one, place, fault);
        });
        done({});
    });
}

void FakeNetwork::find_fault(const FaultPlace& place, const Fault& fault, Done<bool> runs) {
    later([this, place, fault, runs = std::move(runs)] {
        runs(std::ranges::any_of(machine_.faults_, [&](const auto& one) {
            return is_same(one, place, fault);
        }));
    });
}

void FakeNetwork::end_faults(const std::string& owner, Done<void> done) {
    later([this, owner, done = std::move(done)] {
        if (machine_.away_) return done(unavailable("the network cannot be administered"));
        std::erase_if(machine_.faults_, [&](const auto& one) {
            return one.place.pid == 0 && one.place.owner == owner;
        });
        done({});
    });
}

void FakeNetwork::listen(
    const std::string& address,
    std::uint16_t port,
    std::function<void(int descriptor, const std::string& peer)> accepted
) {
    machine_.listening_[{address, port}] = {alive_, std::move(accepted)};
}

// ---- Judging
// -------------------------------------------------------------------------------------

namespace {

struct Place {
    const FakeNetworkMachine* machine = nullptr;
    const Vpc* vpc = nullptr;
    const Interface* interface = nullptr;  ///< null: no state in force names it
};

Place find_place(
    std::span<const FakeNetworkMachine* const> machines, const std::string& vpc_id, Address address
) {
    for (const FakeNetworkMachine* machine : machines) {
        for (const auto& [id, attached] : machine->attached()) {
            if (attached.vpc_id != vpc_id) continue;
            if (parse_address(attached.interface.address) != address) continue;
            const auto vpc = machine->state().find(vpc_id);
            if (vpc == machine->state().end()) return {machine, nullptr, nullptr};
            return {machine, &vpc->second, find_interface(vpc->second, address)};
        }
    }
    return {};
}

bool knows_way(const Place& source, const Place& target, Address to) {
    if (source.machine == target.machine) return true;
    const auto at = parse_address(target.machine->machine_address());
    const auto machine = at ? source.vpc->machines.find(*at) : source.vpc->machines.end();
    return machine != source.vpc->machines.end() &&
           std::find(machine->second.begin(), machine->second.end(), to) != machine->second.end();
}

}  // namespace

bool may_pass(
    std::span<const FakeNetworkMachine* const> machines,
    const std::string& vpc_id,
    const std::string& from,
    const std::string& to,
    const std::string& protocol,
    int port
) {
    const auto source_address = parse_address(from);
    const auto target_address = parse_address(to);
    if (!source_address || !target_address) return false;
    const Place source = find_place(machines, vpc_id, *source_address);
    const Place target = find_place(machines, vpc_id, *target_address);
    if (!source.interface || !target.interface) return false;
    const Packet packet{
        .from = *source_address,
        .to = *target_address,
        .protocol = protocol == "udp"    ? kUdp
                    : protocol == "icmp" ? kIcmp
                                         : kTcp,
        .port = port,
    };
    return route_of(*source.vpc, *source.interface, packet.to) == RouteTarget::Local &&
           knows_way(source, target, packet.to) &&
           rules_allow(*source.vpc, *source.interface, true, packet) &&
           rules_allow(*target.vpc, *target.interface, false, packet);
}

std::string shared_address(std::span<const FakeNetworkMachine* const> machines) {
    std::map<std::pair<std::string_view, std::string_view>, const std::string*> taken;
    for (const FakeNetworkMachine* machine : machines) {
        for (const auto& [id, attached] : machine->attached()) {
            const auto [at, added] =
                taken.insert({{attached.interface.address, attached.vpc_id}, &id});
            if (added) continue;
            return *at->second + " and " + id + " of " + attached.vpc_id + " have " +
                   attached.interface.address;
        }
    }
    return {};
}

}  // namespace gantry::network
