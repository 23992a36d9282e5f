#pragma once

#include <string>

#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// Who the agent is, as far as it is known so far. Owned by the agent; the registrar fills it in.
struct InstanceIdentity {
    std::string cluster;                 ///< as configured
    std::string process;                 ///< drawn at the agent's start: no other has it
    std::string container_instance_arn;  ///< empty until registered
    runtime::HostInfo host;              ///< empty until the runtime was asked
};

}  // namespace gantry::agent
