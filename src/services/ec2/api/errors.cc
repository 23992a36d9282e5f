#include "services/ec2/api/errors.h"

#include <fmt/format.h>

namespace gantry::ec2 {

Error invalid_combination(std::string message) {
    return refused("InvalidParameterCombination", std::move(message));
}

Error not_together(std::string_view one, std::string_view other) {
    return invalid_combination(
        fmt::format("The parameter '{}' may not be used in combination with '{}'", one, other)
    );
}

Error missing(std::string_view parameter) {
    return refused(
        "MissingParameter", fmt::format("The request must contain the parameter {}", parameter)
    );
}

Error dependency(std::string message) {
    return {ErrorKind::Conflict, "DependencyViolation", std::move(message), {}};
}

Error not_permitted(std::string message) {
    return refused("OperationNotPermitted", std::move(message));
}

Error over_quota(std::string_view code, std::string message) {
    return {ErrorKind::LimitExceeded, std::string(code), std::move(message), {}};
}

Error token_mismatch() {
    return refused(
        "IdempotentParameterMismatch",
        "The client token you have provided is associated with a resource whose parameters do not "
        "match the parameters of this request."
    );
}

Result<void> check_named(std::size_t count) {
    if (count <= kMostNamed) return {};
    return invalid_value("The maximum number of resources in a request is 1000");
}

Error no_such_association(std::string_view id) {
    return {
        ErrorKind::NotFound,
        "InvalidAssociationID.NotFound",
        fmt::format("The association ID '{}' does not exist", id),
        {},
    };
}

Error bad_block(std::string_view text, std::string_view parameter) {
    return invalid_value(fmt::format(
        "Value ({}) for parameter {} is invalid. This is not a valid CIDR block.", text, parameter
    ));
}

}  // namespace gantry::ec2
