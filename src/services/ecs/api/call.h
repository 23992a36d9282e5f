#pragma once

#include "service/call.h"
#include "services/ecs/model/arn.h"
#include "services/ecs/model/tables.h"

namespace gantry::ecs {

/// One API call while its handler runs (service/call.h says how).
using Call = service::CallOn<Tables>;

}  // namespace gantry::ecs
