#pragma once

#include "api/s3/create_bucket_output.h"
#include "api/s3/create_bucket_request.h"
#include "api/s3/delete_bucket_request.h"
#include "api/s3/delete_bucket_response.h"
#include "api/s3/get_bucket_location_output.h"
#include "api/s3/get_bucket_location_request.h"
#include "api/s3/head_bucket_output.h"
#include "api/s3/head_bucket_request.h"
#include "api/s3/list_buckets_output.h"
#include "api/s3/list_buckets_request.h"
#include "services/s3/model/call.h"

/// Operations on buckets themselves. Requests in any Region reach a bucket, wherever it is.
/// Source: S3 API Reference.
namespace gantry::s3 {

/// How many buckets an account may have. Source: S3 User Guide, "Bucket quotas".
inline constexpr std::size_t kMostBuckets = 10'000;

/// One that the caller has already is left as it is in us-east-1, as S3 does there.
/// Errors: InvalidBucketName, IllegalLocationConstraintException, BucketAlreadyExists,
/// BucketAlreadyOwnedByYou, TooManyBuckets, InvalidBucketAclWithObjectOwnership, InvalidTag,
/// NotImplemented for other ACLs.
Result<api::s3::CreateBucketOutput> create_bucket(Call&, const api::s3::CreateBucketRequest&);
/// Errors: NoSuchBucket, AccessDenied.
Result<api::s3::HeadBucketOutput> head_bucket(Call&, const api::s3::HeadBucketRequest&);
/// Errors: NoSuchBucket, AccessDenied.
Result<api::s3::GetBucketLocationOutput>
get_bucket_location(Call&, const api::s3::GetBucketLocationRequest&);
/// Errors: NoSuchBucket, AccessDenied, BucketNotEmpty with objects, versions or uploads.
Result<api::s3::DeleteBucketResponse> delete_bucket(Call&, const api::s3::DeleteBucketRequest&);
/// The caller's account's, in order of name.
/// Errors: InvalidArgument.
Result<api::s3::ListBucketsOutput> list_buckets(Call&, const api::s3::ListBucketsRequest&);

}  // namespace gantry::s3
