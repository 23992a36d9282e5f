#include "services/logs/api/errors.h"

#include <fmt/format.h>

namespace gantry::logs {

Error invalid_parameter(std::string message) {
    return Error{ErrorKind::InvalidArgument, "InvalidParameterException", std::move(message), {}};
}

Error invalid_member(std::string_view member, std::string_view value, std::string_view constraint) {
    return invalid_parameter(fmt::format(
        "1 validation error detected: Value '{}' at '{}' failed to satisfy constraint: {}",
        value,
        member,
        constraint
    ));
}

Error invalid_token() {
    return invalid_parameter("The specified nextToken is invalid.");
}

Error not_found(std::string message) {
    return Error{ErrorKind::InvalidArgument, "ResourceNotFoundException", std::move(message), {}};
}

Error no_such_group() {
    return not_found("The specified log group does not exist.");
}

Error no_such_stream() {
    return not_found("The specified log stream does not exist.");
}

Error already_exists(std::string message) {
    return Error{
        ErrorKind::InvalidArgument, "ResourceAlreadyExistsException", std::move(message), {}
    };
}

Error limit_exceeded() {
    return Error{
        ErrorKind::LimitExceeded, "LimitExceededException", "Resource limit exceeded.", {}
    };
}

Error validation_error(std::string message) {
    return Error{ErrorKind::InvalidArgument, "ValidationException", std::move(message), {}};
}

}  // namespace gantry::logs
