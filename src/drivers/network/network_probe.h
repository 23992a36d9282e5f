#pragma once

#include <string>

#include "base/result.h"
#include "drivers/network/descriptor.h"
#include "drivers/network/network_namespace.h"

namespace gantry::network {

/// Tries what task networking is made of: a namespace, a pair of devices, a table of rules with
/// connections and translation, and, `with_tunnel`, a VXLAN device. What it made is gone after. For
/// a thread that may wait.
/// @return why it cannot be had, and what to do, for people; empty: it can
std::string find_obstacle(const NetworkNamespace& home, bool with_tunnel);

/// This process is the one that does networks in a namespace, as long as this lives.
class NetworkLock {
  public:
    NetworkLock() = default;
    /// Errors: Conflict when another process is; Unavailable.
    static Result<NetworkLock> take(const NetworkNamespace& home);
    ~NetworkLock();
    NetworkLock(NetworkLock&& other) noexcept = default;
    NetworkLock& operator=(NetworkLock&& other) noexcept = default;

  private:
    Descriptor file_;
    std::string path_;
};

}  // namespace gantry::network
