#pragma once

#include <deque>
#include <memory>
#include <mutex>

#include "base/loop.h"

namespace gantry::control {

/// Lets work that takes long to a loop one piece at a time, in order: what comes to the loop
/// meanwhile waits for one such piece at most, however many there are. Any thread.
class LargeTurns : public std::enable_shared_from_this<LargeTurns> {
  public:
    /// The loop outlives what is posted here.
    explicit LargeTurns(Loop& loop) : loop_(loop) {}

    void post(Loop::Work work);

  private:
    void run_next();

    Loop& loop_;
    std::mutex mutex_;
    std::deque<Loop::Work> waiting_;  ///< the front one has its turn queued or under way
};

}  // namespace gantry::control
