#pragma once

#include "service/call.h"
#include "services/ec2/model/tables.h"

namespace gantry::ec2 {

using Call = service::CallOn<Tables>;

}  // namespace gantry::ec2
