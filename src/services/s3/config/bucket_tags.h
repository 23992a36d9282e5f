#pragma once

#include "api/s3/tagging.h"
#include "services/s3/config/configuration.h"

namespace gantry::s3 {

/// The tags of a bucket. An empty set is none.
/// Source: S3 API Reference, PutBucketTagging.
struct BucketTags {
    using Value = api::s3::Tagging;
    static constexpr std::string_view kWord = "tagging";
    static Result<Value> absent();  ///< NoSuchTagSet
    /// Errors: InvalidTag; BadRequest for more than 50.
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
    static bool says_nothing(const Value& value);
};

}  // namespace gantry::s3
