#pragma once

#include "service/service.h"

namespace gantry::ec2 {

/// What EC2 says to input that its model refuses: MissingParameter, InvalidParameterValue.
service::InputRules input_rules();

}  // namespace gantry::ec2
