#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "drivers/network/fault.h"
#include "drivers/network/fault_rules.h"
#include "drivers/network/network_namespace.h"

namespace gantry::network {

/// Faults in the networks of tasks: nftables for ports and losses, a queue of `tc` (netem) for
/// latency. What is in force is the kernel's to know and nobody else's. On a thread that may wait.
class FaultInjector {
  public:
    /// @param home the machine's own namespace; outlives this
    explicit FaultInjector(const NetworkNamespace& home) : home_(home) {}

    /// See NetworkDriver.
    Result<std::optional<FaultKind>> start(const FaultPlace& place, const Fault& fault);
    Result<void> stop(const FaultPlace& place, const Fault& fault);
    Result<bool> runs(const FaultPlace& place, const Fault& fault);
    Result<void> end(const std::string& owner);

  private:
    /// Runs `job` in the namespace of the place.
    template <class T, class Job>
    Result<T> inside(const FaultPlace& place, Job job);

    const NetworkNamespace& home_;
};

}  // namespace gantry::network
