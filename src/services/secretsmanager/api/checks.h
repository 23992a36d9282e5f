#pragma once

#include <optional>
#include <string_view>

#include "services/secretsmanager/api/call.h"

/// What names, tags and policies of secrets may be.
namespace gantry::secretsmanager {

/// Letters, digits and /_+=.@-!  Errors: ValidationException.
Result<void> check_name(std::string_view name);

/// At most 50 with different keys, none of AWS's own. Errors: InvalidParameterException.
Result<void> check_tags(const Tags& tags);
/// At most 50, whatever their keys. Errors: InvalidParameterException.
Result<void> check_tag_count(const Tags& tags);

}  // namespace gantry::secretsmanager
