#pragma once

#include <map>
#include <set>
#include <string>

#include "base/result.h"
#include "drivers/network/router.h"

namespace gantry::network {

/// What a machine's own namespace has besides the uplinks' ends, as long as there is a router:
/// routes to VPCs and public addresses, the table `inet gantry`, and two rules in iptables' FORWARD
/// chain, which Docker makes drop what it does not know. All of it is marked, and repeatable.
/// For the worker thread.
class MachineSide {
  public:
    /// Of routers that `state` does not name yet, as after a start, what is in force stays.
    /// @param routers by VPC id. Errors: Unavailable with the tool's words.
    Result<void> apply(
        const NetworkState& state,
        const RouterSettings& settings,
        const std::map<std::string, std::unique_ptr<Router>>& routers
    );
    /// There is no router any more.
    void end();

  private:
    Result<void> apply_routes(
        const NetworkState& state, const std::map<std::string, std::unique_ptr<Router>>& routers
    );
    void let_pass();
    void tell_not_let(const Error& why);
    void tell_left_out(const std::string& vpc_id, const std::vector<Block>& blocks);

    std::string rules_;  ///< in force; empty: not known
    bool begun_ = false;
    bool told_not_let_ = false;
    std::set<std::pair<std::string, Block>> told_;  ///< said to be out of reach
};

}  // namespace gantry::network
