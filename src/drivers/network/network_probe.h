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

/// Makes this process the one that does networks in this namespace, as long as the file is open.
/// Errors: Conflict when another is; Unavailable.
Result<Descriptor> lock_networks(const NetworkNamespace& home);

}  // namespace gantry::network
