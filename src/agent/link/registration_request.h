#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/agent_config.h"
#include "agent/engine/admission.h"
#include "api/ecs/attribute.h"
#include "api/ecs/register_container_instance_request.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// What this instance offers to tasks.
Capacity instance_capacity(const AgentConfig& config, const runtime::HostInfo& host);

/// The attributes an agent registers: what it is, what it can do, and what the user set. A
/// capability is listed only if tasks that need it really run here.
/// @param first whether the instance is new: the user's attributes belong to the control plane
///        afterwards, where PutAttributes may have changed them
/// Source: ECS Developer Guide, container instance attributes; agent protocol, capabilities.
std::vector<api::ecs::Attribute> instance_attributes(
    const AgentConfig& config, const runtime::HostInfo& host, bool first
);

/// @param arn of the instance when it registers again, else empty
/// @param client_token the same for every try of one registration
api::ecs::RegisterContainerInstanceRequest registration_request(
    const AgentConfig& config,
    const runtime::HostInfo& host,
    const std::string& arn,
    const std::string& client_token
);

/// The name of the first attribute that was sent and did not come back; the protocol demands all.
std::optional<std::string> find_lost_attribute(
    const std::vector<api::ecs::Attribute>& sent, const std::vector<api::ecs::Attribute>& received
);

}  // namespace gantry::agent
