#pragma once

#include <optional>
#include <vector>

#include "api/ecs/tag.h"
#include "base/result.h"
#include "service/tag_rules.h"

namespace gantry::ecs {

using Tags = std::vector<api::ecs::Tag>;
using service::count_user_tags;
using service::kMaxTags;
using service::merge_tags;
using service::remove_tags;

/// Checks tags that a user gives to a resource: at most 50 with unique keys of 1–128 characters and
/// values of up to 256, of letters, spaces, digits and _ . / = + - : @, and none with the reserved
/// prefix "aws:". Nothing given is fine.
/// Errors: InvalidParameterException. Source: Developer Guide, tag restrictions.
Result<void> check_tags(const std::optional<Tags>& tags);

}  // namespace gantry::ecs
