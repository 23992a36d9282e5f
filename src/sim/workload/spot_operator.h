#pragma once

#include "base/random.h"
#include "sim/nodes.h"

namespace gantry::sim {

/// Somebody interrupts a task of FARGATE_SPOT by hand, with up to a minute's notice, in a tenth of
/// the times that he is asked to.
void interrupt_some_task(ControlNode& control, Random& random);

}  // namespace gantry::sim
