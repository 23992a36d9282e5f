#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/manual_loop.h"
#include "sim/calm.h"
#include "sim/network.h"
#include "sim/nodes.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// Everything that can break, and what is known of it. Part of a simulation.
struct World {
    ManualLoop& loop;
    Network& network;
    ControlNode& control;
    std::vector<std::unique_ptr<AgentNode>>& agents;
    Calm& calm;
    Verdict& verdict;
};

}  // namespace gantry::sim
