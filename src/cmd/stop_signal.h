#pragma once

#include <csignal>

namespace gantry::cmd {

/// Waits for Ctrl-C or a request to end. Made first, before any thread: the signals are blocked in
/// the thread that makes it and in all that it starts, so that none interrupts anything.
class StopSignal {
  public:
    StopSignal();
    /// Blocks until SIGINT or SIGTERM arrives. @return its number
    int wait() const;

  private:
    sigset_t signals_;
};

}  // namespace gantry::cmd
