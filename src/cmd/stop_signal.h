#pragma once

#include <csignal>

namespace gantry::cmd {

/// Waits for a request to end: Ctrl-C, Ctrl-\, a terminal that goes away, a service manager. Made
/// first, before any thread: the signals are blocked in the thread that makes it and in all that it
/// starts, so that none interrupts anything.
class StopSignal {
  public:
    StopSignal();
    /// Blocks until SIGINT, SIGTERM, SIGHUP or SIGQUIT arrives. @return its number
    int wait() const;

  private:
    sigset_t signals_;
};

}  // namespace gantry::cmd
