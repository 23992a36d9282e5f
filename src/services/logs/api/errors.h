#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

/// The exceptions of CloudWatch Logs as values, with the texts that clients match on.
/// Source: CloudWatch Logs API Reference, errors of each operation; answers of the service.
namespace gantry::logs {

Error invalid_parameter(std::string message);
/// "1 validation error detected: Value '<value>' at '<member>' failed to satisfy constraint: …"
Error invalid_member(std::string_view member, std::string_view value, std::string_view constraint);
/// "The specified nextToken is invalid."
Error invalid_token();
Error not_found(std::string message);
/// "The specified log group does not exist."
Error no_such_group();
/// "The specified log stream does not exist."
Error no_such_stream();
Error already_exists(std::string message);
/// "Resource limit exceeded."
Error limit_exceeded();
Error validation_error(std::string message);

}  // namespace gantry::logs
