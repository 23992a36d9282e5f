#pragma once

#include "api/s3/cors_configuration.h"
#include "services/s3/config/configuration.h"

namespace gantry::s3 {

/// Which web pages may use a bucket. Source: S3 API Reference, PutBucketCors.
struct BucketCors {
    using Value = api::s3::CORSConfiguration;
    static constexpr std::string_view kWord = "cors";
    static Result<Value> absent();  ///< NoSuchCORSConfiguration
    /// Errors: MalformedXML without a rule, or with more than a hundred; InvalidRequest for methods
    /// that there are not, and for patterns with two asterisks.
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
};

}  // namespace gantry::s3
