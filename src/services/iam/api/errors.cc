#include "services/iam/api/errors.h"

#include <fmt/format.h>

#include "services/iam/model/names.h"

namespace gantry::iam {

Error no_such_entity(std::string message) {
    return Error{ErrorKind::NotFound, "NoSuchEntityException", std::move(message), {}};
}

Error not_found_by_name(std::string_view what, std::string_view name) {
    return no_such_entity(fmt::format("The {} with name {} cannot be found.", what, name));
}

Error policy_not_found(std::string_view arn) {
    return no_such_entity(fmt::format("Policy {} was not found.", arn));
}

Error policy_not_attachable(std::string_view arn) {
    return no_such_entity(fmt::format("Policy {} does not exist or is not attachable.", arn));
}

Error no_policy_source(std::string_view arn) {
    const std::string_view type = parse_entity_arn(arn).type;
    if (type == "user" || type == "role" || type == "group") {
        return not_found_by_name(type, parse_entity_arn(arn).name);
    }
    return invalid_input(fmt::format("Invalid Entity Arn: {}", arn));
}

Error already_exists(std::string message) {
    return Error{ErrorKind::Conflict, "EntityAlreadyExistsException", std::move(message), {}};
}

Error delete_conflict(std::string message) {
    return Error{ErrorKind::Conflict, "DeleteConflictException", std::move(message), {}};
}

Error limit_exceeded(std::string message) {
    return Error{ErrorKind::LimitExceeded, "LimitExceededException", std::move(message), {}};
}

Error over_quota(std::string_view quota, std::size_t most) {
    return limit_exceeded(fmt::format("Cannot exceed quota for {}: {}", quota, most));
}

Error invalid_input(std::string message) {
    return Error{ErrorKind::InvalidArgument, "InvalidInputException", std::move(message), {}};
}

Error unmodifiable(std::string message) {
    return Error{ErrorKind::InvalidArgument, "UnmodifiableEntityException", std::move(message), {}};
}

Error validation_error(std::string message) {
    return Error{ErrorKind::InvalidArgument, "ValidationError", std::move(message), {}};
}

}  // namespace gantry::iam
