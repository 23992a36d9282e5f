#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "services/ecr/model/rows.h"

/// What is checked of inputs beyond what the model says, and the errors of it.
namespace gantry::ecr {

/// Filters go with the two kinds that have exceptions, and with them only.
/// Errors: InvalidParameterException.
Result<void> check_mutability(
    api::ecr::ImageTagMutability mutability, const ExclusionFilters& filters
);

/// Tags with others put over them. Errors: InvalidTagParameterException for those that no resource
/// may have; TooManyTagsException. Source: ECR User Guide, "Tag restrictions".
Result<Tags> merge_tags(Tags tags, const Tags& added);
/// Errors: InvalidTagParameterException for keys that are AWS's.
Result<Tags> remove_tags(Tags tags, const std::vector<std::string>& keys);

/// InvalidParameterException for a token of another list.
Error invalid_token();

}  // namespace gantry::ecr
