#pragma once

#include <cstdint>
#include <functional>

#include "base/time.h"

namespace gantry {

/// Reads the time. Wall time may jump; monotonic time never goes back.
class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual SysTime now() const = 0;
    [[nodiscard]] virtual MonoTime mono() const = 0;
};

/// A handle to a pending call_after; 0 is "none".
using TimerId = std::uint64_t;

/// One thread of work with a queue and timers: the core runs on one, each agent on one, and in a
/// simulation all of them share a single virtual-time scheduler.
///
/// Work posted to a loop runs one item at a time, in order of posting; nothing that runs on a loop
/// may block. Destroying what a callback captures is the owner's concern: cancel timers first.
class Loop : public Clock {
  public:
    using Work = std::function<void()>;

    /// Queues work. The only member that any thread may call.
    virtual void post(Work work) = 0;

    /// Runs `work` on this loop once `delay` has passed (a negative delay counts as zero).
    virtual TimerId call_after(Duration delay, Work work) = 0;

    /// Forgets a pending timer; no effect when it has run or is 0.
    virtual void cancel(TimerId timer) = 0;
};

}  // namespace gantry
