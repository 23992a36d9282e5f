#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace gantry::ec2 {

/// Any code of EC2's, for a request that cannot succeed as sent.
inline Error refused(std::string_view code, std::string message) {
    return {ErrorKind::InvalidArgument, std::string(code), std::move(message), {}};
}
/// InvalidParameterValue
inline Error invalid_value(std::string message) {
    return refused("InvalidParameterValue", std::move(message));
}

}  // namespace gantry::ec2
