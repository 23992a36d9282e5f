#pragma once

#include <functional>
#include <string_view>

#include "services/ecs/api/call.h"
#include "services/ecs/api/tags.h"

namespace gantry::ecs {

/// Changes tags in place; what it answers decides whether the row is written.
using EditTags = std::function<Result<void>(Tags& tags)>;

/// The tags of the resource that an ARN names.
/// Errors: those of tagging.h.
Result<Tags> tags_of(const Call& call, std::string_view arn);

/// Applies `edit` to them and stages the row, if they changed.
/// Errors: those of tagging.h, and those of `edit`; a stopped task's tags are not edited.
Result<void> edit_tags_of(Call& call, std::string_view arn, const EditTags& edit);

}  // namespace gantry::ecs
