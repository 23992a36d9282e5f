#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/ecs/failure.h"
#include "services/ecs/placement/placer.h"

namespace gantry::ecs::placement {

/// The reason as RunTask's `failures` give it: "RESOURCE:MEMORY", "ATTRIBUTE", "AGENT",
/// "MemberOf placement constraint unsatisfied.", …; "INACTIVE" for an instance that is not ACTIVE.
std::string_view failure_reason(Reason reason);

/// What RunTask answers for a task that fits nowhere: one failure for each ACTIVE instance that was
/// considered; without any, one that says "NO ACTIVE INSTANCES".
std::vector<api::ecs::Failure> failures_of(const ClusterView& view, const Decision& decision);

/// The same for a service's event list, without the leading "(service NAME) ":
/// "was unable to place a task because no container instance met all of its requirements. …".
std::string placement_event_text(const ClusterView& view, const Decision& decision);

}  // namespace gantry::ecs::placement
