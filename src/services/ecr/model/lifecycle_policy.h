#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Lifecycle policies as they are written. Source: ECR User Guide, "Lifecycle policy properties in
/// Amazon ECR".
namespace gantry::ecr {

struct LifecycleRule {
    enum class Tagged { Tagged, Untagged, Any };
    enum class Count { MoreThan, SincePushed, SincePulled };

    std::int64_t priority = 1;  ///< lower ones go first
    Tagged tagged = Tagged::Any;
    /// What tags begin with, or are as ("*" is any text): an image needs a tag for each. One of
    /// the two, and only where it is about tagged images.
    /// In order, each once.
    std::vector<std::string> prefixes;
    std::vector<std::string> patterns;
    Count count = Count::MoreThan;
    std::int64_t number = 1;  ///< images that stay, or days
};

/// @return the rules in order of priority
/// Errors: InvalidParameterException, naming what is wrong; UnsupportedOperationException for what
/// needs an archive.
Result<std::vector<LifecycleRule>> read_lifecycle_policy(std::string_view text);

}  // namespace gantry::ecr
