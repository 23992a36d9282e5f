#include "drivers/network/linux_network.h"

#include <utility>

#include "base/log.h"

namespace gantry::network {
namespace {

/// Tasks ask faster than a namespace that they fill can be listed.
constexpr std::size_t kMostFaultsWaiting = 64;

}  // namespace

LinuxNetwork::LinuxNetwork(Loop& loop, LinuxNetworkOptions options)
    : loop_(loop), home_(NetworkNamespace::current()) {
    thread_.run_and_wait([&] { begin(options); });
    abilities_.interfaces = abilities_.why_not.empty();
}

void LinuxNetwork::begin(const LinuxNetworkOptions& options) {
    const bool has_address = !options.machine_address.empty();
    if (!home_) {
        abilities_.why_not = home_.error().message;
        return;
    }
    if (has_address && !parse_address(options.machine_address)) {
        abilities_.why_not = "\"" + options.machine_address + "\" is no IPv4 address of a machine";
        return;
    }
    abilities_.why_not = find_obstacle(*home_, has_address);
    if (!abilities_.why_not.empty()) return;
    auto lock = NetworkLock::take(*home_);
    if (!lock) {
        abilities_.why_not = lock.error().message;
        return;
    }
    lock_ = std::move(*lock);
    worker_ = std::make_unique<NetworkWorker>(options, *home_);
    worker_->take_over();
    faults_ = std::make_unique<FaultInjector>(*home_);
}

LinuxNetwork::~LinuxNetwork() {
    ends_ = true;
    alive_.reset();
    fault_thread_.stop();
    thread_.run_and_wait([this] { worker_.reset(); });
    thread_.stop();
}

template <class T>
void LinuxNetwork::answer(Done<T> done, Result<T> how) {
    loop_.post([done = std::move(done), how = std::move(how), alive = std::weak_ptr(alive_)] {
        if (!alive.expired()) done(how);
    });
}

template <class T>
void LinuxNetwork::work_on(ThreadLoop& thread, std::function<Result<T>()> job, Done<T> done) {
    if (!abilities_.interfaces) return answer<T>(std::move(done), unavailable(abilities_.why_not));
    thread.post([this, job = std::move(job), done = std::move(done), alive = std::weak_ptr(alive_)](
                ) mutable {
        if (ends_) return;
        loop_.post([done = std::move(done), how = job(), alive = std::move(alive)] {
            if (!alive.expired()) done(how);
        });
    });
}

template <class T>
void LinuxNetwork::work(std::function<Result<T>(NetworkWorker&)> job, Done<T> done) {
    work_on<T>(
        thread_,
        [this, job = std::move(job), alive = std::weak_ptr(alive_)] {
            apply_waiting(alive);
            return job(*worker_);
        },
        std::move(done)
    );
}

template <class T>
void LinuxNetwork::work_on_faults(std::function<Result<T>(FaultInjector&)> job, Done<T> done) {
    if (fault_thread_.waiting() >= kMostFaultsWaiting) {
        return answer<T>(
            std::move(done), unavailable("tasks ask for too many faults at once: ask again later")
        );
    }
    work_on<T>(
        fault_thread_, [this, job = std::move(job)] { return job(*faults_); }, std::move(done)
    );
}

void LinuxNetwork::apply(
    const std::string& owner, const api::acs::GantryNetworkMessage& state, Done<void> done
) {
    if (!abilities_.interfaces)
        return answer<void>(std::move(done), unavailable(abilities_.why_not));
    auto read = read_state(state);
    if (!read) return answer<void>(std::move(done), read.error());
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        first = waiting_.done.empty();
        waiting_.states[owner] = std::move(*read);
        waiting_.done.push_back(std::move(done));
    }
    if (first) thread_.post([this, alive = std::weak_ptr(alive_)] { apply_waiting(alive); });
}

void LinuxNetwork::apply_waiting(const std::weak_ptr<bool>& alive) {
    if (ends_) return;
    Waiting taken;
    {
        const std::lock_guard lock(mutex_);
        taken = std::exchange(waiting_, {});
    }
    if (taken.done.empty()) return;
    const auto how = worker_->apply(std::move(taken.states));
    loop_.post([done = std::move(taken.done), how, alive] {
        for (const Done<void>& each : done) {
            if (!alive.expired()) each(how);
        }
    });
}

void LinuxNetwork::attach(
    const std::string& /*owner*/, const TaskInterface& interface, std::int64_t pid, Done<void> done
) {
    work<void>(
        [interface, pid](NetworkWorker& worker) { return worker.attach(interface, pid); },
        std::move(done)
    );
}

void LinuxNetwork::detach(const std::string& /*owner*/, const std::string& id, Done<void> done) {
    work<void>([id](NetworkWorker& worker) { return worker.detach(id); }, std::move(done));
}

void LinuxNetwork::list(Done<std::vector<std::string>> ids) {
    work<std::vector<std::string>>(
        [](NetworkWorker& worker) { return worker.list(); }, std::move(ids)
    );
}

void LinuxNetwork::start_fault(
    const FaultPlace& place, const Fault& fault, Done<std::optional<FaultKind>> done
) {
    work_on_faults<std::optional<FaultKind>>(
        [place, fault](FaultInjector& faults) { return faults.start(place, fault); },
        std::move(done)
    );
}

void LinuxNetwork::stop_fault(const FaultPlace& place, const Fault& fault, Done<void> done) {
    work_on_faults<void>(
        [place, fault](FaultInjector& faults) { return faults.stop(place, fault); }, std::move(done)
    );
}

void LinuxNetwork::find_fault(const FaultPlace& place, const Fault& fault, Done<bool> runs) {
    work_on_faults<bool>(
        [place, fault](FaultInjector& faults) { return faults.runs(place, fault); }, std::move(runs)
    );
}

void LinuxNetwork::end_faults(const std::string& owner, Done<void> done) {
    // However many wait.
    work_on<void>(fault_thread_, [this, owner] { return faults_->end(owner); }, std::move(done));
}

void LinuxNetwork::listen(
    const std::string& address,
    std::uint16_t port,
    std::function<void(int descriptor, const std::string& peer)> accepted
) {
    const auto where = parse_address(address);
    if (!where || !abilities_.interfaces) {
        log_warn("network_not_listening", {{"address", address}, {"port", port}});
        return;
    }
    // The connection's descriptor is closed with what holds it when nobody takes it any more.
    Acceptor::Accepted hand_over =
        [&loop = loop_,
         alive = std::weak_ptr(alive_),
         accepted = std::move(accepted)](Descriptor connection, const std::string& peer) {
            auto held = std::make_shared<Descriptor>(std::move(connection));
            loop.post([held, peer, alive, accepted] {
                if (!alive.expired()) accepted(held->release(), peer);
            });
        };
    thread_.post([this, where = *where, port, hand_over = std::move(hand_over)]() mutable {
        if (!ends_) worker_->listen(where, port, std::move(hand_over));
    });
}

}  // namespace gantry::network
