#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace gantry::ec2 {

/// What is wrong with an input, under EC2's code.
inline Error refusal(std::string_view code, std::string message) {
    return {ErrorKind::InvalidArgument, std::string(code), std::move(message), {}};
}
inline Error invalid_parameter_value(std::string message) {
    return refusal("InvalidParameterValue", std::move(message));
}

}  // namespace gantry::ec2
