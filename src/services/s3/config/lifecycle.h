#pragma once

#include "api/s3/bucket_lifecycle_configuration.h"
#include "api/s3/delete_bucket_lifecycle_request.h"
#include "api/s3/delete_bucket_lifecycle_response.h"
#include "api/s3/get_bucket_lifecycle_configuration_output.h"
#include "api/s3/get_bucket_lifecycle_configuration_request.h"
#include "api/s3/put_bucket_lifecycle_configuration_output.h"
#include "api/s3/put_bucket_lifecycle_configuration_request.h"
#include "services/s3/config/configuration.h"

namespace gantry::s3 {

/// When objects of a bucket move and go. Kept: none does.
/// Source: S3 API Reference, PutBucketLifecycleConfiguration; S3 User Guide, "Lifecycle
/// configuration elements".
struct BucketLifecycle {
    using Value = api::s3::BucketLifecycleConfiguration;
    static constexpr std::string_view kWord = "lifecycle";
    static Result<Value> absent();  ///< NoSuchLifecycleConfiguration
    /// Gives ids to rules without. Errors: those of check_rule (lifecycle_rules.h); MalformedXML
    /// without a rule, or with more than a thousand; InvalidArgument for ids that come twice.
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
};

Result<api::s3::PutBucketLifecycleConfigurationOutput>
put_bucket_lifecycle(Call&, const api::s3::PutBucketLifecycleConfigurationRequest&);
/// With the smallest size of what moves, as it was given.
Result<api::s3::GetBucketLifecycleConfigurationOutput>
get_bucket_lifecycle(Call&, const api::s3::GetBucketLifecycleConfigurationRequest&);
Result<api::s3::DeleteBucketLifecycleResponse>
delete_bucket_lifecycle(Call&, const api::s3::DeleteBucketLifecycleRequest&);

}  // namespace gantry::s3
