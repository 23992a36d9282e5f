#pragma once

#include <vector>

#include "api/s3/tag.h"
#include "base/result.h"

namespace gantry::s3 {

/// How many tags buckets and objects may have.
/// Source: S3 User Guide, "Using cost allocation S3 bucket tags", "Categorizing your objects using
/// tags".
inline constexpr std::size_t kMaxBucketTags = 50;
inline constexpr std::size_t kMaxObjectTags = 10;

/// Errors: InvalidTag for keys and values that are none, keys of AWS's own, and keys that come
/// twice.
Result<void> check_tags(const std::vector<api::s3::Tag>& tags);

}  // namespace gantry::s3
