#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::agent {

/// Bounds how many containers are created and started at once, so that a machine that is given
/// sixty tasks starts a few after the other instead of all of them badly. The earliest task goes
/// first; stopping and pulling wait for nobody. A plain value: no clock, no I/O.
///
/// What is refused waits in its place until it is asked for again (next() says when that is worth
/// it) or withdrawn.
class StartQueue {
  public:
    /// @param limit at least 1
    explicit StartQueue(std::size_t limit) : limit_(limit) {}
    void set_limit(std::size_t limit) { limit_ = limit; }

    /// A create or start of one container.
    struct Ticket {
        std::int64_t order = 0;  ///< TaskState::order
        std::string task;
        std::string container;
        friend auto operator<=>(const Ticket&, const Ticket&) = default;
    };

    /// @return whether it may begin now; then it takes a place until end() or drop()
    bool begin(const Ticket& ticket);
    /// What had begun has ended. No effect on what had not.
    void end(std::string_view task, std::string_view container);
    /// The task's tickets that wait are asked for no longer.
    void withdraw(std::string_view task);
    /// The same, and what had begun is given up.
    void drop(std::string_view task);

    /// The tasks for which begin() would now say yes.
    [[nodiscard]] std::vector<std::string> next() const;

  private:
    [[nodiscard]] std::size_t free() const {
        return limit_ > under_way_.size() ? limit_ - under_way_.size() : 0;
    }

    std::size_t limit_;
    std::set<Ticket> under_way_;
    std::set<Ticket> waiting_;
};

}  // namespace gantry::agent
