#pragma once

#include "api/s3/bucket_logging_status.h"
#include "services/s3/config/configuration.h"

namespace gantry::s3 {

/// Where a bucket's access log goes. Kept: no log is written. An empty one ends it.
/// Source: S3 API Reference, PutBucketLogging.
struct BucketLogging {
    using Value = api::s3::BucketLoggingStatus;
    static constexpr std::string_view kWord = "logging";
    static Result<Value> absent();  ///< an empty one
    /// Errors: InvalidTargetBucketForLogging where the target is not there, is another's or is in
    /// another Region.
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
    static bool says_nothing(const Value& value);
};

}  // namespace gantry::s3
