#pragma once

#include "service/call.h"
#include "services/s3/model/tables.h"

namespace gantry::s3 {

/// A call as the handlers of S3 see it.
using Call = service::CallOn<Tables>;

}  // namespace gantry::s3
