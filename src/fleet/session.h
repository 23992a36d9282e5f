#pragma once

#include <map>
#include <memory>
#include <string>

#include "fleet/fleet.h"
#include "services/ecs/model/states.h"

namespace gantry::fleet {

/// One open stream. Owned by Fleet.
struct Fleet::Session {
    SessionId id = 0;
    StreamKind kind = StreamKind::Control;
    std::string instance_key;
    std::string instance_arn;
    std::string cluster_arn;
    AgentHello hello;
    std::shared_ptr<AgentStream> stream;
    MonoTime last_heard;
    MonoTime last_heartbeat;

    /// What was sent for a task and whether the agent confirmed it.
    struct Delivery {
        ecs::TaskGoal goal = ecs::TaskGoal::Running;
        std::string message_id;
        bool acknowledged = false;
        MonoTime sent_at;
    };
    std::map<std::string, Delivery> deliveries;  ///< by task key; control streams only
};

}  // namespace gantry::fleet
