#pragma once

#include "api/ecs/service.h"
#include "services/ecs/api/call.h"
#include "services/ecs/api/describe_task.h"

namespace gantry::ecs {

/// A service as the API shows it: counts counted from its tasks that are not STOPPED, deployments,
/// and events, newest first. Of another table than services, the call's own changes are not seen.
api::ecs::Service describe_service(const Call& call, const ServiceRow& row, ShowTags show_tags);

}  // namespace gantry::ecs
