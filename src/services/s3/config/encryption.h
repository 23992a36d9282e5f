#pragma once

#include "api/s3/server_side_encryption_configuration.h"
#include "services/s3/config/configuration.h"

namespace gantry::s3 {

/// How new objects of a bucket are encrypted unless they say otherwise; without one, AES256.
/// Source: S3 API Reference, PutBucketEncryption; S3 User Guide, "Setting default server-side
/// encryption behavior for Amazon S3 buckets".
struct BucketEncryption {
    using Value = api::s3::ServerSideEncryptionConfiguration;
    static constexpr std::string_view kWord = "encryption";
    static Result<Value> absent();
    /// Errors: MalformedXML; InvalidArgument where a key of KMS is named for another algorithm.
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
};

}  // namespace gantry::s3
