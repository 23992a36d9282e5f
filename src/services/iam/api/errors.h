#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

/// The exceptions of IAM as values, with the texts that clients match on.
/// Source: IAM API Reference, errors of each operation; answers of IAM.
namespace gantry::iam {

Error no_such_entity(std::string message);
/// "The <what> with name <name> cannot be found."
Error not_found_by_name(std::string_view what, std::string_view name);
/// "Policy <arn> was not found."
Error policy_not_found(std::string_view arn);
/// "Policy <arn> does not exist or is not attachable."
Error policy_not_attachable(std::string_view arn);
/// For an ARN that is no user, group or role of the account: NoSuchEntity, or InvalidInput.
Error no_policy_source(std::string_view arn);
Error already_exists(std::string message);
Error delete_conflict(std::string message);
Error limit_exceeded(std::string message);
/// "Cannot exceed quota for <quota>: <most>"
Error over_quota(std::string_view quota, std::size_t most);
Error invalid_input(std::string message);
Error unmodifiable(std::string message);
Error validation_error(std::string message);

}  // namespace gantry::iam
