#pragma once

#include <string>

#include "core/core.h"
#include "net/http.h"
#include "services/ecs/model/tables.h"

namespace gantry::ecs {

/// POST /_gantry/interrupt?task=ARN[&notice=SECONDS]: tells a FARGATE_SPOT task that it is
/// interrupted, as AWS does when it wants its capacity back. It is asked to stop after 120 seconds,
/// or as many as `notice` says (0 to 120). A repeat changes nothing.
net::HttpResponse interrupt_page(
    core::Core& core, const Tables& tables, const std::string& target, SysTime now
);

}  // namespace gantry::ecs
