#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/thread_loop.h"
#include "drivers/network/fault_injector.h"
#include "drivers/network/network_driver.h"
#include "drivers/network/network_probe.h"
#include "drivers/network/network_worker.h"

namespace gantry::network {

/// Task networking on Linux: a router for each VPC, a network namespace with nftables, which
/// README.md draws. Programs (`ip`, `nft`) run on a thread of its own, those of faults on another,
/// for what a task makes slow in its own namespace; what outlives the process is found again by the
/// next.
///
/// The machine's namespace is that of the thread that makes it. One process does networks in one
/// namespace: another's driver has no abilities, which says so.
class LinuxNetwork final : public NetworkDriver {
  public:
    /// Tries what the machine can do, which takes some tenths of a second. @param loop outlives it
    explicit LinuxNetwork(Loop& loop, LinuxNetworkOptions options = {});
    /// What is there stays, as tasks do.
    ~LinuxNetwork() override;
    LinuxNetwork(const LinuxNetwork&) = delete;
    LinuxNetwork& operator=(const LinuxNetwork&) = delete;

    [[nodiscard]] const NetworkAbilities& abilities() const override { return abilities_; }
    void apply(
        const std::string& owner, const api::acs::GantryNetworkMessage& state, Done<void> done
    ) override;
    void attach(
        const std::string& owner, const TaskInterface& interface, std::int64_t pid, Done<void> done
    ) override;
    void detach(const std::string& owner, const std::string& id, Done<void> done) override;
    void list(Done<std::vector<std::string>> ids) override;
    void start_fault(
        const FaultPlace& place, const Fault& fault, Done<std::optional<FaultKind>> done
    ) override;
    void stop_fault(const FaultPlace& place, const Fault& fault, Done<void> done) override;
    void find_fault(const FaultPlace& place, const Fault& fault, Done<bool> runs) override;
    void end_faults(const std::string& owner, Done<void> done) override;
    void listen(
        const std::string& address,
        std::uint16_t port,
        std::function<void(int descriptor, const std::string& peer)> accepted
    ) override;

  private:
    /// What waits for the worker; a newer state of an owner takes an older one's place. It goes
    /// before all interfaces that wait: rules are soon in force however many tasks come and go.
    struct Waiting {
        NetworkWorker::States states;
        std::vector<Done<void>> done;
    };

    void begin(const LinuxNetworkOptions& options);
    template <class T>
    void work_on(ThreadLoop& thread, std::function<Result<T>()> job, Done<T> done);
    template <class T>
    void work(std::function<Result<T>(NetworkWorker&)> job, Done<T> done);
    template <class T>
    void work_on_faults(std::function<Result<T>(FaultInjector&)> job, Done<T> done);
    template <class T>
    void answer(Done<T> done, Result<T> how);
    void apply_waiting(const std::weak_ptr<bool>& alive);

    Loop& loop_;
    NetworkAbilities abilities_;
    Result<NetworkNamespace> home_;
    NetworkLock lock_;
    std::mutex mutex_;
    Waiting waiting_;
    std::atomic<bool> ends_{false};
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  ///< of the loop's thread
    std::unique_ptr<NetworkWorker> worker_;                       ///< touched on thread_ only
    std::unique_ptr<FaultInjector> faults_;                       ///< on fault_thread_ only
    ThreadLoop thread_{"network-admin"};
    ThreadLoop fault_thread_{"network-faults"};
};

}  // namespace gantry::network
