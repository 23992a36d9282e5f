#pragma once

#include <functional>
#include <string_view>

#include "services/ecs/api/call.h"
#include "services/ecs/api/tags.h"

namespace gantry::ecs {

/// Changes tags in place; what it answers decides whether the row is written.
using EditTags = std::function<Result<void>(Tags& tags)>;

/// Applies `edit` to the tags of the resource that an ARN names and stages the row, if they
/// changed.
/// @return the tags as they are then
/// Errors: those of tagging.h, and those of `edit`.
Result<Tags> edit_tags_of(Call& call, std::string_view arn, const EditTags& edit);

}  // namespace gantry::ecs
