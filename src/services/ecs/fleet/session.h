#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "services/ecs/fleet/fleet.h"
#include "services/ecs/model/states.h"
#include "wire/pull_progress.h"

namespace gantry::fleet {

/// Close code after which agents come back, but not at once.
inline constexpr int kClosedTryAgainLater = 1013;

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

    /// Another process wants to be this instance: whether this one still answers is being found
    /// out. Control streams only.
    struct Rivalry {
        std::string process;     ///< the other's
        std::string message_id;  ///< of the heartbeat that asks
        MonoTime asked_at;
        bool answered = false;
    };
    std::optional<Rivalry> rivalry;

    /// What was sent for a task and whether the agent confirmed it.
    struct Delivery {
        ecs::TaskGoal goal = ecs::TaskGoal::Running;
        std::string message_id;
        bool acknowledged = false;
        MonoTime sent_at;
    };
    /// What it was last told of networks; control streams of agents that are told.
    struct Networks {
        std::string told;  ///< the VPCs, as JSON
        std::string message_id;
        bool acknowledged = false;
        MonoTime sent_at;
    };
    std::optional<Networks> networks;
    /// When it was last told what to do with disks; absent: nothing is to be done.
    std::optional<MonoTime> disks_sent_at;
    std::map<std::string, wire::PullProgress> pulls;  ///< by image; control streams only
    std::map<std::string, Delivery> deliveries;       ///< by task key; control streams only
};

}  // namespace gantry::fleet
