#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/loop.h"
#include "base/random.h"
#include "drivers/network/network_driver.h"
#include "drivers/network/network_state.h"

namespace gantry::network {

struct FakeNetworkOptions {
    std::string machine_address = "192.0.2.1";  ///< by which states of others name it
    NetworkAbilities abilities{.interfaces = true, .why_not = {}};
    /// How long an operation takes: drawn anew each time, both ends included.
    Duration takes_min{0};
    Duration takes_max{0};
};

/// A machine's interfaces and what is in force for them, in memory, for tests and the simulator. It
/// outlives the drivers that use it, as the kernel's state outlives an agent that crashes.
/// Deterministic: only the loop's time and the given Random. Lives on the loop's thread.
class FakeNetworkMachine {
  public:
    FakeNetworkMachine(Loop& loop, Random random, FakeNetworkOptions options = {});

    // ---- What happens to it

    /// The next so many operations of a kind answer this, and do nothing.
    void fail_attach(int times, Error error = unavailable("no device can be made"));
    void fail_apply(int times, Error error = unavailable("rules cannot be set"));
    void fail_detach(int times, Error error = unavailable("a device cannot be removed"));
    /// While it is away every operation answers Unavailable; what is in force stays.
    void set_away(bool away) { away_ = away; }
    /// Loses power: nothing is attached, nothing in force.
    void crash();
    /// A process ended: its namespace went, and with it what was attached to it.
    void end_process(std::int64_t pid);

    // ---- What can be seen of it

    struct Attached {
        TaskInterface interface;
        std::string vpc_id;
        std::int64_t pid = 0;
    };
    /// By interface id.
    [[nodiscard]] const std::map<std::string, Attached>& attached() const { return attached_; }
    struct Running {
        FaultPlace place;
        Fault fault;
    };
    [[nodiscard]] const std::vector<Running>& faults() const { return faults_; }
    /// In force, of all owners.
    [[nodiscard]] const NetworkState& state() const { return in_force_; }
    [[nodiscard]] const std::string& machine_address() const { return options_.machine_address; }
    struct Counters {
        std::uint64_t applied = 0;
        std::uint64_t attached = 0;
        std::uint64_t detached = 0;
        std::uint64_t failed = 0;
    };
    [[nodiscard]] const Counters& counters() const { return counters_; }
    /// Whether something listens inside of its VPCs.
    [[nodiscard]] bool listens(const std::string& address, std::uint16_t port) const;
    /// Connects from a task, as its program would. The driver's user owns the descriptor.
    /// @return false when nothing listens there
    bool connect(
        const std::string& address, std::uint16_t port, int descriptor, const std::string& peer
    );

  private:
    friend class FakeNetwork;
    struct Failures {
        int left = 0;
        Error error;
    };
    using Accepted = std::function<void(int, const std::string&)>;

    std::optional<Error> planned_failure(Failures& failures);
    Duration draw_time();

    Loop& loop_;
    Random random_;
    FakeNetworkOptions options_;
    std::map<std::string, Attached> attached_;
    NetworkState in_force_;
    std::vector<Running> faults_;
    Failures attach_failures_;
    Failures apply_failures_;
    Failures detach_failures_;
    bool away_ = false;
    Counters counters_;
    std::map<std::pair<std::string, std::uint16_t>, std::pair<std::weak_ptr<bool>, Accepted>>
        listening_;
};

/// A process's driver on a fake machine. Answers nobody any more once it is destroyed, as after a
/// crash.
class FakeNetwork final : public NetworkDriver {
  public:
    /// @param machine outlives it
    FakeNetwork(Loop& loop, FakeNetworkMachine& machine);
    ~FakeNetwork() override;

    [[nodiscard]] const NetworkAbilities& abilities() const override;
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
    struct OwnersState {
        std::string owner;
        NetworkState state;
    };

    void later(std::function<void()> work);
    Result<void> apply_now(const std::string& owner, const api::acs::GantryNetworkMessage& state);
    Result<void> attach_now(const TaskInterface& interface, std::int64_t pid);

    Loop& loop_;
    FakeNetworkMachine& machine_;
    std::vector<OwnersState> states_;  ///< the newest last
    MonoTime last_answer_;             ///< operations are done in order
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

/// Whether the first packet of a connection gets from one address of a VPC to another, between
/// these machines: both ends are attached, each end's machine has rules that let it, and the
/// sender's machine knows where the other is. @param protocol "tcp", "udp", "icmp"
bool may_pass(
    std::span<const FakeNetworkMachine* const> machines,
    const std::string& vpc_id,
    const std::string& from,
    const std::string& to,
    const std::string& protocol,
    int port
);

/// Two attached interfaces of one VPC that have one address: "eni-1 and eni-2 of vpc-1 have
/// 10.0.0.4". Empty: there are none, as it must be.
std::string shared_address(std::span<const FakeNetworkMachine* const> machines);

}  // namespace gantry::network
