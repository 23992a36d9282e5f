#pragma once

#include "api/s3/get_bucket_versioning_output.h"
#include "api/s3/get_bucket_versioning_request.h"
#include "api/s3/put_bucket_versioning_request.h"
#include "api/s3/put_bucket_versioning_response.h"
#include "services/s3/model/call.h"

/// Whether a bucket keeps the versions of its objects; it stands in the bucket's row.
/// Source: S3 API Reference.
namespace gantry::s3 {

/// Errors: NoSuchBucket, AccessDenied; IllegalVersioningConfigurationException without a status;
/// InvalidBucketState where locks or a replication need versions.
Result<api::s3::PutBucketVersioningResponse>
put_bucket_versioning(Call&, const api::s3::PutBucketVersioningRequest&);
/// Without a status where it was never set. Errors: NoSuchBucket, AccessDenied.
Result<api::s3::GetBucketVersioningOutput>
get_bucket_versioning(Call&, const api::s3::GetBucketVersioningRequest&);

}  // namespace gantry::s3
