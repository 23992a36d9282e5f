#pragma once

#include "api/s3/delete_bucket_policy_request.h"
#include "api/s3/delete_bucket_policy_response.h"
#include "api/s3/get_bucket_policy_output.h"
#include "api/s3/get_bucket_policy_request.h"
#include "api/s3/get_bucket_policy_status_output.h"
#include "api/s3/get_bucket_policy_status_request.h"
#include "api/s3/put_bucket_policy_request.h"
#include "api/s3/put_bucket_policy_response.h"
#include "services/s3/config/configuration.h"

/// The policies that buckets have of their own. They decide, together with those of callers.
/// Source: S3 API Reference; S3 User Guide, "Bucket policies for Amazon S3".
namespace gantry::s3 {

/// Its text, as it was given.
struct BucketPolicy {
    using Value = std::string;
    static constexpr std::string_view kWord = "policy";
    static Result<Value> absent();  ///< NoSuchBucketPolicy
    /// Errors: those of check_policy (policy_rules.h); AccessDenied where it lets in the public,
    /// and that is blocked.
    static Result<void> check(Call& call, const BucketRow& bucket, Value& value);
};

/// What callers of other accounts are answered, whatever the policy allows: MethodNotAllowed.
/// Errors: NoSuchBucket, AccessDenied; those of BucketPolicy::check.
Result<api::s3::PutBucketPolicyResponse>
put_bucket_policy(Call&, const api::s3::PutBucketPolicyRequest&);
/// Errors: NoSuchBucket, AccessDenied, NoSuchBucketPolicy.
Result<api::s3::GetBucketPolicyOutput>
get_bucket_policy(Call&, const api::s3::GetBucketPolicyRequest&);
/// Errors: NoSuchBucket, AccessDenied.
Result<api::s3::DeleteBucketPolicyResponse>
delete_bucket_policy(Call&, const api::s3::DeleteBucketPolicyRequest&);
/// Whether it lets in the public. Errors: NoSuchBucket, AccessDenied, NoSuchBucketPolicy.
Result<api::s3::GetBucketPolicyStatusOutput>
get_bucket_policy_status(Call&, const api::s3::GetBucketPolicyStatusRequest&);

}  // namespace gantry::s3
