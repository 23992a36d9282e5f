#pragma once

#include "service/service.h"

namespace gantry::ecr {

/// ECR says what breaks its model as InvalidParameterException, in words of its own.
service::InputRules input_rules();

}  // namespace gantry::ecr
