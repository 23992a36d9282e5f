#pragma once

#include "api/s3/create_bucket_request.h"
#include "services/s3/config/configuration.h"

namespace gantry::s3 {

/// What a new bucket is configured with: who owns what is in it (BucketOwnerEnforced unless the
/// request says otherwise), no public access, and the tags that come with the request. Its row need
/// not be there yet.
/// Source: S3 User Guide, "Default settings for new S3 buckets FAQ".
/// Errors: InvalidTag, BadRequest.
Result<void> configure_new_bucket(
    Call& call, const BucketRow& bucket, const api::s3::CreateBucketRequest& input
);

}  // namespace gantry::s3
