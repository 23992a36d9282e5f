#pragma once

#include "service/service.h"

namespace gantry::logs {

/// CloudWatch Logs says what breaks its model as InvalidParameterException, with the value.
service::InputRules input_rules();

}  // namespace gantry::logs
