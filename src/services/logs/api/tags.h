#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "services/logs/model/rows.h"

namespace gantry::logs {

/// Checks tags that a caller gives: characters, lengths, and the prefix "aws:", which is AWS's own.
/// Errors: InvalidParameterException.
Result<void> check_tags(const Tags& tags);

/// `current` with these set. Errors: as above; TooManyTagsException.
Result<Tags> add_tags(Tags current, const Tags& added);
Tags remove_tags(Tags current, const std::vector<std::string>& keys);

}  // namespace gantry::logs
