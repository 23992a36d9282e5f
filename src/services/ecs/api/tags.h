#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/ecs/tag.h"
#include "base/result.h"
#include "services/ecs/model/limits.h"

namespace gantry::ecs {

using Tags = std::vector<api::ecs::Tag>;

/// Checks tags that a user gives to a resource: at most 50 with unique keys of 1–128 characters and
/// values of up to 256, of letters, spaces, digits and _ . / = + - : @, and none with the reserved
/// prefix "aws:". Nothing given is fine.
/// Errors: InvalidParameterException. Source: Developer Guide, tag restrictions.
Result<void> check_tags(const std::optional<Tags>& tags);

/// `current` with each of `added` set, new keys last. A tag without a value gets an empty one.
Tags merge_tags(Tags current, const Tags& added);

/// `current` without the given keys; tags of ours ("aws:…") stay.
Tags remove_tags(Tags current, const std::vector<std::string>& keys);

/// True for keys that are ours to write: the prefix "aws:" in any letter case.
bool is_reserved_tag_key(const std::string& key);

/// How many of them count against the limit: all but reserved ones.
std::size_t count_user_tags(const Tags& tags);

}  // namespace gantry::ecs
