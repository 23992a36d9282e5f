#pragma once

#include "api/s3/abac_status.h"
#include "api/s3/accelerate_configuration.h"
#include "api/s3/request_payment_configuration.h"
#include "services/s3/config/configuration.h"

/// Configurations of one word. Source: S3 API Reference.
namespace gantry::s3 {

/// Transfer acceleration. Kept: there are no endpoints for it.
struct BucketAcceleration {
    using Value = api::s3::AccelerateConfiguration;
    static constexpr std::string_view kWord = "accelerate";
    static Result<Value> absent();  ///< an empty one
    /// Errors: MalformedXML; InvalidRequest for buckets with full stops in their names.
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
};

/// Who pays. Kept: nobody does.
struct RequestPayment {
    using Value = api::s3::RequestPaymentConfiguration;
    static constexpr std::string_view kWord = "requestPayment";
    static Result<Value> absent();  ///< the owner
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
};

/// Whether policies see the tags of a bucket.
/// Source: S3 User Guide, "Using tags for attribute-based access control (ABAC)".
struct BucketAbac {
    using Value = api::s3::AbacStatus;
    static constexpr std::string_view kWord = "abac";
    static Result<Value> absent();  ///< Disabled
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
};

}  // namespace gantry::s3
