#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "agent/endpoint/directory.h"
#include "agent/task_endpoint.h"
#include "drivers/network/network_driver.h"

namespace gantry::agent::endpoint {

/// Faults that tasks ask for in their own networks. In a task's own network namespace they go with
/// it; in the machine's (network mode host) they are ended when the task has stopped. What runs is
/// the network driver's to know. Lives on the agent's loop.
class FaultDesk {
  public:
    /// @param view outlives it
    explicit FaultDesk(const NodeView& view);

    /// The task may have stopped.
    void look_at(const std::string& task);
    void drop(const std::string& task);
    /// `reply` runs once, now or later.
    void answer(const Ask& ask, const std::string& task, const Reply& reply);

  private:
    /// Ends them anew after a while.
    void end_again(const std::string& task, const Error& why);
    /// Whose network, or the answer to who may have no faults.
    [[nodiscard]] std::variant<network::FaultPlace, Answer> place_of(
        const Ask& ask, const std::string& task
    ) const;
    /// Whether it is too soon after the same.
    [[nodiscard]] bool asked_just_now(const Ask& ask, const std::string& task);
    void carry_out(
        const Ask& ask,
        const network::FaultPlace& place,
        const network::Fault& fault,
        const Reply& reply
    );

    const NodeView& view_;
    std::map<std::pair<std::string, std::string>, MonoTime> asked_;  ///< by task and what
    /// Tasks whose faults in the machine's network are ended. What comes back late looks whether it
    /// is there, and with it this.
    std::shared_ptr<std::set<std::string>> ended_ = std::make_shared<std::set<std::string>>();
};

}  // namespace gantry::agent::endpoint
