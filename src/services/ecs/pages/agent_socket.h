#pragma once

#include <memory>

#include "base/loop.h"
#include "service/registry.h"
#include "services/ecs/fleet/fleet.h"
#include "services/ecs/pages/exec_hub.h"

namespace gantry::ecs {

/// Where agents' websockets lead.
struct AgentDoor {
    Loop& loop;  ///< the core's
    fleet::Fleet& fleet;
    std::weak_ptr<bool> alive;  ///< expired: the control plane is gone, refuse
    /// Whose authorizer decides whether callers may come in; null: everybody may.
    const service::Registry* services = nullptr;
    ExecHub* exec = nullptr;  ///< where streams of sessions in containers lead; null: nowhere
};

/// Connects an upgrade request on /ws with the fleet: the control stream (ACS) when the query names
/// a `clusterArn`, the telemetry stream (TCS) when it names a `cluster`, and with ExecHub when it
/// names a session in a container (`gantryExec`). A refusal answers 400 with
/// `{"<ExceptionName>":"text"}`, which Amazon's agent reads. The caller needs the right to ecs:Poll
/// or ecs:StartTelemetrySession on the instance. On the network thread.
void open_agent_socket(AgentDoor door, service::Upgrade upgrade);

}  // namespace gantry::ecs
