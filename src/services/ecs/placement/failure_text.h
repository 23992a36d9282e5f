#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/ecs/failure.h"
#include "base/result.h"
#include "services/ecs/model/task_row.h"
#include "services/ecs/placement/placer.h"

namespace gantry::ecs::placement {

/// The reason as RunTask's `failures` give it: "RESOURCE:MEMORY", "ATTRIBUTE", "AGENT",
/// "MemberOf placement constraint unsatisfied.", …; "INACTIVE" for an instance that is not ACTIVE.
std::string_view failure_reason(Reason reason);

/// What RunTask answers for tasks that fit nowhere: one failure for each ACTIVE instance that was
/// considered; without any, one that says "NO ACTIVE INSTANCES".
/// @param verdicts  Placement::verdicts, or of check_all: one for each instance of the view.
std::vector<api::ecs::Failure> failures_of(
    const ClusterView& view, std::span<const Verdict> verdicts
);

/// Why a task that has found its place is not there: EC2 gave it no interface.
/// @param why  for people (InterfaceSource::take)
api::ecs::Failure interface_failure(const TaskRow& task, const Error& why);

/// Why tasks found no machine of the FARGATE pool: one failure in ECS's words, with a detail for
/// people.
api::ecs::Failure capacity_failure(const ClusterView& pool, std::span<const Verdict> verdicts);

/// The same for a service's event list, without the leading "(service NAME) ".
std::string capacity_event_text(const ClusterView& pool, std::span<const Verdict> verdicts);

/// The same as failures_of for a service's event list, without the leading "(service NAME) ":
/// "was unable to place a task because no container instance met all of its requirements. …".
std::string placement_event_text(const ClusterView& view, std::span<const Verdict> verdicts);

}  // namespace gantry::ecs::placement
