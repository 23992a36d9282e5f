#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "agent/backoff.h"
#include "agent/link/instance_identity.h"
#include "api/acs/gantry_network_message.h"
#include "base/loop.h"
#include "base/random.h"
#include "drivers/network/network_driver.h"

namespace gantry::agent {

/// Puts into force what the control plane says of the machine's networks: the newest that it said,
/// again until that has succeeded. After a restart it is said anew. Lives on the agent's loop.
class NetworkKeeper {
  public:
    /// @param driver null: there are no networks here, and nothing is put into force
    /// @param applied called whenever something new is in force
    NetworkKeeper(
        Loop& loop,
        Random& random,
        network::NetworkDriver* driver,
        const InstanceIdentity& identity,
        std::function<void()> applied
    );
    ~NetworkKeeper();
    NetworkKeeper(const NetworkKeeper&) = delete;
    NetworkKeeper& operator=(const NetworkKeeper&) = delete;

    /// @param done runs once this state, or a newer one in its place, is in force; not at all when
    /// it never is, nor when it failed and a newer one took its place
    void apply(api::acs::GantryNetworkMessage state, std::function<void()> done);

  private:
    struct Wanted {
        std::uint64_t number = 0;
        api::acs::GantryNetworkMessage state;
        std::function<void()> done;
    };

    void try_now();
    void on_answer(
        std::uint64_t number, const std::function<void()>& done, const Result<void>& how
    );

    Loop& loop_;
    Random& random_;
    network::NetworkDriver* driver_;
    const InstanceIdentity& identity_;
    std::function<void()> applied_;
    std::optional<Wanted> wanted_;  ///< the newest, while it is not in force
    std::uint64_t next_number_ = 1;
    Backoff backoff_;
    TimerId timer_ = 0;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
