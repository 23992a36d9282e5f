#pragma once

#include "service/call.h"
#include "services/ssm/model/tables.h"

namespace gantry::ssm {

/// A call as the handlers of SSM see it.
using Call = service::CallOn<Tables>;

}  // namespace gantry::ssm
