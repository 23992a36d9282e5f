#pragma once

#include "service/call.h"
#include "services/kms/model/tables.h"

namespace gantry::kms {

/// A call as KMS's handlers see it.
using Call = service::CallOn<Tables>;

}  // namespace gantry::kms
