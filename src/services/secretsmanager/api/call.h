#pragma once

#include "service/call.h"
#include "services/secretsmanager/model/tables.h"

namespace gantry::secretsmanager {

/// A call as the handlers of Secrets Manager see it.
using Call = service::CallOn<Tables>;

}  // namespace gantry::secretsmanager
