#pragma once

#include "service/call.h"
#include "services/iam/model/tables.h"

namespace gantry::iam {

/// A call as IAM's handlers see it.
using Call = service::CallOn<Tables>;

}  // namespace gantry::iam
